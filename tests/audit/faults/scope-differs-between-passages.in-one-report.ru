# The abstract of a report that cites nothing gives activity in the line too.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/panel> ixa:citesReference <reference/x-report/1> .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/summary> ixa:inDocument <work/x-report> ; ixa:location "abstract" .
    <finding/x/panel> ixa:isStatedIn <statement/x/summary> .
    <finding/x/line-activity> rdfs:label "active in the line"@en ; ixa:isFindingOf <experiment/x/line> ; ixa:ofArm <arm/x/line> ; ixa:comparedWith <arm/x/line-control> ; ixa:endpoint ixa:AntitumorActivity ; ixa:direction ixa:Favorable ; ixa:significance ixa:SignificanceNotStated ; ixa:isStatedIn <statement/x/summary> .
  }
}
