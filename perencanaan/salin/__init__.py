"""Copying a branch or whole documents to other units."""
