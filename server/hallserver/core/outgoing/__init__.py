"""What leaves the hall: who receives what, in which words, and when it is tried again. Pure."""
