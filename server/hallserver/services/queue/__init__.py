"""Verbs of the queue: numbers, calls, services, and who sits at a window."""
