"""The evaluator's desk: one frozen version as plain data, what was said of it, and what carries over from the last.

The tree is read from the frozen picture, never from the living rows: what is judged is what was submitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from evaluasi import putusan
from evaluasi.models import PenilaianHubungan, PenilaianIndikator, PenilaianPohon
from evaluasi.putusan import HURUF, Putusan, PutusanIndikator
from organisasi.models import Pengguna
from pohon.models import Indikator, Pohon, Simpul, VersiPohon

Node = dict[str, Any]
LEVEL_TONE = {"strategis": "strategis", "taktikal": "taktikal", "operasional": "operasional"}
# What the desk shows of an indicator, in the order of the card; choices by their words.
CARD: tuple[tuple[str, str], ...] = (
    ("kode", "Kode"),
    ("satuan", "Satuan"),
    ("polaritas", "Polaritas"),
    ("definisi_operasional", "Definisi operasional"),
    ("tujuan_pengukuran", "Tujuan pengukuran"),
    ("formula", "Formula"),
    ("variabel", "Variabel"),
    ("kategori", "Kategori"),
    ("jenis", "Jenis"),
    ("sumber_data", "Sumber data"),
    ("mekanisme", "Mekanisme pengumpulan"),
    ("penanggung_jawab", "Penanggung jawab"),
    ("penyedia_data", "Penyedia data"),
    ("frekuensi", "Frekuensi"),
    ("validitas", "Validitas"),
    ("kendali", "Kendali"),
    ("metode_cascading", "Metode cascading"),
    ("referensi", "Referensi"),
    ("keterangan", "Keterangan"),
)
# English words of the guidelines that a card holds, in plain Indonesian.
MEANING: dict[tuple[str, str], str] = {
    ("validitas", "exact"): "mengukur langsung hasil yang dituju",
    ("validitas", "proxy"): "mengukur hasil lewat ukuran lain yang mewakilinya",
    ("validitas", "activity"): "mengukur kegiatan atau keluaran, belum hasilnya",
    ("metode_cascading", "direct"): "diturunkan langsung, ukurannya sama dengan induknya",
    ("metode_cascading", "indirect"): "diturunkan dengan ukuran lain yang menopang induknya",
    ("metode_cascading", "non_cascading"): "bukan turunan dari indikator di atasnya",
}


def version(pohon: Pohon, nomor: int | None = None) -> VersiPohon | None:
    """Return the submitted version with this number, the latest one without; None when there is none."""
    rows = VersiPohon.objects.filter(pohon=pohon, status=Pohon.Status.DIAJUKAN)
    if nomor is not None:
        rows = rows.filter(nomor=nomor)
    versi = rows.select_related("oleh").order_by("-nomor").first()
    if versi is not None:
        versi.pohon = pohon
    return versi


def number_before(versi: VersiPohon) -> int | None:
    """Return the number of the version submitted before this one, None where it is the first."""
    rows = VersiPohon.objects.filter(pohon=versi.pohon_id, status=Pohon.Status.DIAJUKAN)
    earlier = rows.filter(nomor__lt=versi.nomor).order_by("-nomor")
    return earlier.values_list("nomor", flat=True).first()


def nodes(versi: VersiPohon) -> list[Node]:
    """Return the nodes of a version in tree order as the desk shows them, with their indicators."""
    depth: dict[int, int] = {}
    found = []
    for node in versi.isi["simpul"]:
        depth[node["id"]] = depth.get(node["induk"], -1) + 1
        found.append(_node(node, depth[node["id"]]))
    return found


def _node(node: Node, depth: int) -> Node:
    level = node.get("level_kinerja", "")
    return {
        "id": node["id"],
        "induk": node["induk"],
        "dalam": depth,
        "jenis": str(Simpul.Jenis(node["jenis"]).label),
        "level": str(Simpul.LevelKinerja(level).label) if level else "",
        "nada": LEVEL_TONE.get(level.split("_")[0], ""),
        "pernyataan": node["pernyataan"],
        "rincian": [
            [label, text]
            for label, text in (
                ("Faktor penyebab", node.get("faktor_penyebab")),
                ("Sifat", _choice(Simpul, "sifat", node.get("sifat"))),
                ("Pengampu", node.get("pengampu_nama")),
                ("Jawaban perencana", _choice(Simpul, "hubungan", node.get("hubungan"))),
                ("Alasan perencana", node.get("hubungan_alasan")),
                ("Keterangan", node.get("keterangan")),
                ("Crosscutting", ", ".join(m["nama_mitra"] for m in node.get("crosscutting", ()))),
            )
            if text
        ],
        "indikator": [_indikator(row) for row in node.get("indikator", ())],
    }


def _indikator(row: Node) -> Node:
    card = [[label, _choice(Indikator, name, row[name])] for name, label in CARD if row.get(name)]
    return {
        "id": row["id"],
        "nama": row["nama"],
        "kartu": card,
        "baseline": row.get("baseline_nilai"),
        "baseline_tahun": row.get("baseline_tahun"),
        "target": row.get("target", {}),
        "akhir": row.get("kondisi_akhir"),
    }


def _choice(model: type[Simpul] | type[Indikator], name: str, value: Any) -> str:
    """Return a stored value in words: the label of a choice with what it means, the text itself of any other."""
    choices = dict(getattr(model._meta.get_field(name), "flatchoices", ()))
    said = str(choices.get(value, value or ""))
    return f"{said}: {meaning}" if (meaning := MEANING.get((name, value))) else said


def state(user: Pengguna, versi: VersiPohon, only: Iterable[str] | None = None) -> dict[str, Any]:
    """Return what is said of a version: mine, the team's where others spoke too, and the scores of the team's verdict.

    Keys are those of `actions.penilaian.key_of`; `only` keeps some of them.
    """
    edges, cards = putusan.hubungan(versi), putusan.indikator(versi)
    ratings = PenilaianPohon.objects.filter(versi=versi).select_related("oleh")
    wanted = None if only is None else set(only)
    found = {f"h{pk}": _edge_state(user, one) for pk, one in edges.items()}
    found |= {f"i{pk}": _card_state(user, one) for pk, one in cards.items()}
    found["p"] = _rating_state(user, list(ratings))
    kept = found if wanted is None else {k: found.get(k, {}) for k in wanted}
    return {"nilai": kept, "skor": scores(edges, cards)}


def scores(edges: Mapping[int, Putusan], cards: Mapping[int, PutusanIndikator]) -> dict[str, Any]:
    """Return both scores as text with a comma, and how much of the version they stand on."""
    return {
        "hubungan": _percent(putusan.skor_hubungan(edges.values())),
        "indikator": _percent(putusan.skor_indikator(cards.values())),
        "hubungan_dinilai": len(edges),
        "indikator_dinilai": sum(one.is_complete for one in cards.values()),
        "beda": sum(one.beda for one in edges.values())
        + sum(bool(one.beda) for one in cards.values()),
    }


def _percent(value: Any) -> str:
    return "" if value is None else str(value).replace(".", ",")


def _edge_state(user: Pengguna, one: Putusan) -> dict[str, Any]:
    mine = next((row for row in one.suara if row.oleh_id == user.pk), None)
    return {
        "saya": {"nilai": mine.nilai, "catatan": mine.catatan} if mine else None,
        "putusan": one.nilai,
        "beda": one.beda,
        "tim": [
            {"nama": row.oleh.nama, "nilai": row.nilai, "catatan": row.catatan}
            for row in one.suara
            if row.oleh_id != user.pk
        ],
    }


def _card_state(user: Pengguna, one: PutusanIndikator) -> dict[str, Any]:
    mine = next((row for row in one.suara if row.oleh_id == user.pk), None)
    return {
        "saya": {"huruf": letters(mine), "catatan": mine.catatan} if mine else None,
        "putusan": one.huruf,
        "beda": bool(one.beda),
        "tim": [
            {"nama": row.oleh.nama, "huruf": letters(row), "catatan": row.catatan}
            for row in one.suara
            if row.oleh_id != user.pk
        ],
    }


def _rating_state(user: Pengguna, rows: list[PenilaianPohon]) -> dict[str, Any]:
    mine = next((row for row in rows if row.oleh_id == user.pk), None)
    return {
        "saya": {"nilai": _percent(mine.nilai), "catatan": mine.catatan} if mine else None,
        "tim": [
            {"nama": row.oleh.nama, "nilai": _percent(row.nilai), "catatan": row.catatan}
            for row in rows
            if row.oleh_id != user.pk
        ],
    }


def letters(row: PenilaianIndikator) -> dict[str, bool]:
    """Return the letters a row judges; those left open are not there."""
    return {nama: value for nama in HURUF if (value := getattr(row, nama)) is not None}


def carried(user: Pengguna, versi: VersiPohon) -> dict[str, dict[str, Any]]:
    """Return, by key, what was judged in an earlier version of a thing that did not change since, to be confirmed.

    An edge is the same while both its statements and the parent are; an indicator while its whole card and the
    statement it measures are. The person's own row counts, else the team's verdict.
    """
    before = _judged_before(versi)
    if before is None:
        return {}
    then, now = _by_id(before), _by_id(versi)
    found: dict[str, dict[str, Any]] = {}
    for pk, one in putusan.hubungan(before).items():
        if pk in now and pk in then and _edge(now, pk) == _edge(then, pk):
            mine = next((row for row in one.suara if row.oleh_id == user.pk), None)
            row = mine or one.suara[0]
            found[f"h{pk}"] = {"nilai": row.nilai, "catatan": row.catatan, "versi": before.nomor}
    for pk, card in putusan.indikator(before).items():
        here, there = _card(now, card.simpul, pk), _card(then, card.simpul, pk)
        if here is not None and here == there:
            own = next((row for row in card.suara if row.oleh_id == user.pk), None)
            said = letters(own) if own else {k: v for k, v in card.huruf.items() if v is not None}
            note = own.catatan if own else card.catatan
            found[f"i{pk}"] = {"huruf": said, "catatan": note, "versi": before.nomor}
    return found


def _judged_before(versi: VersiPohon) -> VersiPohon | None:
    """Return the latest earlier version somebody judged."""
    earlier = VersiPohon.objects.filter(pohon=versi.pohon_id, nomor__lt=versi.nomor)
    judged = {
        *PenilaianHubungan.objects.filter(versi__in=earlier).values_list("versi", flat=True),
        *PenilaianIndikator.objects.filter(versi__in=earlier).values_list("versi", flat=True),
    }
    return earlier.filter(pk__in=judged).order_by("-nomor").first()


def _by_id(versi: VersiPohon) -> dict[int, Node]:
    return {node["id"]: node for node in versi.isi["simpul"]}


def _edge(by_id: dict[int, Node], pk: int) -> tuple[str, Any, str]:
    node = by_id[pk]
    parent = by_id.get(node["induk"], {})
    return node["pernyataan"], node["induk"], parent.get("pernyataan", "")


def _card(by_id: dict[int, Node], simpul: int, pk: int) -> tuple[str, Node] | None:
    node = by_id.get(simpul, {})
    card = next((row for row in node.get("indikator", ()) if row["id"] == pk), None)
    return None if card is None else (node["pernyataan"], {**card, "urutan": None})
