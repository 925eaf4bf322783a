"""Pages of the house, split by noun."""
