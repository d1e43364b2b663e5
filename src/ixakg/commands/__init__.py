"""The commands, one a module of the same name, each imported when it is called."""
