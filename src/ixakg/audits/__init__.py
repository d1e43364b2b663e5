"""Audits: what does not add up in the sources, and how that is told."""
