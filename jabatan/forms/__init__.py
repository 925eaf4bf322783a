"""Forms of this room, split by noun. They ask; the rules stand in the models and actions."""

from __future__ import annotations

from jabatan.forms.pembagian import BagiForm, KinerjaForm
from jabatan.forms.peran import PeranForm
from jabatan.forms.pilihan import (
    PilihanJabatan,
    jenjang_of,
    own_positions,
    own_units,
    positions,
)
from jabatan.forms.pk import PerubahanForm, PkBaruForm, PkForm
from jabatan.forms.pk_massal import TahunAnggaranForm, TetapkanSemuaForm, UnduhSemuaForm
from jabatan.forms.struktur import (
    AkhiriForm,
    ImporStrukturForm,
    JabatanForm,
    PejabatForm,
    PindahForm,
)
from jabatan.forms.teknik import (
    BagianForm,
    LayananForm,
    MilestoneForm,
    PasanganForm,
    PendekatanForm,
)

__all__ = [
    "AkhiriForm",
    "BagiForm",
    "ImporStrukturForm",
    "BagianForm",
    "JabatanForm",
    "KinerjaForm",
    "LayananForm",
    "MilestoneForm",
    "PasanganForm",
    "PejabatForm",
    "PendekatanForm",
    "PeranForm",
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
