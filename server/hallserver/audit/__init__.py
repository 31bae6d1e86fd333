"""The audit: replays the log, judges every call, rebuilds the record; trusts only the log."""
