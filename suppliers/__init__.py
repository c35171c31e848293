"""Who ships a store's orders, who they really are, and what proves it."""
