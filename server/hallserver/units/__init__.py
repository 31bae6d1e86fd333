"""Templates of service units; `hall init` fills them in."""
