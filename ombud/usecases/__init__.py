"""What people do: one verb a file, one transaction."""
