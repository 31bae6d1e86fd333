"""What stands in the hall: devices, pictures, alarms."""
