# 14 days may be those of dosing or until the reading.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <regimen/x/line> ixa:durationMeaning ixa:DosingDuration .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <gap/x/durationMeaning> a ixa:ReportingGap ; ixa:isGapOf <regimen/x/line> ; ixa:aboutProperty ixa:durationMeaning ; ixa:gapStatus ixa:Ambiguous ; ixa:accordingTo <work/x-report> .
  }
}
