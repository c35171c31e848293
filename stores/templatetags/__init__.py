"""Template filters and tags that every page may use."""
