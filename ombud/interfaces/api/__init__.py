"""The door of machines."""
