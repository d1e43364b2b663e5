# The ratios of models in which tumors were smaller reach above one.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/growth> ixa:value 0.3 .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/growth> ixa:lower 0.3 ; ixa:upper 1.2 .
  }
}
