"""Forms of this room, split by noun. They ask; the rules stand in the models and actions."""

from __future__ import annotations

from jabatan.forms.pembagian import BagiForm, KinerjaForm
from jabatan.forms.pilihan import (
    PilihanJabatan,
    jenjang_of,
    own_positions,
    own_units,
    positions,
)
from jabatan.forms.pk import PerubahanForm, PkBaruForm, PkForm
from jabatan.forms.struktur import AkhiriForm, JabatanForm, PejabatForm, PindahForm
from jabatan.forms.pk_massal import TahunAnggaranForm, TetapkanSemuaForm, UnduhSemuaForm

__all__ = [
    "AkhiriForm",
    "BagiForm",
    "JabatanForm",
    "KinerjaForm",
    "PejabatForm",
    "PerubahanForm",
    "PilihanJabatan",
    "PindahForm",
    "PkBaruForm",
    "PkForm",
    "TahunAnggaranForm",
    "TetapkanSemuaForm",
    "UnduhSemuaForm",
    "jenjang_of",
    "own_positions",
    "own_units",
    "positions",
]
