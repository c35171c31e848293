"""People, their stores, their roles, and the one way to a store's rows."""
