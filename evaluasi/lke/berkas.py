"""Files people hand in as evidence: what they are is read from their content, never from their name.

Kept are PDF, Word and Excel of today (no macros), JPEG and PNG. They are only ever handed back to be saved, so what
matters is that a file is what it says and that no program comes along under a document's name.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from PIL import Image

from lib.berkas import OFFICE
from lib.teks import format_number

LARGEST = 5 * 1024 * 1024  # bytes
MOST_PIXELS = 60_000_000
MOST_PARTS, UNFOLDED, MOST_TIMES = 3000, 200 * 1024 * 1024, 300
LONGEST_STEM = 150
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TIPE = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
MAIN = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
}
CONTENTS = "[Content_Types].xml"  # which parts an Office file has, and what each is
LONGEST_CONTENTS = 1024 * 1024
BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError)
ACCEPT = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
KINDS = "PDF, Word (.docx), Excel (.xlsx), JPEG, atau PNG"
UNKNOWN = (
    f"Isi berkas ini bukan {KINDS}. Simpan ulang dalam salah satu bentuk itu, lalu unggah lagi."
)
OLD_OFFICE = (
    "Berkas ini berformat Office lama atau terkunci kata sandi. Buka, hapus kata sandinya, simpan sebagai "
    ".docx atau .xlsx, lalu unggah lagi."
)
DAMAGED = "Berkas ini rusak atau tidak utuh. Buka dan simpan ulang, lalu unggah lagi."
MACRO = "Berkas ini memuat makro. Simpan tanpa makro (.docx atau .xlsx), lalu unggah lagi."
EMPTY = "Berkas kosong. Pilih berkas yang berisi bukti."


@dataclass(frozen=True)
class Berkas:
    """A file that may be kept: its name with the extension of what it really is, its kind, its content."""

    nama: str
    tipe: str
    isi: bytes


def too_large() -> str:
    """The sentence about a file of too many bytes."""
    largest = format_number(LARGEST // 1024**2)
    return f"Berkas terlalu besar: paling besar {largest} MB. Kecilkan, atau pasang sebagai tautan."


def read(nama: str, isi: bytes) -> Berkas:
    """Return an upload as a file to keep; raises ValidationError with a sentence."""
    if not isi:
        raise ValidationError(EMPTY)
    if len(isi) > LARGEST:
        raise ValidationError(too_large())
    tipe = kind_of(isi)
    return Berkas(f"{_stem(nama)}.{tipe}", tipe, isi)


def kind_of(isi: bytes) -> str:
    """Return what the content is: a key of TIPE; raises ValidationError for anything else."""
    if isi.startswith(b"%PDF-"):
        if b"%%EOF" not in isi[-2048:]:
            raise ValidationError(DAMAGED)
        return "pdf"
    if isi.startswith(OLE):
        raise ValidationError(OLD_OFFICE)
    if isi.startswith(b"PK\x03\x04"):
        return _office(isi)
    if isi.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _picture(isi)
    raise ValidationError(UNKNOWN)


def _office(isi: bytes) -> str:
    """Tell Word from Excel by the list of contents every such file has; nothing else is unfolded."""
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as archive:
            parts = archive.infolist()
            contents = _contents(archive)
    except BROKEN as error:
        raise ValidationError(DAMAGED) from error
    unfolded = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unfolded > UNFOLDED or unfolded > MOST_TIMES * len(isi):
        raise ValidationError(
            "Berkas ini terurai menjadi terlalu besar. Simpan ulang, lalu unggah lagi."
        )
    names = {part.filename for part in parts}
    macros = any(PurePosixPath(name).name.lower() == "vbaproject.bin" for name in names)
    if macros or b"macroenabled" in contents.lower():
        raise ValidationError(MACRO)
    kinds = [kind for tipe, kind in MAIN.items() if tipe in contents]
    if len(kinds) != 1:
        raise ValidationError(UNKNOWN)
    return kinds[0]


def _contents(archive: zipfile.ZipFile) -> bytes:
    """Return the list of contents of an Office file; empty in any other archive."""
    if CONTENTS not in archive.namelist():
        return b""
    with archive.open(CONTENTS) as file:
        return file.read(LONGEST_CONTENTS)


def _picture(isi: bytes) -> str:
    try:
        with Image.open(io.BytesIO(isi), formats=["PNG", "JPEG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError("Gambar terlalu besar. Kecilkan ukurannya, lalu unggah lagi.")
            kind = "png" if picture.format == "PNG" else "jpg"
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(DAMAGED) from error
    if kind == "jpg" and b"\xff\xd9" not in isi[-65536:]:
        raise ValidationError(DAMAGED)
    return kind


def _stem(nama: str) -> str:
    """Return the name without folders, extension and signs that no file name should have."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", nama))[-1]
    clean = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", clean).strip(" .")
    return stem[:LONGEST_STEM].strip(" .") or "bukti"
