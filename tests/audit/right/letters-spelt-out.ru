# The letters of the hazard ratio are spelt out.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/against> ixa:isStatedIn <statement/x/letters> .
    <statement/x/letters> ixa:inDocument <work/x-report> ; ixa:location "table 3, heading" ; ixa:reportedText "HR (hazard ratio)" ; ixa:statesProperty ixa:metric .
  }
}
