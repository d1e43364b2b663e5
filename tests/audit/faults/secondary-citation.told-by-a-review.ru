# A review tells of the panel and cites nothing.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/panel> ixa:inDocument <work/x-report> ; ixa:citesReference <reference/x-report/1> .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/panel> ixa:inDocument <work/x-review> .
  }
}
