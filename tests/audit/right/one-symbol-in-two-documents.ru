# Another report uses the symbol for the hazard ratio.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/against> ixa:isStatedIn <statement/x/symbol2> .
    <statement/x/symbol2> ixa:inDocument <work/x-other> ; ixa:location "table 3, heading" ; ixa:reportedText "T/C" ; ixa:statesProperty ixa:metric .
  }
}
