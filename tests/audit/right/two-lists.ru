# One work stands in the lists of two reports.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <reference/x-other/1> rdfs:label "X other report, reference 1"@en ; ixa:isListedIn <work/x-other> ; ixa:referenceNumber 1 ; ixa:refersToWork <work/x-first> .
  }
}
