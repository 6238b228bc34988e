"""The door of leads, policy, quality and audit."""
