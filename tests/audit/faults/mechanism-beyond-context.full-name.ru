# The claim names the variable in full, and it fell in one cancer only.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <step/x/zeta> ixa:inContext <context/any> .
    <variable/x-zeta> skos:altLabel "zeta"@en .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <step/x/zeta> ixa:inContext <context/x-cancer> .
  }
}
