"""The steps of a kegiatan's SOP, typed or pasted."""
