"""Pages about suppliers' offers: the dashboard, suppliers, proposals and the readiness report."""
