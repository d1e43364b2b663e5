# The heading of the volumes also stands over the hazard ratio.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/against> ixa:isStatedIn <statement/x/symbol2> .
    <statement/x/symbol2> ixa:inDocument <work/x-report> ; ixa:location "table 3, heading" ; ixa:reportedText "T/C (treated/control)" ; ixa:statesProperty ixa:metric .
  }
}
