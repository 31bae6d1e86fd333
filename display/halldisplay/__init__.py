"""Everything on a screen: the pages as they were built; knows the server only by its public API."""
