# The first paper stands in the list again, as a record of its own.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <work/x-copy> a ixa:Work ; rdfs:label "X first paper, again"@en ; dcterms:title "Examplinib in a line" ; ixa:pmid "2" ; ixa:sourceTier ixa:PrimaryResearch .
    <reference/x-report/3> rdfs:label "X report, reference 3"@en ; ixa:isListedIn <work/x-report> ; ixa:referenceNumber 3 ; ixa:refersToWork <work/x-copy> .
  }
}
