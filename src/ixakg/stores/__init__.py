"""Stores: pushes into linked-data stores, verified by value, and questions asked there."""
