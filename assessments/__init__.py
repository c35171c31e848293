"""Proposals, verdicts and reports: a pure engine and the shell around it."""
