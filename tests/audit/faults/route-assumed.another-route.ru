# The drug is called intraperitoneal and was given by mouth.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/claim> ixa:reportedText "oral examplinib was active" .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/claim> ixa:reportedText "intraperitoneal examplinib was active" .
  }
}
