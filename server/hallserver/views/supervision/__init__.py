"""What supervision reads: findings, trends, its own readings."""
