"""The packs that ship."""
