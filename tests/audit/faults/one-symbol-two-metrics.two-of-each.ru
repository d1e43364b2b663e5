# The symbol of two ratios of volumes, in percent, stands over two hazard ratios.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/against> ixa:isStatedIn <statement/x/symbol2> .
    <statement/x/symbol2> ixa:inDocument <work/x-report> ; ixa:location "table 3, heading" ; ixa:reportedText "t/c (%)" ; ixa:statesProperty ixa:metric .
    <measurement/x/more> rdfs:label "another T/C of volumes"@en ; ixa:isMeasurementOf <finding/x/growth> ; ixa:metric ixa:TumorVolumeTC ; ixa:value 0.4 ; ixa:isStatedIn <statement/x/symbol> .
    <measurement/x/again> rdfs:label "another hazard ratio"@en ; ixa:isMeasurementOf <finding/x/against> ; ixa:metric ixa:HazardRatio ; ixa:value 0.7 ; ixa:isStatedIn <statement/x/symbol2> .
  }
}
