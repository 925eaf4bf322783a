"""Positions and holders: their chart and their terms of office."""
