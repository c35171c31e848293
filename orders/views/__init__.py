"""Pages of orders, one file a topic."""
