"""The files of a hall: whole after a power cut, locked, checked before it opens."""
