"""The rules in force, and what a hall still needs."""
