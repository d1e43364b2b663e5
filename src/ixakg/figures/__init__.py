"""Answers as drawings: the header of a question says which, and what its columns stand for."""
