# The line is grafted into its own species, in a report on xenografts.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <model/x/line> ixa:graftRelation ixa:Xenogeneic .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <model/x/line> ixa:graftRelation ixa:Syngeneic .
  }
}
