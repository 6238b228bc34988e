"""How is the host platform reached? The contract, the real door and the fake beside it."""
