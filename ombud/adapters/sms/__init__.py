"""How does a text message leave the house? It only ever says "you have a letter"."""
