"""What is kept: the only place that sees tables."""
