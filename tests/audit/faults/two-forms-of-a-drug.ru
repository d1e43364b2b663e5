# The product is the salt; the table of another study in the report gives no basis.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <regimen/x/panel> ixa:doseBasis ixa:ActiveMoietyBasis .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/product> ixa:inDocument <work/x-report> ; ixa:location "Methods, compounds" .
    <claim/x/product> rdfs:label "the product is the mesylate"@en ; ixa:claimTopic ixa:Identity ; ixa:aboutSubstance <substance/x-salt> ; ixa:isStatedIn <statement/x/product> .
  }
}
