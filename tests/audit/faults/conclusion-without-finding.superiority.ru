# The drug is called better than one that it was never compared with, and nothing is cited.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <substance/x-third> a ixa:Drug ; rdfs:label "thirdinib"@en .
    <statement/x/boast> a ixa:Sentence ; ixa:inDocument <work/x-report> ; ixa:location "Discussion" .
    <claim/x/boast> a ixa:Claim ; rdfs:label "examplinib is better than thirdinib"@en ; ixa:claimTopic ixa:Superiority ; ixa:aboutSubstance <substance/x-drug> ; ixa:comparedWithSubstance <substance/x-third> ; ixa:isStatedIn <statement/x/boast> .
  }
}
