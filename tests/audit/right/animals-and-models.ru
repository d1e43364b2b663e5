# Eighteen animals stood for six models.
BASE <https://w3id.org/ixakg/id/>
PREFIX ixa: <https://w3id.org/ixakg/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  GRAPH <https://w3id.org/ixakg/graph/source/x> {
    <measurement/x/panel> rdfs:label "activity in the panel"@en ; ixa:isMeasurementOf <finding/x/panel> ; ixa:sampleSize 18 ; ixa:isStatedIn <statement/x/panel> .
  }
}
