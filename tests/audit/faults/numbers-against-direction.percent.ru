# Growth was inhibited by less than nothing.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>

DELETE DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/growth> ixa:metric ixa:TumorVolumeTC ; ixa:value 0.3 .
  }
} ;
INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/growth> ixa:metric ixa:TumorGrowthInhibition ; ixa:value -12.0 .
  }
}
