"""What becomes of a visitor's matter: outcomes, cases, letters, concerns."""
