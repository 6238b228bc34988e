"""What people see on Clips."""
