"""Verbs of paper: the spool, printers, what stands on a slip."""
