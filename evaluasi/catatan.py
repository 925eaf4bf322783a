"""The notes that go back with a tree, drafted from the desk: findings, edges that do not hold, open comments."""

from __future__ import annotations

from django.db.models import Q

from evaluasi import putusan
from evaluasi.komentar import label_of
from evaluasi.models import Komentar, PenilaianHubungan, TanggapanUsulan, TemuanEvaluasi
from pohon.models import Pohon, VersiPohon

LONGEST = 5000  # as a note of the review
MORE = "… (selebihnya lihat di halaman temuan dan komentar pohon)"


def notes(pohon: Pohon, versi: VersiPohon) -> str:
    """Return the draft, at most LONGEST characters; what does not fit is pointed to."""
    parts = [
        ("Temuan", _findings(versi)),
        ("Hubungan yang perlu diperbaiki", _edges(versi)),
        ("Komentar yang masih terbuka", _comments(pohon, versi)),
    ]
    text = "\n\n".join(
        "\n".join([f"{title}:", *(f"{n}. {line}" for n, line in enumerate(lines, 1))])
        for title, lines in parts
        if lines
    )
    return text if len(text) <= LONGEST else text[: LONGEST - len(MORE) - 1].rstrip() + "\n" + MORE


def _findings(versi: VersiPohon) -> list[str]:
    """Return the findings written for this version and those of earlier ones that were confirmed again."""
    again = TanggapanUsulan.objects.filter(versi=versi).exclude(temuan=None).values("temuan")
    found = TemuanEvaluasi.objects.filter(pohon=versi.pohon_id)
    rows = found.filter(Q(versi=versi) | Q(pk__in=again)).order_by("nomor")
    return [
        " ".join(filter(None, (row.kondisi, row.rekomendasi and f"Saran: {row.rekomendasi}")))
        for row in rows
    ]


def _edges(versi: VersiPohon) -> list[str]:
    found = putusan.hubungan(versi)
    lines = []
    for node in versi.isi["simpul"]:
        one = found.get(node["id"])
        if one is not None and one.nilai != PenilaianHubungan.Nilai.LOGIS:
            note = f": {one.catatan}" if one.catatan else ""
            lines.append(
                f"“{_short(node['pernyataan'])}” {one.label.lower()} terhadap induknya{note}"
            )
    return lines


def _comments(pohon: Pohon, versi: VersiPohon) -> list[str]:
    names = {node["id"]: node["pernyataan"] for node in versi.isi["simpul"]}
    rows = Komentar.objects.filter(pohon=pohon, atas=None, selesai=None).select_related("oleh")
    lines = []
    for row in rows:
        where = f" pada “{_short(names[row.simpul])}”" if row.simpul in names else ""
        lines.append(f"{label_of(row)}{where}: {row.isi}")
    return lines


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
