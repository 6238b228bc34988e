"""Template tags: `words` says, `look` draws."""
