"""What agents of devices share: lines, frames that several devices speak, and the public API. Knows no device."""
