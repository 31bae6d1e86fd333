"""The doors: HTTP in, HTTP out, no decisions; what comes in is parsed here, once."""
