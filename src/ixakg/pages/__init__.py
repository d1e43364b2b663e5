"""Pages: what people see of the graph in a browser, apart from how it gets there."""
