"""Where numbers are taken: what a kiosk needs beside its page; knows the server only by its public API."""
