"""Rules I-06 to I-08, I-10 and I-11: the approaches of BKN, direct and non-direct."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from jabatan.aturan.dasar import HAND_OUT, Temuan, name_some
from jabatan.aturan.konteks import KonteksTeknik, teknik_of
from jabatan.aturan.sebaran import sebaran_of
from jabatan.aturan.teknik import sums
from jabatan.models import KinerjaJabatan
from jabatan.teknik.deteksi import SUMBER, Diampu, normal
from jabatan.teknik.pembagian import Pembagian, aspects, division, places
from jabatan.teknik.pendekatan import missing_steps
from lib.aturan import Found, Severity, rule
from lib.teks import join_words
from pohon.aturan import KonteksPohon

P = KinerjaJabatan.Pendekatan
DIRECT = f"{SUMBER}, metode direct cascading"
NON_DIRECT = f"{SUMBER}, metode non-direct cascading"
Baca = Callable[[str], Mapping[str, str]]


def _divided(
    t: KonteksTeknik, pendekatan: str, medan: str, baca: Baca
) -> Iterator[tuple[int, Diampu | None, list[Diampu], Pembagian]]:
    """Yield each team of an approach with how its list (aspects or places) is divided."""
    for atasan, upper, members in t.teams(pendekatan):
        whole = baca(getattr(upper, medan)) if upper else {}
        parts = {one.kinerja: baca(getattr(one, medan)) for one in members}
        yield atasan, upper, members, division(whole, parts)


def _owner(t: KonteksTeknik, upper: Diampu | None, members: list[Diampu]) -> int | None:
    keys = [*([upper.kinerja] if upper else []), *(one.kinerja for one in members)]
    return t.own_place(keys)


def _without_common_indikator(upper: Diampu | None, members: list[Diampu]) -> list[Diampu]:
    """Return the members that measure by none of the superior's indicators."""
    above = {key for one in upper.ukuran for key in one.keys} if upper else set()
    return [
        one
        for one in members
        if not any(key in above for ukuran in one.ukuran for key in ukuran.keys)
    ]


@rule(
    "I-06",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{DIRECT}: aspek",
    settle=HAND_OUT,
    judul="Aspek terbagi habis",
    isi=("pernyataan",),
)
def aspects_are_divided(k: KonteksPohon) -> Temuan:
    """Members of a team by aspects share the superior's sasaran, and no two have the same aspect."""
    if not sebaran_of(k).uses(P.ASPEK):
        return
    t = teknik_of(k)
    for atasan, upper, members, parts in _divided(t, P.ASPEK, "aspek", aspects):
        place = _owner(t, upper, members)
        if not parts.is_complete:
            yield (
                place,
                f"Aspek di bawah {t.nama(atasan)} belum dibagi habis atau ganda: {parts.kalimat}.",
                "Beri tiap anggota aspek atau tahapan yang berbeda pada halaman pendekatannya.",
            )
        others = [
            t.nama(one.jabatan)
            for one in members
            if upper is None
            or (one.simpul != upper.simpul and normal(one.rumusan) != normal(upper.rumusan))
        ]
        if others:
            yield (
                place,
                f"Pendekatan aspek memakai sasaran yang sama dengan {t.nama(atasan)}; "
                f"sasaran {name_some(others)} berbeda.",
                "Bagikan simpul atasan itu kepada anggota tim, atau pilih pendekatan lain.",
            )


@rule(
    "I-07",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{DIRECT}: wilayah",
    settle=HAND_OUT,
    judul="Wilayah terbagi habis",
    isi=("indikator",),
)
def places_are_divided(k: KonteksPohon) -> Temuan:
    """Members of a team by places share the indicator, and their places neither overlap nor leave one out."""
    t = teknik_of(k)
    for atasan, upper, members, parts in _divided(t, P.WILAYAH, "wilayah", places):
        place = _owner(t, upper, members)
        if not parts.is_complete:
            yield (
                place,
                f"Wilayah di bawah {t.nama(atasan)} tumpang tindih atau belum terbagi: {parts.kalimat}.",
                "Tulis wilayah tiap anggota pada halaman pendekatannya, satu wilayah pada satu jabatan.",
            )
        yield from _same_indikator(t, "wilayah", atasan, upper, members)


def _same_indikator(
    t: KonteksTeknik, what: str, atasan: int, upper: Diampu | None, members: list[Diampu]
) -> Iterator[Found]:
    if others := _without_common_indikator(upper, members):
        names = [t.nama(one.jabatan) for one in others]
        yield (
            _owner(t, upper, members),
            f"Pendekatan {what} memakai indikator yang sama dengan {t.nama(atasan)}; "
            f"{name_some(names)} tidak memilikinya.",
            "Pakai indikator atasan pada kinerja anggota, atau pilih pendekatan lain.",
        )


@rule(
    "I-08",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{DIRECT}: beban target",
    settle=HAND_OUT,
    judul="Beban target terbagi habis",
    isi=("indikator",),
)
def loads_add_up(k: KonteksPohon) -> Temuan:
    """Members of a team by load share the indicator, and their targets add up to the superior's."""
    t = teknik_of(k)
    yield from sums(t, beban_target=True)
    for atasan, upper, members in t.teams(P.BEBAN_TARGET):
        yield from _same_indikator(t, "beban target", atasan, upper, members)


@rule(
    "I-10",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{NON_DIRECT}: layanan",
    settle=HAND_OUT,
    judul="Langkah pendekatan layanan lengkap",
    isi=(),
)
def service_steps_are_taken(k: KonteksPohon) -> Temuan:
    """The seven steps of the service approach are written down."""
    t = teknik_of(k)
    for row in t.bacaan.daftar:
        if row.kinerja not in t.own or row.pendekatan != P.LAYANAN:
            continue
        if missing := missing_steps(t.layanan.get(row.kinerja)):
            yield (
                row.simpul,
                f"Langkah pendekatan layanan {t.nama(row.jabatan)} belum lengkap: "
                f"{join_words([text.lower() for text in missing])}.",
                "Lengkapi tujuh langkah pada halaman pendekatannya.",
            )


@rule(
    "I-11",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=f"{NON_DIRECT}: output milestone",
    settle=HAND_OUT,
    judul="Milestone terisi",
    isi=("pernyataan",),
)
def milestones_are_set(k: KonteksPohon) -> Temuan:
    """The output approach has a milestone, each with its output and expectation."""
    if not sebaran_of(k).uses(P.MILESTONE):
        return
    t = teknik_of(k)
    for row in t.bacaan.daftar:
        if row.kinerja not in t.own or row.pendekatan != P.MILESTONE:
            continue
        rows = t.milestone.get(row.kinerja, ())
        bare = [one.nama for one in rows if not (one.output.strip() and one.ekspektasi.strip())]
        if not rows:
            yield (
                row.simpul,
                f"Milestone belum diisi untuk output utama “{row.rumusan_pendek}” "
                f"({t.nama(row.jabatan)}).",
                "Tulis setidaknya satu milestone dengan output dan ekspektasinya.",
            )
        elif bare:
            yield (
                row.simpul,
                f"Milestone {name_some(bare, 'milestone')} ({t.nama(row.jabatan)}) belum memiliki "
                "output atau ekspektasi.",
                "Lengkapi pada halaman pendekatannya.",
            )
