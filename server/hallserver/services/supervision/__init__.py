"""Verbs of supervision and of the hall's floor: concerns, contests, bad ratings, notices, help."""
