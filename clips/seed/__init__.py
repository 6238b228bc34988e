"""The people and posts of the demo."""
