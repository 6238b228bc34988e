"""Request and reply types of the doors."""
