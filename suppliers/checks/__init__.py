"""Checks that a machine can do: registration numbers, bank identifiers, names, mail domains. Pure."""
