"""Commands about people and devices: terms, letters, projects, tokens."""
