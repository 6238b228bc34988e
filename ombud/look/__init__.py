"""Layout, components, tokens and words of every page."""
