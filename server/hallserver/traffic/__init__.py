"""Limits per client: turns, budgets, connections, credentials; independent of the hall's business."""
