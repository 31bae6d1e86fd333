"""What is counted and over which spans."""
