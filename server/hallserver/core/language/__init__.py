"""What is said, in every language: messages, names, and text that people type."""
