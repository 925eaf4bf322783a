"""Pictures people upload: only what is really a PNG or JPEG, of a sensible size, written anew.

The name and the type the browser claims are not believed: Pillow reads the content itself. What is kept is a fresh
copy, so that nothing hidden in the upload (metadata, another file behind the picture) comes along.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from PIL import Image

LARGEST = 512 * 1024  # bytes
SMALLEST_SIDE, LONGEST_SIDE = 32, 3000  # pixels
KEPT_SIDE = 480  # pixels; 20 mm of paper at 600 dots an inch
ROOM_BEHIND = 64 * 1024  # bytes; cameras write notes behind the end of a JPEG
TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
NOT_A_PICTURE = "Berkas ini bukan gambar PNG atau JPEG yang utuh. Simpan ulang logo sebagai PNG, lalu unggah lagi."


@dataclass(frozen=True)
class Gambar:
    """A picture that may be kept: its media type, its content and its size in pixels."""

    tipe: str
    isi: bytes
    lebar: int
    tinggi: int

    @property
    def data_url(self) -> str:
        """The picture as an address that carries it, for documents made by ourselves."""
        return f"data:{self.tipe};base64,{base64.b64encode(self.isi).decode()}"


def read(isi: bytes) -> Gambar:
    """Return an upload as a picture to keep; raises ValidationError with a sentence."""
    if not isi:
        raise ValidationError("Berkas kosong. Pilih gambar PNG atau JPEG.")
    if len(isi) > LARGEST:
        raise ValidationError(too_large())
    if _is_svg(isi):
        raise ValidationError(
            "Gambar SVG tidak diterima. Simpan logo sebagai PNG, lalu unggah lagi."
        )
    try:
        with Image.open(io.BytesIO(isi), formats=list(TYPES)) as picture:
            _check_size(picture)
            _check_end(picture, isi)
            return _fresh(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(NOT_A_PICTURE) from error


def too_large() -> str:
    """The sentence about a file of too many bytes."""
    return f"Gambar terlalu besar: paling besar {LARGEST // 1024} KiB. Perkecil, lalu unggah lagi."


def stored(tipe: str, isi: bytes) -> Gambar:
    """Return a picture that was kept before."""
    with Image.open(io.BytesIO(isi), formats=list(TYPES)) as picture:
        return Gambar(tipe, isi, picture.width, picture.height)


def _is_svg(isi: bytes) -> bool:
    start = isi[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml")) or b"<svg" in start


def _check_size(picture: Image.Image) -> None:
    """Refuse by the size in the head, before the points are read."""
    sides = (picture.width, picture.height)
    if max(sides) > LONGEST_SIDE:
        raise ValidationError(
            f"Gambar {sides[0]} x {sides[1]} piksel terlalu besar: sisi terpanjang paling besar "
            f"{LONGEST_SIDE} piksel."
        )
    if min(sides) < SMALLEST_SIDE:
        raise ValidationError(
            f"Gambar {sides[0]} x {sides[1]} piksel terlalu kecil untuk dicetak: sisi terpendek "
            f"paling kecil {SMALLEST_SIDE} piksel."
        )


def _check_end(picture: Image.Image, isi: bytes) -> None:
    """Refuse a picture whose end is missing: Pillow itself lets it pass once WeasyPrint is loaded."""
    if picture.format == "PNG":
        with Image.open(io.BytesIO(isi), formats=["PNG"]) as copy:
            copy.verify()
    elif b"\xff\xd9" not in isi[-ROOM_BEHIND:]:
        raise ValidationError(NOT_A_PICTURE)


def _fresh(picture: Image.Image) -> Gambar:
    """Read every point and write the picture anew, no larger than print needs."""
    format = str(picture.format)
    picture.load()
    copy = picture.convert("RGB") if format == "JPEG" else picture.convert("RGBA")
    copy.thumbnail((KEPT_SIDE, KEPT_SIDE))
    out = io.BytesIO()
    copy.save(out, format, **({"quality": 90} if format == "JPEG" else {"optimize": True}))
    return Gambar(TYPES[format], out.getvalue(), copy.width, copy.height)
