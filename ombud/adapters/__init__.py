"""How the world is reached: one folder a service, real beside fake."""
