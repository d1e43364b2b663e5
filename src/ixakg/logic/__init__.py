"""Logic: axioms become rules, rules give what follows, and every inference has its reasons."""
