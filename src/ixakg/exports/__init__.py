"""Files that other programs read: one small module a format, and a table that names them."""
