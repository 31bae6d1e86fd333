"""The hall at this moment: devices, alarms, messages."""
