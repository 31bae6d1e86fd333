"""Simulated days: over the public API, many times faster, or in process with real durations."""
