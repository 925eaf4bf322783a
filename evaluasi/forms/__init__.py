"""Forms of the room, split by noun."""

from evaluasi.forms.reviu import CatatanForm

__all__ = ["CatatanForm"]
