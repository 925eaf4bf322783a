"""What an SKP says: the value that is composed for a draft, frozen when signed, shown and printed.

`IsiSkp` knows no database. A signed SKP keeps `as_json()` in its row and is printed from `from_json()`. Source of the
form: PermenPANRB 6/2022; of the behaviours: SE Menteri PANRB 20/2021 (core values BerAKHLAK).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from jabatan.models import LampiranSkp, PerilakuKerja, RencanaHasilKerja

VERSI = 1
FORMAT = "PermenPANRB 6/2022"
DAYS = ("mulai", "selesai", "tanggal")
N = PerilakuKerja.Nilai
L = LampiranSkp.Jenis
PERILAKU: dict[str, tuple[str, ...]] = {
    N.PELAYANAN: (
        "Memahami dan memenuhi kebutuhan masyarakat",
        "Ramah, cekatan, solutif, dan dapat diandalkan",
        "Melakukan perbaikan tiada henti",
    ),
    N.AKUNTABEL: (
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
        "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien",
        "Tidak menyalahgunakan kewenangan jabatan",
    ),
    N.KOMPETEN: (
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
        "Membantu orang lain belajar",
        "Melaksanakan tugas dengan kualitas terbaik",
    ),
    N.HARMONIS: (
        "Menghargai setiap orang apa pun latar belakangnya",
        "Suka menolong orang lain",
        "Membangun lingkungan kerja yang kondusif",
    ),
    N.LOYAL: (
        "Memegang teguh ideologi Pancasila, Undang-Undang Dasar 1945, setia kepada NKRI serta pemerintahan yang sah",
        "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara",
        "Menjaga rahasia jabatan dan negara",
    ),
    N.ADAPTIF: (
        "Cepat menyesuaikan diri menghadapi perubahan",
        "Terus berinovasi dan mengembangkan kreativitas",
        "Bertindak proaktif",
    ),
    N.KOLABORATIF: (
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
        "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    ),
}
LAMPIRAN: dict[str, str] = {str(value): str(label) for value, label in L.choices}
PERSPEKTIF: dict[str, str] = {
    value: str(label) for value, label in RencanaHasilKerja.Perspektif.choices
}
SATU_ASPEK = "pilih minimal satu aspek"
PERSPEKTIF_KOSONG = "Perspektif belum dipilih"
BERGANTI = "Pejabat berganti: tutup SKP lama."


@dataclass(frozen=True)
class PihakSkp:
    """Who is rated, or who rates: as named on a day."""

    nama: str
    jabatan: str
    unit: str
    pangkat: str = ""
    nip: str = ""


@dataclass(frozen=True)
class IndikatorSkp:
    """An indicator by aspect with its target as written."""

    aspek: str
    nama: str
    target: str = ""


@dataclass(frozen=True)
class Rhk:
    """A result planned; `perspektif` is its key (RencanaHasilKerja.Perspektif), `kunci` its row in a draft."""

    rumusan: str
    rhk_atasan: str = ""
    perspektif: str = ""
    indikator: tuple[IndikatorSkp, ...] = ()
    kunci: int = 0

    @property
    def pendek(self) -> str:
        """The statement, cut to fit a sentence."""
        return self.rumusan if len(self.rumusan) <= 80 else self.rumusan[:79] + "…"


@dataclass(frozen=True)
class Perilaku:
    """One of the seven behaviours with what it means and what the superior expects."""

    nama: str
    uraian: tuple[str, ...] = ()
    ekspektasi: str = ""


@dataclass(frozen=True)
class IsiSkp:
    """The whole content of an SKP. `is_jpt`: the form for JPT and heads of mandiri units."""

    tahun: int
    mulai: datetime.date
    selesai: datetime.date
    instansi: str
    pegawai: PihakSkp
    penilai: PihakSkp | None
    is_jpt: bool
    utama: tuple[Rhk, ...] = ()
    tambahan: tuple[Rhk, ...] = ()
    perilaku: tuple[Perilaku, ...] = ()
    dukungan: tuple[str, ...] = ()
    pertanggungjawaban: tuple[str, ...] = ()
    konsekuensi: tuple[str, ...] = ()
    tempat: str = ""
    tanggal: datetime.date | None = None
    format: str = FORMAT
    versi: int = field(default=VERSI)

    @property
    def bagi(self) -> str:
        """For whom the form is, as its head says."""
        if self.is_jpt:
            return "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"
        return "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"

    @property
    def daftar_lampiran(self) -> list[tuple[str, tuple[str, ...]]]:
        """The three attachments with their titles."""
        return [(label, getattr(self, jenis)) for jenis, label in LAMPIRAN.items()]

    def as_json(self) -> dict[str, Any]:
        """Return what is kept when the SKP is signed; dates are text."""
        data = asdict(self)
        for name in DAYS:
            data[name] = data[name].isoformat() if data[name] else None
        return data

    @classmethod
    def from_json(cls, isi: Mapping[str, Any]) -> IsiSkp:
        """Read what was kept; raises KeyError or TypeError when it is not a content of ours."""
        data = {name: value for name, value in isi.items() if name != "riwayat"}
        data["pegawai"] = PihakSkp(**data["pegawai"])
        data["penilai"] = PihakSkp(**data["penilai"]) if data["penilai"] else None
        for name in DAYS:
            data[name] = datetime.date.fromisoformat(data[name]) if data[name] else None
        data["utama"], data["tambahan"] = _results(data["utama"]), _results(data["tambahan"])
        data["perilaku"] = tuple(
            Perilaku(row["nama"], tuple(row["uraian"]), row["ekspektasi"])
            for row in data["perilaku"]
        )
        for jenis in LAMPIRAN:
            data[jenis] = tuple(data[jenis])
        return cls(**data)


def _results(rows: Sequence[Mapping[str, Any]]) -> tuple[Rhk, ...]:
    return tuple(
        Rhk(**{**row, "indikator": tuple(IndikatorSkp(**one) for one in row["indikator"])})
        for row in rows
    )


def obstacles(isi: IsiSkp) -> Iterator[str]:
    """Yield why an SKP cannot be signed."""
    if not isi.tanggal:
        yield "Tanggal SKP belum diisi; isi pada Data SKP."
    if isi.penilai is None:
        yield (
            "Pejabat penilai kinerja belum diketahui: jabatan atasannya lowong pada tanggal SKP. "
            "Catat pejabat, Plt., atau Plh.-nya."
        )
    if not isi.utama:
        yield "Belum ada rencana hasil kerja utama; ambil dari usulan atau tambahkan."
    for rhk in (*isi.utama, *isi.tambahan):
        yield from _missing(isi, rhk)


def _missing(isi: IsiSkp, rhk: Rhk) -> Iterator[str]:
    if not rhk.indikator:
        yield f"“{rhk.pendek}” belum mempunyai indikator: {SATU_ASPEK}."
    for one in rhk.indikator:
        if not one.target:
            yield f"Target indikator “{one.nama[:80]}” belum diisi."
    if isi.is_jpt and not rhk.perspektif:
        yield f"{PERSPEKTIF_KOSONG} pada “{rhk.pendek}”."
    if not isi.is_jpt and not rhk.rhk_atasan:
        yield f"Hasil kerja pimpinan yang diintervensi belum diisi pada “{rhk.pendek}”."


def remarks(isi: IsiSkp) -> Iterator[str]:
    """Yield what is better completed, though the SKP can be signed without."""
    empty = sum(not row.ekspektasi for row in isi.perilaku)
    if empty:
        yield f"Ekspektasi khusus pimpinan belum diisi pada {empty} dari {len(isi.perilaku)} perilaku kerja."
    for label, rows in isi.daftar_lampiran:
        if not rows:
            yield f"Lampiran {label.lower()} belum diisi."
