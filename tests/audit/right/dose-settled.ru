# The abstract gives another dose, which the curator rejects.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/abstract> a ixa:Sentence ; ixa:inDocument <work/x-report> ; ixa:location "abstract" ; ixa:reportedText "examplinib at 10 mg/kg" ; ixa:statesProperty ixa:doseAmount .
    <interpretation/x/dose> a ixa:Interpretation ; rdfs:label "10 mg/kg, as the abstract has it"@en ; ixa:interprets <regimen/x/line> ; ixa:plausibility ixa:Rejected ; ixa:isStatedIn <statement/x/abstract> .
  }
}
