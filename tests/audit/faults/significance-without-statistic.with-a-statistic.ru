# A difference passes a test, of which nothing is given.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/growth> ixa:pValue 0.01 .
  }
}
