"""The distribution of a tree over positions: who should carry what, and how much each carries."""
