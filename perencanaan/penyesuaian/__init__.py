"""What a plan must follow: a changed node, or another version of the nomenclature."""
