"""What each page of the portal does: translate in, one call, translate out."""
