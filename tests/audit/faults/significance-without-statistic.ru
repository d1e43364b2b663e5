# Survival is called significantly longer, without an interval.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/against> ixa:confidenceLower 0.4 ; ixa:confidenceUpper 0.9 .
  }
}
