"""How good an indicator is, and its card with its surroundings."""
