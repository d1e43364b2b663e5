# A curator reads the model of the line as two.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <interpretation/x/two> a ixa:Interpretation ; ixa:interprets <model/x/line> ; ixa:plausibility ixa:Possible ; ixa:isStatedIn <statement/x/growth> .
  }
}
