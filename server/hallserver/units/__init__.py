"""Templates of service units, which `hall init` fills in, and `install.sh`, which `hall bundle` packs."""
