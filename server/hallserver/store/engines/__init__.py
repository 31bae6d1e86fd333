"""The engines that can keep a hall: SQLite in the hall's folder, and PostgreSQL."""
