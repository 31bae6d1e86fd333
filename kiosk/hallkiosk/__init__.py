"""What stands at kiosks and windows besides pages: call pads and readers, behind agents; clients of the public API."""
