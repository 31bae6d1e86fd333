"""What one client may take of the desk: turns, budgets, connections; it refuses nobody who is good, and knows no business."""
