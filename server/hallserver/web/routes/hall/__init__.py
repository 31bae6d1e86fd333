"""Devices, alarms, help, what is shown."""
