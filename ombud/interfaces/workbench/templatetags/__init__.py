"""Small tags of the workbench's own templates."""
