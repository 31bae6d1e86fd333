"""The schema, the event log and their queries, in SQLAlchemy Core; returns values of `core`, not rows."""
