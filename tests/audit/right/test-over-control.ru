# The ratio is spelt out as test over control.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/symbol> ixa:reportedText "T/C (treated/control)" .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/symbol> ixa:reportedText "T/C (test/control)" .
  }
}
