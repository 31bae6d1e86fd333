"""What will happen in the hall: it is simulated forward from its present state, by what its past has taught.

The law of this room: nothing here is imported by the desk, which only looks told waits up (`core/queue/foretold.py`); it
runs in the back office and in the command line, and is the only room that needs numpy.
"""
