"""What the rules are: pure, standard library only."""
