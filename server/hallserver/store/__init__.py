"""The memory: the schema, the log, what is asked of them; SQLAlchemy Core only; hands out values of core, not rows."""
