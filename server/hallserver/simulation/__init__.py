"""Days that did not happen: over the public API at many times their speed, or in process at their true lengths."""
