"""The built pages and their words; knows the server only by its public API."""
