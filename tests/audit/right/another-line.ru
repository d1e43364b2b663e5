# Another report finds no difference, in another line.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <cell-line/x-one> a ixa:CellLine ; rdfs:label "X-1"@en .
    <cell-line/x-two> a ixa:CellLine ; rdfs:label "X-2"@en .
    <model/x/line> ixa:graftMaterial <cell-line/x-one> .
    <model/y/line> rdfs:label "Y line"@en ; ixa:modelsDisease <disease/x-cancer> ; ixa:tumorOrigin ixa:Transplanted ; ixa:graftRelation ixa:Xenogeneic ; ixa:graftMaterial <cell-line/x-two> ; ixa:isStatedIn <statement/x/elsewhere> .
    <study/y> a ixa:AnimalStudy .
    <experiment/y/line> ixa:isExperimentOf <study/y> ; ixa:usesModel <model/y/line> .
    <arm/y/line> ixa:armRole ixa:Test ; ixa:isArmOf <experiment/y/line> .
    <arm/y/control> ixa:armRole ixa:Control ; ixa:isArmOf <experiment/y/line> .
    <regimen/y/line> ixa:ofDrug <substance/x-drug> ; ixa:isRegimenOf <arm/y/line> ; ixa:doseAmount 5.0 ; ixa:route ixa:Oral ; ixa:isStatedIn <statement/x/elsewhere> .
    <finding/y/growth> rdfs:label "tumors as large as in the control"@en ; ixa:isFindingOf <experiment/y/line> ; ixa:ofArm <arm/y/line> ; ixa:comparedWith <arm/y/control> ; ixa:endpoint ixa:TumorGrowth ; ixa:direction ixa:NoDifference ; ixa:significance ixa:SignificanceNotStated ; ixa:isStatedIn <statement/x/elsewhere> .
  }
}
