"""Commands of the queue: numbers, calls, services, and staff at windows."""
