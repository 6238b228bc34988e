"""One file for each thing an agent does."""
