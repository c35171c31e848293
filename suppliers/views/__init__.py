"""Pages about suppliers."""
