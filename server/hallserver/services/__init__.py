"""The verbs: one function, one command each; they hold no connection of their own and have no effect outside it."""
