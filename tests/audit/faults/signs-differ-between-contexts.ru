# In another cancer the drug raises zeta.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <step/x/other> rdfs:label "examplinib exposure increases the level of zeta"@en ; ixa:fromVariable <variable/x-exposure> ; ixa:toVariable <variable/x-zeta> ; ixa:sign ixa:Increases ; ixa:inContext <context/x-cancer> ; ixa:isStatedIn <statement/x/elsewhere> .
  }
}
