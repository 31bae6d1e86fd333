"""Slips, printers and the spool."""
