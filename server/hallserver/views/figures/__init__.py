"""Reports of days, weeks and months."""
