# Zeta fell in one cancer only, and the claim names it.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <step/x/zeta> ixa:inContext <context/any> .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <step/x/zeta> ixa:inContext <context/x-cancer> .
    <claim/x/mechanism> ixa:concernsDisease <disease/x-cancer> .
  }
}
