"""The broadcaster: tells after the commit, to streams that the server joins; a client that missed something resumes by seq."""
