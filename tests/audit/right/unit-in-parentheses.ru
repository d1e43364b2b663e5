# What stands behind the symbol is a unit.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/symbol> ixa:reportedText "T/C (treated/control)" .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/symbol> ixa:reportedText "T/C (%)" .
  }
}
