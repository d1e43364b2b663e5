# Of the panel neither dose nor route nor schedule is given.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <regimen/x/panel> ixa:doseAmount 5.0 ; ixa:route ixa:Oral ; ixa:administrationsPerPeriod 1 .
  }
}
