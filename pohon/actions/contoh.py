"""An example tree to start from: the traffic example of PermenPANRB 89/2021, Lampiran Bab III, tables 3 and 4."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from organisasi.models import Instansi, Pengguna, Periode, Unit
from pohon.actions.bangun import build_pohon
from pohon.actions.pohon import create_pohon, find_twin, update_pohon
from pohon.models import DasarOutcome, Pohon, Simpul

OUTCOME = "Menurunnya kemacetan lalu lintas"
# faktor penyebab, kondisi yang diperlukan, and below it kondisi antara with their kondisi operasional
CSF = (
    (
        "Over kapasitas jalan",
        "Meningkatnya kapasitas jalan dibanding kendaraan",
        {
            "Volume kendaraan di jalan raya berkurang": (
                "Terlaksananya manajemen rekayasa lalu lintas ganjil-genap",
            ),
            "Panjang atau lajur kendaraan di jalan bertambah": (
                "Terbangunnya jalan/lajur jalan baru",
            ),
        },
    ),
    (
        "Pelanggaran oleh pengemudi kendaraan",
        "Menurunnya pelanggaran berlalu lintas",
        {
            "Pemahaman masyarakat tentang rambu lalu lintas meningkat": (
                "Tersosialisasinya peraturan lalu lintas melalui media sosial",
                "Tersosialisasinya peraturan lalu lintas di sekolah dan perguruan tinggi",
            ),
        },
    ),
)


@transaction.atomic
def create_example(
    *, user: Pengguna, instansi: Instansi, unit: Unit | None, periode: Periode
) -> Pohon:
    """Create the example as a draft in stage 3 and return it; it is the user's own tree to change or delete.

    Asked for twice within seconds it is made once. Raises PermissionDenied unless the user may write for the unit,
    ValidationError for a locked period.
    """
    place: dict[str, Any] = {"user": user, "instansi": instansi, "unit": unit, "periode": periode}
    if (twin := find_twin(pernyataan=OUTCOME, **place)) is not None:
        return twin
    pohon = create_pohon(pernyataan=OUTCOME, **place)
    dasar = {
        "jenis": DasarOutcome.Jenis.ISU_STRATEGIS,
        "masalah": "Contoh: kemacetan lalu lintas yang tinggi di kota besar.",
    }
    update_pohon(user=user, pohon_id=pohon.pk, data={"dasar": [dasar]})
    Pohon.objects.filter(pk=pohon.pk).update(tahap=Pohon.Tahap.KONDISI)
    build_pohon(user=user, pohon=pohon, simpul=_entries())
    return pohon


def _entries() -> list[dict[str, Any]]:
    """Return the nodes in tree order, as build_pohon takes them."""
    entries: list[dict[str, Any]] = []
    for faktor, kondisi, antara in CSF:
        entries.append(
            {
                "kunci": kondisi,
                "jenis": Simpul.Jenis.CSF.value,
                "pernyataan": kondisi,
                "faktor_penyebab": faktor,
                "sifat": Simpul.Sifat.FAKTUAL.value,
                "metode": Simpul.Metode.URAI_MASALAH.value,
            }
        )
        for tengah, operasional in antara.items():
            entries.append(_child(tengah, kondisi, Simpul.Jenis.ANTARA))
            entries += [_child(text, tengah, Simpul.Jenis.OPERASIONAL) for text in operasional]
    return entries


def _child(text: str, upper: str, jenis: Simpul.Jenis) -> dict[str, str]:
    return {"kunci": text, "induk_kunci": upper, "jenis": jenis.value, "pernyataan": text}
