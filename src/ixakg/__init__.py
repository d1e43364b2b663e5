"""A knowledge graph of in vivo antitumour evidence."""
