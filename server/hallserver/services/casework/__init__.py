"""Commands of cases: promised at a window, decided in the back office."""
