"""The door of floods: intake without a framework."""
