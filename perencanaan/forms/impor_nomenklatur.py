"""The form that takes an official nomenclature file."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from lib.forms import PokinForm
from lib.unggah import LARGEST
from perencanaan.importers.bentuk import LENGKAP, PERUBAHAN, Pilihan
from perencanaan.models import Nomenklatur, VersiNomenklatur

# Decrees so far: name, date, digits of a subkegiatan. Others are typed; nothing else depends on this list.
PERATURAN = (
    ("Permendagri 90/2019", datetime.date(2019, 10, 18), 2),
    ("Kepmendagri 050-3708/2020", datetime.date(2020, 10, 5), 2),
    ("Kepmendagri 050-5889/2021", datetime.date(2021, 12, 27), 2),
    ("Kepmendagri 900.1.15.5-1317/2023", datetime.date(2023, 6, 23), 4),
    ("Kepmendagri 900.1.15.5-3406/2024", datetime.date(2024, 8, 27), 4),
    ("Kepmendagri 900.1-2850/2025", datetime.date(2025, 7, 31), 4),
    ("Kepmendagri 900.1-861/2026", datetime.date(2026, 5, 7), 4),
)
LAIN = "lain"
FILES = forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"})
FILE_MESSAGES = {
    "required": "Pilih berkas nomenklatur lebih dahulu.",
    "empty": "Berkas ini kosong. Pilih berkas yang berisi data.",
    "max_length": "Nama berkas terlalu panjang; ganti dengan nama yang lebih pendek.",
}


class ImporNomenklaturForm(PokinForm):
    """Asks for the decree, how the file is to be read, and the file."""

    peraturan = forms.ChoiceField(label="Peraturan")
    peraturan_lain = forms.CharField(
        label="Nama peraturan lain",
        max_length=200,
        required=False,
        help_text="Diisi bila peraturannya tidak ada di daftar, misalnya “Kepmendagri 900.1-123/2027”.",
    )
    tanggal = forms.DateField(
        label="Tanggal peraturan",
        required=False,
        widget=forms.DateInput(),
        help_text="Kosongkan untuk peraturan dari daftar. Versi terbaru ditentukan dari tanggal ini.",
    )
    mode = forms.ChoiceField(
        label="Isi berkas",
        choices=[
            (LENGKAP, "Lengkap: seluruh nomenklatur menurut peraturan ini"),
            (PERUBAHAN, "Perubahan: hanya baris baru atau berubah, di atas versi dasar"),
        ],
        initial=LENGKAP,
        widget=forms.RadioSelect,
    )
    dasar = forms.ModelChoiceField(
        VersiNomenklatur.objects.none(),
        label="Versi dasar",
        required=False,
        help_text="Untuk mode perubahan: versi yang diubah. Isinya disalin ke versi baru; versi dasar tidak berubah.",
    )
    tingkat = forms.ChoiceField(
        label="Tingkat",
        required=False,
        choices=[("", "Menurut kolom JENIS PEMDA"), *Nomenklatur.Tingkat.choices],
        help_text="Wajib dipilih, kecuali untuk ekspor SIPD yang memuat kolom JENIS PEMDA.",
    )
    berkas = forms.FileField(
        label="Berkas nomenklatur",
        widget=FILES,
        help_text="Excel (.xlsx) atau teks (.csv, .tsv), paling besar 10 MB.",
        error_messages=FILE_MESSAGES,
    )
    lembar = forms.CharField(
        label="Nama lembar",
        max_length=31,
        required=False,
        help_text="Kosongkan untuk lembar pertama yang berisi.",
    )
    teks_hapus = forms.CharField(
        label="Kode yang dihapus",
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Untuk mode perubahan: satu kode per baris. Namanya boleh ikut di belakang kode.",
    )
    berkas_hapus = forms.FileField(
        label="Berkas daftar hapus",
        required=False,
        widget=FILES,
        help_text="Untuk mode perubahan, bila daftarnya berupa berkas. Cukup berkolom KODE.",
        error_messages=FILE_MESSAGES,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decrees = [(nama, nama) for nama, *_ in reversed(PERATURAN)]
        field = self.fields["peraturan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pilih…"), *decrees, (LAIN, "Peraturan lain…")]
        self.offer("dasar", VersiNomenklatur.objects.all(), empty="Tidak ada")

    def clean_berkas(self) -> UploadedFile[Any]:
        """Refuse a file beyond the limit: of it only the size was kept."""
        return _within(self.cleaned_data["berkas"])

    def clean_berkas_hapus(self) -> UploadedFile[Any] | None:
        """Refuse a file beyond the limit."""
        found = self.cleaned_data.get("berkas_hapus")
        return _within(found) if found else None

    def clean(self) -> dict[str, Any]:
        """Refuse a decree without a name, and a list of deletions with a full file."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["peraturan_lain"] = " ".join(data.get("peraturan_lain", "").split())
        if data.get("peraturan") == LAIN and not data["peraturan_lain"]:
            self.add_error("peraturan_lain", "Nama peraturan belum diisi.")
        if data.get("mode") == LENGKAP:
            for name in ("teks_hapus", "berkas_hapus"):
                if data.get(name):
                    self.add_error(name, "Daftar hapus hanya untuk mode perubahan.")
        return data

    @property
    def pilihan(self) -> Pilihan:
        """What was asked, once the form is valid."""
        data = self.cleaned_data
        known = {nama: (day, digit) for nama, day, digit in PERATURAN}
        name = data["peraturan_lain"] if data["peraturan"] == LAIN else data["peraturan"]
        day, digit = known.get(name, (None, 4))
        return Pilihan(
            peraturan=name,
            tanggal=data.get("tanggal") or day,
            tingkat=data.get("tingkat", ""),
            mode=data["mode"],
            dasar=data["dasar"].pk if data.get("dasar") else None,
            lembar=data.get("lembar", ""),
            digit=digit,
        )


def _within(berkas: UploadedFile[Any]) -> UploadedFile[Any]:
    if (berkas.size or 0) > LARGEST:
        raise ValidationError(
            "Berkas ini terlalu besar; paling besar 10 MB. Bagi menjadi beberapa berkas."
        )
    return berkas
