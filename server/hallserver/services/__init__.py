"""Commands, one function each; they hold no connection and act only through the context they are given."""
