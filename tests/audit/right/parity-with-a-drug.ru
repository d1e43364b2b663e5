# Being no better than an active drug is no failure that the conclusion leaves out.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/against> ixa:direction ixa:Favorable ; ixa:significance ixa:AssertedSignificant .
    <measurement/x/against> ixa:value 0.6 ; ixa:confidenceLower 0.4 ; ixa:confidenceUpper 0.9 .
    <claim/x/superiority> ixa:claimTopic ixa:Superiority ; ixa:aboutSubstance <substance/x-drug> ; ixa:comparedWithSubstance <substance/x-older> ; ixa:isStatedIn <statement/x/claim> .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <finding/x/against> ixa:direction ixa:NoDifference ; ixa:significance ixa:SignificanceNotStated .
  }
}
