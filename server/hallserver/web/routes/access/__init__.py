"""Who comes in: accounts, links, sessions, PINs."""
