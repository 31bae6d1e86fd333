"""Seconded people: attendance, terms, scores."""
