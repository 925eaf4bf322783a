"""What leaves this room as tables and files, split by noun."""

from evaluasi.exporters import kertas, laporan, temuan

__all__ = ["kertas", "laporan", "temuan"]
