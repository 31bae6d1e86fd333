"""A throw-away pair on this machine, made by the very files that `hall ha init` writes, and the faults that it must survive.

Everything is on loopback, on free ports, below one folder that is removed at the end. Real programs, a real hall over
HTTP, clients that repeat with the same key; what is proved is read from the hall's own log.
"""
