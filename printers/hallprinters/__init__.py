"""Paper is a copy: a slip is drawn, sent and confirmed here, a second copy is always marked, and nothing here knows of queues."""
