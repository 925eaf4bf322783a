"""The action plan of a PK by quarters."""
