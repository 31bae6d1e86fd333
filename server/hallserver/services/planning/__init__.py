"""Verbs of the plan: what the hall is, when it is open, by which rules."""
