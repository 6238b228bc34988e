"""The door of complainants and affected users."""
