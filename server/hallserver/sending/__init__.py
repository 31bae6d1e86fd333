"""The post: sends what lies in the outbox, in the back office; a client of the desk's API. Loaded only where somebody receives."""
