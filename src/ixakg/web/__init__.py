"""The graph over HTTP: a SPARQL endpoint, and pages."""
