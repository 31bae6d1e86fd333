"""What is due, wrong or found, as the database knows it."""
