# The claim of superiority also cites the review.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <statement/x/claim> ixa:citesReference <reference/x-report/2> .
  }
}
