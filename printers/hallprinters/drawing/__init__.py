"""A slip as dots: its content, its lines, its letters, its papers. Knows no printer."""
