# Activity goes with a mutation, which way is not said.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/association> a ixa:BiomarkerAssociation ; rdfs:label "activity goes with a mutation"@en ; ixa:associatedFeature "mutation" ; ixa:isFindingOf <experiment/x/panel> ; ixa:isStatedIn <statement/x/panel> .
    <gap/x/associationDirection> a ixa:ReportingGap ; ixa:isGapOf <finding/x/association> ; ixa:aboutProperty ixa:associationDirection ; ixa:gapStatus ixa:NotStatedInThisSource ; ixa:accordingTo <work/x-report> .
  }
}
