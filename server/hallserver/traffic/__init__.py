"""What one client may take of the desk: turns, budgets, connections; and who the client is. It refuses nobody who is good, and knows no business."""
