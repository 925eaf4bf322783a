"""Who does it: positions, their holders, the kinerja each position carries, and the papers that say so."""

from jabatan.models.kinerja import (
    KinerjaJabatan,
    Layanan,
    Milestone,
    PasanganIndikator,
    TargetJabatan,
)
from jabatan.models.mutu import MutuIndikator
from jabatan.models.peran import LangkahProses, PeranHasil
from jabatan.models.pk import Aksi, PerjanjianKinerja, RencanaAksi, TahunAnggaran, TargetTriwulan
from jabatan.models.skp import IndikatorIndividu, LampiranSkp, PerilakuKerja, RencanaHasilKerja, Skp
from jabatan.models.struktur import Jabatan, Pejabat

__all__ = [
    "Aksi",
    "IndikatorIndividu",
    "Jabatan",
    "KinerjaJabatan",
    "LampiranSkp",
    "LangkahProses",
    "Layanan",
    "Milestone",
    "PasanganIndikator",
    "Pejabat",
    "MutuIndikator",
    "PeranHasil",
    "PerilakuKerja",
    "PerjanjianKinerja",
    "RencanaAksi",
    "RencanaHasilKerja",
    "Skp",
    "TahunAnggaran",
    "TargetJabatan",
    "TargetTriwulan",
]
