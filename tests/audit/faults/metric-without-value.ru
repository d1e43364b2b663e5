# The ratio of volumes has no number.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/growth> ixa:value 0.3 .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <gap/x/value> a ixa:ReportingGap ; ixa:isGapOf <measurement/x/growth> ; ixa:aboutProperty ixa:value ; ixa:gapStatus ixa:NotStatedInThisSource ; ixa:accordingTo <work/x-report> .
  }
}
