# The claim of efficacy is widened to blood cancers.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <claim/x/efficacy> ixa:concernsDiseaseGroup ixa:HematologicMalignancy .
  }
}
