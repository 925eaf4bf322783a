"""The three sheets of the structure: their columns and the words of their choices, for writing and for reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from jabatan.models import Jabatan, Pejabat
from lib.impor import KolomMasuk, words
from organisasi.models import Instansi, Unit

if TYPE_CHECKING:
    from django.db.models import Choices

UNIT, JABATAN, PEJABAT = "Unit", "Jabatan", "Pejabat"
LEMBAR = (UNIT, JABATAN, PEJABAT)
CONTOH = "CONTOH"  # the code of rows that only show how to fill in
TINGKAT = " ("  # "Sekretariat (Dinas Pendidikan)"

KOLOM: dict[str, tuple[KolomMasuk, ...]] = {
    UNIT: (
        KolomMasuk("id", "ID Pokin"),
        KolomMasuk("kode", "Kode unit", ("Kode",)),
        KolomMasuk("nama", "Nama unit", ("Nama",), wajib=True),
        KolomMasuk("singkatan", "Singkatan"),
        KolomMasuk("jenis", "Jenis"),
        KolomMasuk("profil", "Profil"),
        KolomMasuk("induk", "Unit induk", ("Induk",)),
        KolomMasuk("bidang_urusan", "Bidang urusan"),
        KolomMasuk("alamat", "Alamat"),
    ),
    JABATAN: (
        KolomMasuk("id", "ID Pokin"),
        KolomMasuk("kode", "Kode baris", ("Kode",)),
        KolomMasuk("nama", "Nama jabatan", ("Nama",), wajib=True),
        KolomMasuk("unit", "Unit"),
        KolomMasuk("induk", "Atasan langsung", ("Atasan",)),
        KolomMasuk("jenjang", "Jenjang"),
        KolomMasuk("level_jf", "Jenjang fungsional", ("Level JF",)),
        KolomMasuk("supervisi", "Fungsi supervisi", ("Supervisi",)),
    ),
    PEJABAT: (
        KolomMasuk("id", "ID Pokin"),
        KolomMasuk("jabatan", "Jabatan", wajib=True),
        KolomMasuk("nama", "Nama dan gelar", ("Nama",), wajib=True),
        KolomMasuk("nip", "NIP"),
        KolomMasuk("pangkat", "Pangkat/golongan", ("Pangkat",)),
        KolomMasuk("status", "Status"),
        KolomMasuk("mulai", "TMT", ("Mulai",)),
        KolomMasuk("selesai", "Sampai", ("Selesai",)),
    ),
}
JUDUL = {name: {k.kunci: k.judul for k in kolom} for name, kolom in KOLOM.items()}
YA_TIDAK = {"ya": "1", "tidak": "0", "dengan": "1", "tanpa": "0"}


def unit_kinds(instansi: Instansi) -> list[str]:
    """Return the kinds of unit an instansi has, by name."""
    foreign = (
        {Unit.Jenis.UNIT_ESELON_I, Unit.Jenis.UNIT_ESELON_II}
        if instansi.is_pemda
        else {Unit.Jenis.PERANGKAT_DAERAH}
    )
    return [str(kind.label) for kind in Unit.Jenis if kind not in foreign]


def choices_in(daftar: type[Choices]) -> Mapping[str, str]:
    """Return choices by every name a filled sheet may give them: the label, and its parts around / and (."""
    found: dict[str, str] = {}
    for choice in daftar:
        label = str(choice.label)
        for name in _names(label):
            found.setdefault(words(name), str(choice.value))
        found[words(label)] = str(choice.value)
    return found


def _names(label: str) -> Iterable[str]:
    yield label
    before, _, inside = label.partition(" (")
    yield before
    if inside:
        yield inside.rstrip(")")
    if "/" in before:
        yield from before.split("/")


PILIHAN: dict[tuple[str, str], Mapping[str, str]] = {
    (UNIT, "jenis"): choices_in(Unit.Jenis),
    (UNIT, "profil"): choices_in(Unit.Profil),
    (JABATAN, "jenjang"): {**choices_in(Jabatan.Jenjang), "jf": Jabatan.Jenjang.JF.value},
    (JABATAN, "level_jf"): choices_in(Jabatan.LevelJf),
    (JABATAN, "supervisi"): YA_TIDAK,
    (PEJABAT, "status"): choices_in(Pejabat.Status),
}
