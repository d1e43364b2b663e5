# Tumors of the line grew larger, under a claim of efficacy in solid tumors.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/growth> ixa:direction ixa:Favorable .
    <measurement/x/growth> ixa:value 0.3 .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/growth> ixa:direction ixa:Unfavorable .
    <measurement/x/growth> ixa:value 1.3 .
  }
}
