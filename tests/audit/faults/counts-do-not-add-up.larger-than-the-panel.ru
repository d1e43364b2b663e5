# Six models of a panel of five were tested.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <model/x/panel> ixa:panelSize 6 .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <model/x/panel> ixa:panelSize 5 .
  }
}
