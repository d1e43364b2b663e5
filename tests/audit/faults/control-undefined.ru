# What the control animals got is not said.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <arm/x/line-control> ixa:controlKind ixa:VehicleControl .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <gap/x/controlKind> a ixa:ReportingGap ; ixa:isGapOf <arm/x/line-control> ; ixa:aboutProperty ixa:controlKind ; ixa:gapStatus ixa:NotStatedInThisSource ; ixa:accordingTo <work/x-report> .
  }
}
