"""Verbs of cases: what is promised at a window and decided behind it."""
