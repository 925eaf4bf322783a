"""Forms of the room, split by noun."""

from evaluasi.forms.pengecualian import AlasanForm, TanggapanForm
from evaluasi.forms.reviu import CatatanForm

__all__ = [
    "AlasanForm",
    "CatatanForm",
    "TanggapanForm",
]
