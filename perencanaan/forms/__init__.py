"""Forms of this room, split by noun."""

from perencanaan.forms.dokumen import DokumenForm
from perencanaan.forms.impor_nomenklatur import ImporNomenklaturForm
from perencanaan.forms.komponen import KomponenForm, PindahForm
from perencanaan.forms.pagu import PaguForm

__all__ = ["DokumenForm", "ImporNomenklaturForm", "KomponenForm", "PaguForm", "PindahForm"]
