"""Rules A: the stages in their order, and what an outcome rests on."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from lib import kata
from lib.aturan import Ambang, rule
from lib.teks import join_words
from pohon import potret
from pohon.aturan.konteks import (
    GALAT,
    INFO,
    LAMPIRAN,
    LONGEST_QUOTE,
    PERINGATAN,
    SIMPUL,
    Jenis,
    KonteksPohon,
    Temuan,
    quote,
)
from pohon.models import DasarOutcome, Pohon, Simpul, TinjauanPohon, VersiPohon

TAHAP_1 = f"{LAMPIRAN} Bab III Tahap 1"
MONTHS = Ambang("A-11", "bulan", "Lama tanpa tinjauan", 12, 1, 60, "bulan")
MONTHS_OF_YEAR = 12
# A mandate names the task, seldom the result; an issue and an expectation name what is to change.
TELLS_RESULT = {DasarOutcome.Jenis.ISU_STRATEGIS, DasarOutcome.Jenis.EKSPEKTASI}


@rule(
    "A-01",
    severity=GALAT,
    tahap=2,
    source="PermenPANRB 89/2021 Pasal 2 ayat (2); Lampiran Bab III alinea 1",
    settle="turunan",
    judul="Tahapan tidak dilompati",
    lingkup=SIMPUL,
)
def outcome_has_csf(k: KonteksPohon) -> Temuan:
    """Stage 2 is complete only with a CSF."""
    for root in k.of(Jenis.OUTCOME):
        if not k.anak[root["id"]]:
            yield (
                root["id"],
                "Tahap 2 belum lengkap: outcome belum diurai menjadi CSF. Tahapan tidak boleh dilompati.",
                "Tambahkan CSF di bawah outcome.",
            )


@rule(
    "A-06",
    severity=GALAT,
    tahap=1,
    source=TAHAP_1,
    settle="dasar",
    judul="Outcome punya dasar",
)
def outcome_has_basis(k: KonteksPohon) -> Temuan:
    """The outcome rests on a strategic issue, a mandate or an expectation, and speaks of what that speaks of."""
    if not k.head["dasar"]:
        yield (
            None,
            "Pilih dasar penentuan outcome: mandat, isu strategis, atau ekspektasi.",
            "Isi dasar outcome pada Tahap 1.",
        )
        return
    root = next((node for node in k.semua if node["induk"] is None), None)
    if root is not None and _speaks_of_else(root["pernyataan"], k.head["dasar"]):
        yield (
            None,
            f"Dasar outcome tidak menyinggung {quote(root)}: periksa apakah outcome menjawab dasarnya.",
            "Sesuaikan outcome dengan isu atau harapan yang mendasarinya, atau lengkapi dasarnya.",
            PERINGATAN,
        )


def _speaks_of_else(outcome: str, daftar: list[dict[str, Any]]) -> bool:
    """Whether the outcome shares no word that counts with any basis; a mandate need not name the result."""
    if any(dasar["jenis"] not in TELLS_RESULT for dasar in daftar):
        return False
    told = {one for dasar in daftar for one in kata.stems(f"{dasar['masalah']} {dasar['data']}")}
    meant = {one for one in kata.stems(outcome) if kata.weight(one) == 1}
    return bool(meant) and not meant & told


@rule(
    "A-07",
    severity=PERINGATAN,
    tahap=1,
    source=f"{TAHAP_1}; Bab II huruf A angka 2",
    settle="dasar",
    judul="Dasar outcome didukung bukti",
)
def basis_has_evidence(k: KonteksPohon) -> Temuan:
    """Each basis names its data, source and year."""
    for dasar in k.head["dasar"]:
        missing = [
            label
            for name, label in (("data", "data"), ("sumber", "sumber"), ("tahun", "tahun"))
            if not dasar[name]
        ]
        if missing:
            text = dasar["masalah"]
            short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
            yield (
                None,
                f"Dasar outcome “{short}” belum didukung bukti: {join_words(missing)} belum diisi.",
                "Lengkapi data, sumber, dan tahun pada dasar outcome.",
            )


@rule(
    "A-08",
    severity=PERINGATAN,
    tahap=1,
    source=TAHAP_1,
    settle="dasar",
    judul="Kesepakatan atas outcome dicatat",
)
def agreement_is_recorded(k: KonteksPohon) -> Temuan:
    """The agreement on the outcome is recorded with its date and people."""
    if not (k.head["kesepakatan_tanggal"] and k.head["kesepakatan_peserta"]):
        yield (
            None,
            "Kesepakatan bersama atas outcome belum dicatat.",
            "Catat tanggal dan peserta kesepakatan pada Tahap 1.",
        )


@rule(
    "A-09",
    severity=INFO,
    tahap=2,
    source=f"{LAMPIRAN} Bab III Tahap 2 dan 3",
    settle="isi:metode",
    judul="Metode identifikasi CSF dicatat",
    lingkup=SIMPUL,
)
def csf_has_its_method(k: KonteksPohon) -> Temuan:
    """How a CSF was found is recorded."""
    for node in k.of(Jenis.CSF):
        if not node.get("metode"):
            yield (
                node["id"],
                f"Metode identifikasi CSF {quote(node)} belum dicatat.",
                "Pilih metodenya: faktor pembentuk, urai masalah, atau 4M.",
            )


@rule(
    "A-10",
    severity=PERINGATAN,
    tahap=1,
    source=f"{LAMPIRAN} Bab II huruf A angka 3",
    judul="Periode lebih dari satu tahun",
)
def period_looks_ahead(k: KonteksPohon) -> Temuan:
    """A tree serves more than one year."""
    if len(k.tahun) <= 1:
        yield (
            None,
            "Pohon kinerja harus antisipatif: periode lebih dari satu tahun.",
            "Buat pohon pada periode RPJMD atau Renstra; periode diatur admin instansi.",
        )


@rule(
    "A-11",
    severity=INFO,
    tahap=1,
    source=f"{LAMPIRAN} Bab II huruf A angka 4; lama 12 bulan menurut Pokin",
    settle="tinjauan",
    judul="Pohon ditinjau berkala",
    ambang=(MONTHS,),
)
def tree_is_reviewed(k: KonteksPohon) -> Temuan:
    """A tree is looked at again within a year, and when what its outcome rests on has changed."""
    since, basis = _last_look(k)
    if since is None:
        return
    told = date_format(since, "j F Y")
    age = (k.hari_ini.year - since.year) * MONTHS_OF_YEAR + k.hari_ini.month - since.month
    if k.hari_ini.day < since.day:
        age -= 1
    if age >= k.nilai(MONTHS):
        yield (
            None,
            f"Pohon belum ditinjau sejak {told}.",
            "Tinjau pohon, lalu ajukan atau tanda tangani.",
        )
    elif basis is not None and _plain(basis) != _plain(k.head["dasar"]):
        yield (
            None,
            f"Dasar outcome berubah sejak pohon ditinjau pada {told}.",
            "Tinjau apakah outcome dan uraiannya masih menjawab dasarnya.",
        )


def _last_look(
    k: KonteksPohon,
) -> tuple[datetime.date | None, list[dict[str, Any]] | None]:
    """Return the day the tree was submitted, approved, signed or (never that) made, and its basis then; one query."""
    rows = VersiPohon.objects.filter(pohon=k.head["id"]).order_by("-nomor")
    newest = rows.values_list("waktu", "isi__dasar").first()
    times = [_moment(one["waktu"]) for one in k.head.get("tinjauan", ())]
    if newest is not None:
        times.append(newest[0])
    last = max((one for one in times if one), default=_moment(k.head.get("dibuat")))
    day = timezone.localtime(last).date() if last else None
    return day, newest[1] if newest else None


def _moment(value: datetime.datetime | str | None) -> datetime.datetime | None:
    """Return a moment; a frozen tree holds it as text, one frozen before it was kept has none."""
    return parse_datetime(value) if isinstance(value, str) else value


def _plain(daftar: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    return [tuple(str(one.get(n)) for n in ("jenis", "masalah", "data", "tahun")) for one in daftar]


@rule(
    "A-12",
    severity=PERINGATAN,
    tahap=3,
    source=f"{LAMPIRAN} Bab III Tahap 3 huruf i; Bab II huruf A angka 7",
    settle="isi:bobot",
    judul="Derajat kepentingan dinilai",
    lingkup=SIMPUL,
)
def nodes_matter(k: KonteksPohon) -> Temuan:
    """Each node below the outcome has its degree of importance; from Tahap 4 none of little importance stays."""
    for node in k.simpul:
        if node["induk"] is None:
            continue
        if not node.get("bobot"):
            yield (
                node["id"],
                f"Derajat kepentingan {quote(node)} belum dinilai.",
                "Pilih derajat kepentingan pada panel simpul.",
            )
        elif node["bobot"] == Simpul.Bobot.RENDAH and k.head["tahap"] >= Pohon.Tahap.INDIKATOR:
            yield (
                node["id"],
                f"{quote(node)} dinilai berpengaruh rendah: pertimbangkan untuk dihapus.",
                "Hapus simpulnya, atau nilai ulang derajat kepentingannya.",
            )


ASKED = {
    TinjauanPohon.Jenis.REDUNDANSI: "Cari kondisi yang dituangkan berulang.",
    TinjauanPohon.Jenis.KEALPAAN: "Cari sebab yang terlewat.",
}


@rule(
    "A-13",
    severity=PERINGATAN,
    tahap=3,
    source=f"{LAMPIRAN} Bab III Tahap 3 huruf g dan h",
    settle="tinjauan",
    judul="Redundansi dan kealpaan ditinjau",
)
def tree_is_looked_through(k: KonteksPohon) -> Temuan:
    """Before Tahap 4 somebody has looked for what stands twice and for what is missing, and has signed that.

    A signature is for the nodes that stood there: it lapses when one comes, goes or moves, not when one is reworded.
    """
    signed = {one["jenis"]: one for one in k.head.get("tinjauan", ())}
    shape = potret.shape(k.semua)
    for jenis, what in ASKED.items():
        row = signed.get(jenis)
        if row is None:
            yield (
                None,
                f"Tinjauan {jenis.label.lower()} belum dilakukan.",
                f"{what} Lalu tanda tangani tinjauannya.",
            )
        elif row.get("susunan", "") not in ("", shape):
            yield (
                None,
                f"Susunan pohon berubah sejak tinjauan {jenis.label.lower()} ditandatangani{_signed(row)}.",
                f"{what} Lalu tanda tangani lagi tinjauannya.",
            )


def _signed(row: dict[str, Any]) -> str:
    when = _moment(row.get("waktu"))
    return f" pada {date_format(timezone.localtime(when), 'j F Y H.i')}" if when else ""
