"""Rules of the carriers: does the usual jenjang carry a level, in one chain of superiors, within the unit's mandate."""

from __future__ import annotations

import re

from jabatan.aturan.dasar import HAND_OUT, LAMPIRAN, Temuan
from jabatan.aturan.sebaran import BarisJabatan, SebaranPohon, sebaran_of
from jabatan.models import Jabatan
from jabatan.sebaran.usulan import PEMDA, jenjang_for
from lib.aturan import Severity, rule
from lib.teks import join_words, small
from organisasi.models import Instansi, Unit
from perencanaan.aturan.konteks import rencana_of
from perencanaan.models import Komponen
from pohon.aturan import KonteksPohon, quote
from pohon.models import Simpul

J = Jabatan.Jenjang
URUSAN = re.compile(r"^(\d\.\d{2})(\.|$)")
BUDGETED = (Komponen.Jenis.PROGRAM, Komponen.Jenis.KEGIATAN, Komponen.Jenis.SUBKEGIATAN)
HEADS = {Simpul.LevelKinerja.STRATEGIS_URUSAN, Simpul.LevelKinerja.STRATEGIS_SEKTOR}


@rule(
    "H-01",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV C angka 2",
    settle=HAND_OUT,
    judul="Jenjang pengampu lazim (pemerintah daerah)",
)
def usual_jenjang_carries_in_a_region(k: KonteksPohon) -> Temuan:
    """In a local government each level is carried by the jenjang that usually does."""
    if k.head["instansi"]["jenis"] != Instansi.Jenis.KEMENTERIAN_LEMBAGA:
        yield from _unusual(k)


@rule(
    "H-02",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV C angka 1",
    settle=HAND_OUT,
    judul="Jenjang pengampu lazim (kementerian/lembaga)",
)
def usual_jenjang_carries_in_a_ministry(k: KonteksPohon) -> Temuan:
    """In a ministry each level is carried by the jenjang that usually does."""
    if k.head["instansi"]["jenis"] == Instansi.Jenis.KEMENTERIAN_LEMBAGA:
        yield from _unusual(k)


def _unusual(k: KonteksPohon) -> Temuan:
    """Yield carriers of another jenjang, unless a superior of the usual one carries the node too."""
    s = sebaran_of(k)
    instansi = Instansi(jenis=k.head["instansi"]["jenis"])
    known: dict[tuple[str, int | None], tuple[tuple[str, ...], set[str]]] = {}
    for node, jabatan in s.carriers():
        level = node.get("level_kinerja", "")
        if (level, jabatan.unit) not in known:
            usual = jenjang_for(level, instansi, _profil(s, jabatan))
            others = PEMDA.get(level, ()) if instansi.is_pemda else ()
            known[level, jabatan.unit] = usual, {*usual, *map(str, others)}
        usual, allowed = known[level, jabatan.unit]
        if not usual or jabatan.jenjang in allowed or (level in HEADS and _is_head(s, jabatan)):
            continue
        carriers = set(s.diampu[node["id"]])
        if any(up.pk in carriers and up.jenjang in allowed for up in s.above(jabatan)):
            continue
        labels = " atau ".join(str(J(jenjang).label) for jenjang in usual)
        yield (
            node["id"],
            f"Kinerja {small(Simpul.LevelKinerja(level).label)} {quote(node)} dipegang {jabatan.nama} "
            f"({J(jabatan.jenjang).label}); lazimnya {labels}.",
            "Bagikan ke jabatan yang lazim, periksa level simpulnya, atau beri alasan.",
        )


def _profil(s: SebaranPohon, jabatan: BarisJabatan) -> str:
    """Return the profil of the nearest unit that is not plain."""
    profils = (unit.profil for unit in s.units_up(jabatan.unit))
    return next((p for p in profils if p != Unit.Profil.UMUM), str(Unit.Profil.UMUM))


def _is_head(s: SebaranPohon, jabatan: BarisJabatan) -> bool:
    """Whether a position heads a perangkat daerah, whatever its jenjang (a camat, the head of a small office)."""
    unit = s.unit.get(jabatan.unit or 0)
    upper = s.jabatan.get(jabatan.induk or 0)
    if unit is None or unit.jenis != Unit.Jenis.PERANGKAT_DAERAH:
        return False
    return upper is None or all(row.pk != unit.pk for row in s.units_up(upper.unit))


@rule(
    "H-06",
    severity=Severity.GALAT,
    tahap=5,
    source="PermenPANRB 88/2021, kriteria 1.b.8",
    settle=HAND_OUT,
    judul="Kinerja bawahan tersambung ke atasan",
)
def carried_below_what_a_superior_carries(k: KonteksPohon) -> Temuan:
    """What a position carries stands below (or is) something one of its superiors carries in this tree.

    A position none of whose superiors carries anything here is the top of its chain and is left alone.
    """
    s = sebaran_of(k)
    for node, jabatan in s.carriers():
        superiors = [up for up in s.above(jabatan) if up.pk in s.simpul_of]
        path = set(s.path(node["id"]))
        if superiors and not any(path & s.simpul_of[up.pk] for up in superiors):
            yield (
                node["id"],
                f"Kinerja {jabatan.nama} pada {quote(node)} tidak tersambung ke kinerja {superiors[0].nama}, "
                "atasannya.",
                "Bagikan ke bawahan pengampu simpul di atasnya, atau bagikan simpul di atasnya ke "
                f"{superiors[0].nama}.",
            )


@rule(
    "H-07",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{LAMPIRAN} Bab IV C alinea akhir",
    settle=HAND_OUT,
    judul="Dalam tugas dan fungsi unit",
)
def carried_within_the_mandate(k: KonteksPohon) -> Temuan:
    """The bidang urusan of a node's program is among those of the carrier's unit (a region only)."""
    if k.head["instansi"]["jenis"] == Instansi.Jenis.KEMENTERIAN_LEMBAGA:
        return
    s = sebaran_of(k)
    mapped: dict[int, set[str]] = {}
    for row in rencana_of(k).semua:
        if row.komponen.jenis in BUDGETED and (found := URUSAN.match(row.komponen.kode)):
            mapped.setdefault(row.simpul, set()).add(found[1])
    mandates: dict[int | None, set[str]] = {}
    for node, jabatan in s.carriers():
        if jabatan.unit not in mandates:
            mandates[jabatan.unit] = _mandate(s, jabatan)
        own = mandates[jabatan.unit]
        foreign = sorted(mapped.get(node["id"], set()) - own)
        if own and foreign:
            unit = s.unit[jabatan.unit or 0]
            yield (
                node["id"],
                f"Di luar tugas dan fungsi {unit.nama}: {quote(node)} yang diampu {jabatan.nama} dituangkan ke bidang "
                f"urusan {join_words(foreign)}, sedangkan unit ini mengurus {join_words(sorted(own))}.",
                "Bagikan ke unit yang mengurusnya, periksa pemetaannya, atau lengkapi bidang urusan unit.",
            )


def _mandate(s: SebaranPohon, jabatan: BarisJabatan) -> set[str]:
    """Return the codes of the nearest unit that has any."""
    texts = (unit.bidang_urusan for unit in s.units_up(jabatan.unit))
    text = next((t for t in texts if t), "")
    return {code.strip() for code in text.split(",") if code.strip()}
