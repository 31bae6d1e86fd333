"""The back room: decides, remembers, answers. Nobody imports it; screens and kiosks know its public API only."""
