# The dose in the panel does not say of which form.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <regimen/x/panel> ixa:doseBasis ixa:ActiveMoietyBasis .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <gap/x/doseBasis> a ixa:ReportingGap ; ixa:isGapOf <regimen/x/panel> ; ixa:aboutProperty ixa:doseBasis ; ixa:gapStatus ixa:NotStatedInThisSource ; ixa:accordingTo <work/x-report> .
  }
}
