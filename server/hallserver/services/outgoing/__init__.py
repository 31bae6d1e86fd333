"""The verbs of what leaves the hall: messages on their way, and the telephone numbers that visitors bind."""
