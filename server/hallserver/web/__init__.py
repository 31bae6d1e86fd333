"""The HTTP layer: parses each request once and answers it; makes no decisions of the hall."""
