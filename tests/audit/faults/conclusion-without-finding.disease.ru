# The claim of efficacy is about another cancer.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <disease/x-leukemia> a ixa:Disease ; rdfs:label "X leukemia"@en .
    <claim/x/efficacy> ixa:concernsDisease <disease/x-leukemia> .
  }
}
