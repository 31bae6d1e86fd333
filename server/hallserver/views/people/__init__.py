"""Accounts, secondments, attendance, scores."""
