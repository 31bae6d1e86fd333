"""Plan files as people write them, TOML and sheets: read, checked, compared."""
