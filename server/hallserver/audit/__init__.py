"""The check: replays the log, judges every call, rebuilds the record; believes nothing but the log."""
