"""The line in the database: its heads, who waits and who is next."""
