"""Seconded people: their terms, leave, time at the window, scores and messages."""
