"""The rooms of the office."""
