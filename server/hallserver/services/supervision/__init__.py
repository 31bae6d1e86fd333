"""Commands of supervision and of the floor: concerns, contests, bad ratings, notices, help."""
