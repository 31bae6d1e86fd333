"""Call pads: a key is one act at a window, by the public API; lamp, beeper and digits say what came of it."""
