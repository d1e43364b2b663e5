# The drug is called oral and was given into a vein.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <regimen/x/line> ixa:route ixa:Oral . <regimen/x/panel> ixa:route ixa:Oral .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <regimen/x/line> ixa:route ixa:Intravenous .
    <regimen/x/panel> ixa:route ixa:Intravenous .
  }
}
