"""Files handed to the browser: tables in every form, safe names, types, and the answer when a file cannot be made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from lib import pdf, word, xlsx
from lib.tabel import Tabel

TIPE = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
OFFICE = "application/vnd.openxmlformats-officedocument"
TIPE_SURAT = {  # letters and bundles; tables come as TIPE only
    "docx": f"{OFFICE}.wordprocessingml.document",
    "zip": "application/zip",
}
BENTUK_TABEL = {**TIPE, "docx": TIPE_SURAT["docx"]}  # the forms of `write_tables`
LONGEST_NAME = 100


def write_tables(
    daftar: Sequence[Tabel], ext: str, *, penulis: str, progress: pdf.Progress | None = None
) -> bytes:
    """Return tables as .xlsx (a sheet each), .pdf or .docx; raises PdfUnavailable."""
    if ext == "xlsx":
        return xlsx.write(daftar)
    if ext == "pdf":
        return pdf.table(daftar, progress=progress)
    return word.table(daftar, penulis=penulis)


def safe_name(text: str, ext: str) -> str:
    """Return a file name any system takes: letters, digits, dots and dashes of `text`, then the extension."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.")
    return f"{words[:LONGEST_NAME].rstrip('-.') or 'pokin'}.{ext}"


def answer(name: str, content: bytes, *, tipe: str = "") -> HttpResponse:
    """Answer with a file to save; its type is `tipe` or follows from the extension of `name`."""
    response = HttpResponse(
        content, content_type=tipe or {**TIPE, **TIPE_SURAT}[name.rsplit(".", 1)[1]]
    )
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def download(
    request: HttpRequest, *, name: str, make: Callable[[], bytes], back: str
) -> HttpResponseBase:
    """Answer with the file that `make` returns; where it raises ValidationError, go `back` with its sentence."""
    try:
        return answer(name, make())
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
        return redirect(back)
