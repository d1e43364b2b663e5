# How many of the six models responded is not said.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/panel> ixa:modelsResponding 4 .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <gap/x/modelsResponding> a ixa:ReportingGap ; ixa:isGapOf <finding/x/panel> ; ixa:aboutProperty ixa:modelsResponding ; ixa:gapStatus ixa:NotStatedInThisSource ; ixa:accordingTo <work/x-report> .
  }
}
