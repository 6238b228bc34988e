"""The door of time: chores that pick up what is due."""
