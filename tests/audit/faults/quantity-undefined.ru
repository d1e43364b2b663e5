# The hazard ratio loses its metric.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/against> ixa:metric ixa:HazardRatio .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <gap/x/metric> a ixa:ReportingGap ; ixa:isGapOf <measurement/x/against> ; ixa:aboutProperty ixa:metric ; ixa:gapStatus ixa:NotStatedInThisSource ; ixa:accordingTo <work/x-report> .
  }
}
