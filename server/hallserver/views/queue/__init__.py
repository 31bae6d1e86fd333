"""Numbers, visits, windows and why somebody was called."""
