"""Which komponen a node may become."""
