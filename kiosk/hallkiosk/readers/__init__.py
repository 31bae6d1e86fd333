"""Readers of cards and codes: what is held to them goes to the kiosk's page, and nowhere else."""
