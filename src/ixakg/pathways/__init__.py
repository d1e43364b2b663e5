"""Signed reasoning over the steps of a mechanism: in one context, explained and certified."""
