"""Rules I-01 to I-05 and I-13: the techniques of BKN and PANRB's kinds of cascading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jabatan.aturan.dasar import HAND_OUT, Temuan
from jabatan.aturan.konteks import KonteksTeknik, teknik_of
from jabatan.aturan.sebaran import sebaran_of
from jabatan.models import KinerjaJabatan
from jabatan.teknik.deteksi import SUMBER, Pasangan, Teknik, difference
from lib.aturan import Found, Severity, rule
from lib.teks import join_words
from pohon.aturan import KonteksPohon, quote

TEKNIK = f"{SUMBER}, teknik cascading"


def _place(t: KonteksTeknik, pair: Pasangan) -> int:
    return t.bacaan.by_kinerja[pair.bawahan.kinerja].simpul


def _name(t: KonteksTeknik, pair: Pasangan) -> str:
    return f"Indikator “{pair.bawahan.nama}” pada {t.nama(pair.bawahan.jabatan)}"


@rule(
    "I-01",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=TEKNIK,
    settle=HAND_OUT,
    judul="Teknik cascading sesuai yang terdeteksi",
    isi=("indikator",),
)
def declared_as_found(k: KonteksPohon) -> Temuan:
    """What the planner declares of a pair of indicators is what the indicators and targets say."""
    t = teknik_of(k)
    for atasan, pair in t.own_pairs():
        if sentence := difference(pair.teknik, t.declared(pair, atasan)):
            yield (
                _place(t, pair),
                f"{_name(t, pair)}: {sentence}",
                f"Sesuaikan pernyataan atau targetnya pada halaman cascading {t.nama(atasan)}.",
            )


@rule(
    "I-02",
    severity=Severity.INFO,
    tahap=5,
    source=TEKNIK,
    settle=HAND_OUT,
    judul="Duplicate bersatuan persen",
    isi=("indikator",),
)
def duplicate_is_percent(k: KonteksPohon) -> Temuan:
    """An indicator a subordinate simply repeats is usually measured in percent."""
    t = teknik_of(k)
    for atasan, pair in t.own_pairs():
        if pair.teknik == Teknik.DUPLICATE and not pair.bawahan.is_percent:
            unit = pair.bawahan.satuan or "belum diisi"
            yield (
                _place(t, pair),
                f"{_name(t, pair)} sama dengan {t.nama(atasan)}, satuannya {unit}. "
                "Duplicate biasanya untuk satuan persen.",
                "Bila targetnya dapat dibagi, bagi habis kepada bawahan (Cluster).",
            )


@rule(
    "I-03",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=TEKNIK,
    settle=HAND_OUT,
    judul="Target cluster terbagi habis",
    isi=("indikator",),
)
def cluster_adds_up(k: KonteksPohon) -> Temuan:
    """The targets of a cluster add up to the superior's."""
    yield from sums(teknik_of(k), beban_target=False)


def sums(t: KonteksTeknik, *, beban_target: bool) -> Iterator[Found]:
    """Yield the divided indicators that do not add up, once with all their years."""
    for atasan in t.daftar_atasan:
        wrong: dict[tuple[int, int], list[str]] = defaultdict(list)
        places: dict[tuple[int, int], tuple[int, str]] = {}
        for tahun in t.daftar_tahun:
            for jumlah in t.bacaan.sums(t.all_pairs(atasan), tahun):
                approaches = {t.bacaan.by_kinerja[one.kinerja].pendekatan for one in jumlah.bagian}
                by_load = KinerjaJabatan.Pendekatan.BEBAN_TARGET in approaches
                if by_load != beban_target or jumlah.is_even or jumlah.target is None:
                    continue  # a superior without a target is the matter of the rules of indicators
                keys = [jumlah.atasan.kinerja, *(one.kinerja for one in jumlah.bagian)]
                if (place := t.own_place(keys)) is None:
                    continue
                key = (jumlah.atasan.kinerja, jumlah.atasan.indikator)
                missing = [t.nama(one.jabatan) for one in jumlah.belum]
                rest = f" ({join_words(missing)} belum diisi)" if missing else ""
                wrong[key].append(f"{tahun}: {jumlah.kalimat.rstrip('.')}{rest}.")
                places[key] = place, jumlah.atasan.nama
        for key, sentences in wrong.items():
            simpul, nama = places[key]
            yield (
                simpul,
                f"Indikator “{nama}” {t.nama(atasan)} dibagi ke bawahan. {' '.join(sentences)}",
                f"Bagi habis targetnya pada halaman cascading {t.nama(atasan)}.",
            )


@rule(
    "I-04",
    severity=Severity.GALAT,
    tahap=5,
    source=TEKNIK,
    settle=HAND_OUT,
    judul="Indikator pendukung dikaitkan",
    isi=("indikator",),
)
def supportive_names_its_indicator(k: KonteksPohon) -> Temuan:
    """A supportive indicator names which of the superior's it supports.

    It does so by itself where the superior's node has one indicator. Declared Supportive without a name is a galat;
    merely found to be so it advises, for nobody has said it yet.
    """
    t = teknik_of(k)
    for atasan, pair in t.own_pairs():
        if t.bacaan.declared(pair.bawahan, atasan):
            continue
        said = t.bacaan.by_kinerja[pair.bawahan.kinerja].teknik == Teknik.SUPPORTIVE
        found = pair.teknik == Teknik.SUPPORTIVE and pair.atasan is None
        if found or (said and pair.teknik == Teknik.UNIQUE):
            yield (
                _place(t, pair),
                f"{_name(t, pair)}: indikator pendukung belum dikaitkan dengan indikator "
                f"{t.nama(atasan)}.",
                f"Pilih indikator yang didukung pada halaman cascading {t.nama(atasan)}.",
                Severity.GALAT if said else Severity.PERINGATAN,
            )


@rule(
    "I-05",
    severity=Severity.PERINGATAN,
    tahap=5,
    source=TEKNIK,
    settle=HAND_OUT,
    judul="Indikator unik beralasan",
    isi=("indikator",),
)
def unique_has_a_reason(k: KonteksPohon) -> Temuan:
    """An indicator without any link to the superior's has a reason."""
    t = teknik_of(k)
    for atasan, pair in t.own_pairs():
        if pair.teknik != Teknik.UNIQUE or t.bacaan.declared(pair.bawahan, atasan):
            continue
        if t.bacaan.of(atasan):
            yield (
                _place(t, pair),
                f"{_name(t, pair)}: indikator unik tidak mendukung langsung {t.nama(atasan)}: beri alasan.",
                f"Tulis alasannya pada halaman cascading {t.nama(atasan)}, atau pindahkan kinerjanya.",
            )


@rule(
    "I-13",
    severity=Severity.INFO,
    tahap=5,
    source="PANRB, Jenis cascading",
    settle=HAND_OUT,
    judul="Jenis cascading sesuai pengampunya",
    isi=("pernyataan",),
)
def kind_fits_the_carriers(k: KonteksPohon) -> Temuan:
    """A node handed to several subordinates of one superior is shared; one handed to a single one is not."""
    s = sebaran_of(k)
    place = {node["id"]: number for number, node in enumerate(k.semua)}
    carriers: dict[tuple[int, int | None], list[str]] = defaultdict(list)
    for row in sorted(s.kinerja, key=lambda row: place[row.simpul]):
        carriers[row.simpul, s.jabatan[row.jabatan].induk].append(row.jenis)
    alone = {simpul: 0 for simpul, _ in carriers}
    for (simpul, _), kinds in carriers.items():
        alone[simpul] += len(kinds)
    jenis = KinerjaJabatan.Jenis
    for (simpul, _), kinds in carriers.items():
        if len(kinds) > 1 and jenis.DIRECT in kinds:
            yield (
                simpul,
                f"{quote(k.by_id[simpul])} dibagi ke {len(kinds)} jabatan setingkat, tetapi "
                f"dinyatakan {jenis.DIRECT.label}.",
                f"Pilih {jenis.SHARING.label} untuk jabatan yang berbagi.",
            )
        elif alone[simpul] == 1 and kinds == [jenis.SHARING]:
            yield (
                simpul,
                f"{quote(k.by_id[simpul])} dinyatakan {jenis.SHARING.label}, tetapi hanya diampu "
                "satu jabatan.",
                f"Bagi juga ke jabatan lain, atau pilih {jenis.DIRECT.label}.",
            )
