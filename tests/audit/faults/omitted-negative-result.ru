# No difference in the panel, under a claim of efficacy in solid tumors.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/panel> ixa:direction ixa:Favorable .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/panel> ixa:direction ixa:NoDifference .
  }
}
