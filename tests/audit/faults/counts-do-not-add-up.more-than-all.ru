# Seven of six models responded.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/panel> ixa:modelsResponding 4 ; ixa:percentReported 66.7 .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/panel> ixa:modelsResponding 7 .
  }
}
