"""Who is next, what is offered and what is told: the rules of the line."""
