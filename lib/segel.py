"""What travels with the page of a preview and comes back: readable by all, written only by this server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError

KEPT = 12 * 60 * 60  # seconds a preview may wait, as long as a session
LONGEST = 4 * 1024 * 1024  # characters; a form takes 5 MB


@dataclass(frozen=True)
class Segel:
    """The seal of one importer: its salt, what its previews belong to ("instansi"), and what is uploaded ("berkas")."""

    salt: str
    pemilik: str
    unggahan: str

    def seal(self, user: int, owner: int, data: Mapping[str, Any]) -> str:
        """Return the data as text for this user and owner; raises ValidationError when it is too long for a form."""
        sealed = signing.dumps({**data, "u": user, "i": owner}, salt=self.salt, compress=True)
        if len(sealed) > LONGEST:
            raise ValidationError(
                f"Terlalu banyak untuk sekali impor. Bagi menjadi dua {self.unggahan}."
            )
        return sealed

    def open(self, user: int, owner: int, text: str) -> dict[str, Any]:
        """Return the data; raises ValidationError when it is too old, not ours, or of another user or owner."""
        try:
            data: dict[str, Any] = signing.loads(text, salt=self.salt, max_age=KEPT)
        except (signing.BadSignature, ValueError) as error:
            raise ValidationError(
                f"Pratinjau sudah kedaluwarsa. Unggah {self.unggahan}nya sekali lagi."
            ) from error
        if (data.get("u"), data.get("i")) != (user, owner):
            raise ValidationError(
                f"Pratinjau ini milik {self.pemilik} atau pengguna lain. Unggah {self.unggahan}nya lagi."
            )
        return data
