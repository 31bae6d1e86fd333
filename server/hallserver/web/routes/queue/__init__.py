"""Numbers, windows and the lobby."""
