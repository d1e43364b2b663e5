# A cell of the protocol says n.d.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/placeholder> ixa:inDocument <work/x-report> ; ixa:location "table 4, row 1" ; ixa:reportedText "n.d." .
  }
}
