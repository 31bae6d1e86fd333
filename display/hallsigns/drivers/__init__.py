"""How each kind of sign is spoken to: one verb, `show`."""
