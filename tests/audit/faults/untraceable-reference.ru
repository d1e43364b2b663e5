# The list ends with the name of a web host.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <work/x-lost> rdfs:label "unknown"@en ; ixa:sourceTier ixa:Unidentifiable .
    <reference/x-report/3> rdfs:label "X report, reference 3"@en ; ixa:isListedIn <work/x-report> ; ixa:referenceNumber 3 ; ixa:hostName "example.org" ; ixa:refersToWork <work/x-lost> .
  }
}
