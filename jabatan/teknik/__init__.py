"""BKN's way of cascading: techniques, pairs of indicators, what is divided, approaches (BKN 2022)."""
