"""What measures, loads, draws or writes: programs to be started as `python -m tests.tools.…`; none of them is a test."""
