"""The door for complainants and for the people a decision is about: no log-in, no script needed."""
