"""Two documents, or two versions of the nomenclature, side by side."""
