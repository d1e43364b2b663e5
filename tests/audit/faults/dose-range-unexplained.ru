# 5 to 10 mg/kg, and not what varies.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <regimen/x/line> ixa:doseAmount 5.0 .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <regimen/x/line> ixa:doseMinimum 5.0 ; ixa:doseMaximum 10.0 .
    <gap/x/doseRangeMeaning> a ixa:ReportingGap ; ixa:isGapOf <regimen/x/line> ; ixa:aboutProperty ixa:doseRangeMeaning ; ixa:gapStatus ixa:NotStatedInThisSource ; ixa:accordingTo <work/x-report> .
  }
}
