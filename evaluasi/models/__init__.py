"""Models of the room, split by noun.

Nodes, indicators and edges are named by their numbers, not by foreign keys: a deleted branch lies in the log of its
tree and comes back under its old numbers, and what was said of it must then still be there.
"""

from evaluasi.models.komentar import Komentar
from evaluasi.models.lke import JawabanKriteria, JawabanLke, Lke, RiwayatLke, UsulanLke
from evaluasi.models.lke_acuan import (
    KomponenLke,
    KriteriaLke,
    PredikatLke,
    SkalaLke,
    SubkomponenLke,
    VersiLke,
)
from evaluasi.models.lke_bukti import BuktiLke
from evaluasi.models.pemeriksaan import Pemeriksaan, TemuanTersimpan
from evaluasi.models.pengecualian import Pengecualian
from evaluasi.models.penilaian import (
    PenilaianHubungan,
    PenilaianIndikator,
    PenilaianPohon,
    Penugasan,
    TanggapanUsulan,
)
from evaluasi.models.reviu import Reviu
from evaluasi.models.skor import SkorPohon, SkorVersi
from evaluasi.models.temuan import TemuanEvaluasi

__all__ = [
    "BuktiLke",
    "JawabanKriteria",
    "JawabanLke",
    "Komentar",
    "KomponenLke",
    "KriteriaLke",
    "Lke",
    "Pemeriksaan",
    "Pengecualian",
    "PenilaianHubungan",
    "PenilaianIndikator",
    "PenilaianPohon",
    "Penugasan",
    "PredikatLke",
    "Reviu",
    "RiwayatLke",
    "SkalaLke",
    "SkorPohon",
    "SkorVersi",
    "SubkomponenLke",
    "TanggapanUsulan",
    "TemuanEvaluasi",
    "TemuanTersimpan",
    "UsulanLke",
    "VersiLke",
]
