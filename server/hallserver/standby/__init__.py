"""A second machine beside a hall on SQLite: it keeps a copy that is at most a moment old, and takes over by hand.

The copy is SQLite's own: the file, and the write-ahead log byte for byte as the hall's writer wrote it. What SQLite
does after a crash, it does with the copy: it reads all whole transactions, and nothing of one that is not whole (ADR 50).
"""

TAKEN_OVER = 3  # the exit code of a giver that finds that the second machine has taken over
