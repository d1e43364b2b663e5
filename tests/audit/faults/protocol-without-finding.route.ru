# Of a third experiment the route is told, and no result.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <experiment/x/third> rdfs:label "examplinib in a third model"@en ; ixa:isExperimentOf <study/x> ; ixa:isStatedIn <statement/x/dosing> .
    <arm/x/third> ixa:armRole ixa:Test ; ixa:isArmOf <experiment/x/third> .
    <regimen/x/third> ixa:ofDrug <substance/x-drug> ; ixa:isRegimenOf <arm/x/third> ; ixa:route ixa:Oral ; ixa:isStatedIn <statement/x/dosing> .
  }
}
