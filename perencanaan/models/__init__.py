"""What is planned: nomenklatur with versions, documents, their komponen, and the mapping from the tree."""

from perencanaan.models.arah import Acuan, ArahKebijakan, Misi, Nspk, Strategi
from perencanaan.models.dokumen import Dokumen
from perencanaan.models.komponen import Komponen
from perencanaan.models.nomenklatur import ImporNomenklatur, Nomenklatur, VersiNomenklatur
from perencanaan.models.pemetaan import Pemetaan
from perencanaan.models.ukuran import NilaiKomponen, Pagu, Penyimpangan

__all__ = [
    "Acuan",
    "ArahKebijakan",
    "Dokumen",
    "ImporNomenklatur",
    "Komponen",
    "Misi",
    "NilaiKomponen",
    "Nomenklatur",
    "Nspk",
    "Pagu",
    "Pemetaan",
    "Penyimpangan",
    "Strategi",
    "VersiNomenklatur",
]
