"""How fast the parts are, side by side with the plainest way to do the same: `make bench`."""
