"""Tables: their schema, what stands in their cells, and the triples that rows become."""
