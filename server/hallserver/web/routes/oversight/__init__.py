"""The supervision office."""
