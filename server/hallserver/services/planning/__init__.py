"""Commands of the plan: the hall, its hours, its rules."""
