"""A plan as people write it: TOML and sheets, read, checked, compared."""
