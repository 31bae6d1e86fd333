"""Printing: draws slips, sends them, confirms that they came out, marks second copies. Knows no queues."""
