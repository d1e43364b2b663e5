# Another report finds the older drug better for survival.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <study/y> a ixa:AnimalStudy .
    <experiment/y/line> ixa:isExperimentOf <study/y> ; ixa:usesModel <model/x/line> .
    <arm/y/line> ixa:armRole ixa:Test ; ixa:isArmOf <experiment/y/line> .
    <arm/y/older> ixa:armRole ixa:ActiveComparator ; ixa:isArmOf <experiment/y/line> .
    <regimen/y/line> ixa:ofDrug <substance/x-drug> ; ixa:isRegimenOf <arm/y/line> ; ixa:doseAmount 5.0 ; ixa:route ixa:Oral ; ixa:isStatedIn <statement/x/elsewhere> .
    <regimen/y/older> ixa:ofDrug <substance/x-older> ; ixa:isRegimenOf <arm/y/older> ; ixa:doseAmount 1.0 ; ixa:route ixa:Oral ; ixa:isStatedIn <statement/x/elsewhere> .
    <finding/y/survival> rdfs:label "shorter survival than with referencinib"@en ; ixa:isFindingOf <experiment/y/line> ; ixa:ofArm <arm/y/line> ; ixa:comparedWith <arm/y/older> ; ixa:endpoint ixa:OverallSurvival ; ixa:direction ixa:Unfavorable ; ixa:significance ixa:SignificanceNotStated ; ixa:isStatedIn <statement/x/elsewhere> .
  }
}
