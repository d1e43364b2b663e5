"""SHACL: shapes, two engines that check them, and results at the cells they come from."""
