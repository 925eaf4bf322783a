"""Uploads stay in memory: web processes keep nothing on their own disk, and what is too large is not kept at all."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 10 * 1024 * 1024  # bytes; an importer may ask for less


class DalamIngatan(FileUploadHandler):
    """Keep a file in memory up to LARGEST bytes; of a larger one only its size is left, for a sentence about it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.content = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part while there is room; what was kept goes once there is none."""
        if start + len(raw_data) <= LARGEST:
            self.content.write(raw_data)
        else:
            self.content = io.BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file with its true size."""
        self.content.seek(0)
        return InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
