"""What the API's endpoints share: errors as Indonesian sentences in one shape.

Every error answer is `{"pesan": sentence, "galat": [{"medan": field, "pesan": sentence}, ...]}`; a conflict adds what
is current.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    ValidationError,
)
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler as default_handler

SENTENCES = {
    status.HTTP_401_UNAUTHORIZED: "Masuk dahulu untuk menggunakan API.",
    status.HTTP_403_FORBIDDEN: "Anda tidak berhak melakukan ini.",
    status.HTTP_404_NOT_FOUND: "Data tidak ditemukan.",
    status.HTTP_405_METHOD_NOT_ALLOWED: "Cara permintaan ini tidak dilayani di alamat ini.",
    status.HTTP_406_NOT_ACCEPTABLE: "Bentuk jawaban yang diminta tidak tersedia.",
    status.HTTP_413_REQUEST_ENTITY_TOO_LARGE: "Isi permintaan terlalu besar; kirim bertahap.",
    status.HTTP_415_UNSUPPORTED_MEDIA_TYPE: "Kirim data sebagai JSON.",
    status.HTTP_429_TOO_MANY_REQUESTS: "Terlalu banyak permintaan; coba lagi sebentar.",
}


class Conflict(Exception):
    """The caller worked on an old version. `current` holds what is there now."""

    def __init__(self, message: str, current: dict[str, Any]) -> None:
        super().__init__(message)
        self.message = message
        self.current = current


def errors_of(error: ValidationError, prefix: str = "") -> list[dict[str, str]]:
    """Flatten a ValidationError to a list of field and sentence; `prefix` tells which operation it was."""
    if hasattr(error, "error_dict"):
        return [
            {"medan": prefix + ("" if field == NON_FIELD_ERRORS else field), "pesan": text}
            for field, daftar in error.error_dict.items()
            for item in daftar
            for text in item.messages
        ]
    return [{"medan": prefix, "pesan": text} for text in error.messages]


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer every expected error in the common shape; None leaves a defect to Django."""
    if isinstance(exc, Conflict):
        return Response({"pesan": exc.message, **exc.current}, status=status.HTTP_409_CONFLICT)
    if isinstance(exc, ValidationError):
        errors = errors_of(exc)
        return Response({"pesan": errors[0]["pesan"], "galat": errors}, status=400)
    if isinstance(exc, PermissionDenied) and str(exc):
        return Response({"pesan": str(exc)}, status=status.HTTP_403_FORBIDDEN)
    if isinstance(exc, exceptions.ParseError):
        return Response({"pesan": "Isi permintaan bukan JSON yang sah."}, status=400)
    if isinstance(exc, RequestDataTooBig):
        return Response({"pesan": SENTENCES[413]}, status=413)
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    response = default_handler(exc, context)
    if response is not None:
        code = response.status_code
        if isinstance(exc, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
            code = status.HTTP_401_UNAUTHORIZED
        response.data = {"pesan": SENTENCES.get(code, "Permintaan tidak dapat diproses.")}
    return response
