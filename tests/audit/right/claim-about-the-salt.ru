# A claim speaks of the salt, of which the drug that was dosed is the active form.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/salt> a ixa:Sentence ; ixa:inDocument <work/x-report> ; ixa:location "Discussion" .
    <claim/x/salt> a ixa:Claim ; rdfs:label "examplinib mesylate is active"@en ; ixa:claimTopic ixa:Efficacy ; ixa:aboutSubstance <substance/x-salt> ; ixa:isStatedIn <statement/x/salt> .
  }
}
