"""What a kiosk needs besides its page; knows the server only by its public API."""
