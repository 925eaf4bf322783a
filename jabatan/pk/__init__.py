"""The perjanjian kinerja: composed, checked, compared, and when it is due."""
