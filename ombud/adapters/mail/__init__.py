"""How does mail leave the house? It only ever says "you have a letter"."""
