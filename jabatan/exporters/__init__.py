"""What leaves this room as a file, split by noun: the lampiran of a PK."""

from __future__ import annotations

from jabatan.exporters.lampiran import lampiran, signatures, table_a, table_b

__all__ = ["lampiran", "signatures", "table_a", "table_b"]
