"""Cases, letters, bad ratings, projects."""
