"""The hall's tables in another place: backups and what is restored from them, a move, a second machine."""
