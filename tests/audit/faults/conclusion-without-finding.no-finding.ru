# A drug of which the report has no finding is called active, and nothing is cited.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/boast> a ixa:Sentence ; ixa:inDocument <work/x-report> ; ixa:location "Discussion" .
    <claim/x/boast> a ixa:Claim ; rdfs:label "referencinib is active"@en ; ixa:claimTopic ixa:Efficacy ; ixa:aboutSubstance <substance/x-older> ; ixa:isStatedIn <statement/x/boast> .
  }
}
