"""The door of agents."""
