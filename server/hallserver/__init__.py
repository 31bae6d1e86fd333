"""The server: commands, storage, HTTP. No other package imports it; screens and kiosks use its public API."""
