# Another report retells the study with all its results.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <study/y> a ixa:AnimalStudy ; rdfs:label "X study, retold"@en ; ixa:isSecondaryReportOf <study/x> ; ixa:isStatedIn <statement/x/elsewhere> .
    <experiment/y/line> ixa:isExperimentOf <study/y> ; ixa:usesModel <model/x/line> .
    <experiment/y/panel> ixa:isExperimentOf <study/y> ; ixa:usesModel <model/x/panel> .
    <arm/y/line> ixa:armRole ixa:Test ; ixa:isArmOf <experiment/y/line> .
    <arm/y/older> ixa:armRole ixa:ActiveComparator ; ixa:isArmOf <experiment/y/line> .
    <arm/y/control> ixa:armRole ixa:Control ; ixa:isArmOf <experiment/y/line> .
    <arm/y/panel> ixa:armRole ixa:Test ; ixa:isArmOf <experiment/y/panel> .
    <regimen/y/line> ixa:ofDrug <substance/x-drug> ; ixa:isRegimenOf <arm/y/line> ; ixa:doseAmount 5.0 ; ixa:route ixa:Oral ; ixa:isStatedIn <statement/x/elsewhere> .
    <regimen/y/panel> ixa:ofDrug <substance/x-drug> ; ixa:isRegimenOf <arm/y/panel> ; ixa:doseAmount 5.0 ; ixa:route ixa:Oral ; ixa:isStatedIn <statement/x/elsewhere> .
    <regimen/y/older> ixa:ofDrug <substance/x-older> ; ixa:isRegimenOf <arm/y/older> ; ixa:doseAmount 1.0 ; ixa:route ixa:Oral ; ixa:isStatedIn <statement/x/elsewhere> .
    <finding/y/growth> rdfs:label "smaller tumors, retold"@en ; ixa:isFindingOf <experiment/y/line> ; ixa:ofArm <arm/y/line> ; ixa:comparedWith <arm/y/control> ; ixa:endpoint ixa:TumorGrowth ; ixa:direction ixa:Favorable ; ixa:significance ixa:SignificanceNotStated ; ixa:isStatedIn <statement/x/elsewhere> .
    <finding/y/panel> rdfs:label "active in the panel, retold"@en ; ixa:isFindingOf <experiment/y/panel> ; ixa:ofArm <arm/y/panel> ; ixa:endpoint ixa:AntitumorActivity ; ixa:direction ixa:Favorable ; ixa:significance ixa:SignificanceNotStated ; ixa:isStatedIn <statement/x/elsewhere> .
    <finding/y/survival> rdfs:label "longer survival, retold"@en ; ixa:isFindingOf <experiment/y/line> ; ixa:ofArm <arm/y/line> ; ixa:comparedWith <arm/y/older> ; ixa:endpoint ixa:OverallSurvival ; ixa:direction ixa:Favorable ; ixa:significance ixa:SignificanceNotStated ; ixa:isStatedIn <statement/x/elsewhere> .
  }
}
