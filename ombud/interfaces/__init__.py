"""The doors: translate in, one call, translate out."""
