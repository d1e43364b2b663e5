# What the tumors were smaller than is not said.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/growth> ixa:comparedWith <arm/x/line-control> .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <gap/x/comparedWith> a ixa:ReportingGap ; ixa:isGapOf <finding/x/growth> ; ixa:aboutProperty ixa:comparedWith ; ixa:gapStatus ixa:NotStatedInThisSource ; ixa:accordingTo <work/x-report> .
  }
}
