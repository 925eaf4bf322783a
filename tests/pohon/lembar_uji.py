"""A tree with indikator, its fill-in sheet, and the ways to change a cell and send the sheet back."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from pohon import importers
from pohon.models import Indikator, Pohon, Simpul
from tests.base import Cast

NAMA = "Lembar isian"
HEAD = 3


class Isian:
    """A downloaded sheet as Excel shows it: rows by number, columns by title."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(io.BytesIO(content))
        self.sheet: Any = self.book[NAMA]
        self.place: dict[str, int] = {str(c.value): c.column or 0 for c in self.sheet[HEAD]}

    def row_of(self, title: str, value: object) -> int:
        """The first row with this value in a column."""
        for row in range(HEAD + 1, self.sheet.max_row + 1):
            if self.get(row, title) == value:
                return row
        raise AssertionError(f"no row with {title} = {value}")

    def get(self, row: int, title: str) -> Any:
        return self.sheet.cell(row, self.place[title]).value

    def set(self, row: int, **cells: Any) -> None:
        """Set cells of a row; a title's spaces are written as underscores."""
        for title, value in cells.items():
            self.sheet.cell(row, self.place[title.replace("_", " ")]).value = value

    def add(self, **cells: Any) -> int:
        """Write a row below the last."""
        row = self.sheet.max_row + 1
        self.set(row, **cells)
        return row

    def content(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


class LembarTest(Cast):
    """CSF 1.1 with antara 1.1.1 (two indikator) and operasional 1.1.1.1, and CSF 1.2 with antara 1.2.1."""

    pohon: Pohon

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pohon = cls.make_pohon(unit=cls.unit_a, tahap=4)
        cls.root = Simpul.objects.get(pohon=cls.pohon)
        cls.csf = cls.make_simpul(
            cls.pohon, "Angkutan umum diminati", jenis="csf", faktor_penyebab="Armada tua"
        )
        cls.antara = cls.make_simpul(
            cls.pohon,
            "Armada terawat",
            cls.csf,
            pengampu=cls.unit_a1.pk,
            indikator=[
                {
                    "nama": "=Persentase armada terawat",
                    "satuan": "%",
                    "baseline_nilai": "70,5",
                    "target": {"2025": "75,5", "2026": "1.234,5"},
                },
                {"nama": "Umur armada", "satuan": "tahun"},
            ],
        )
        cls.operasional = cls.make_simpul(
            cls.pohon, "Uji kir terlaksana", cls.antara, jenis="operasional"
        )
        cls.csf_2 = cls.make_simpul(cls.pohon, "Jalan memadai", jenis="csf")
        cls.antara_2 = cls.make_simpul(cls.pohon, "Lajur bertambah", cls.csf_2)

    # --- out and in ------------------------------------------------------------------------------
    def download(self, pohon: Pohon | None = None) -> Isian:
        address = reverse("pohon:unduh_lembar", args=[(pohon or self.pohon).pk])
        answer = self.client_for(self.pembaca_a).get(address)
        self.assertEqual(answer.status_code, 200)
        return Isian(answer.content)

    def upload(self, content: bytes, *, user=None, pohon=None, name="lembar.xlsx"):
        """Send a sheet; the answer is the page with the preview."""
        address = reverse("pohon:impor", args=[(pohon or self.pohon).pk])
        berkas = SimpleUploadedFile(name, content)
        return self.client_for(user or self.perencana_a).post(address, {"berkas": berkas})

    def preview(self, isian: Isian, **more) -> importers.Rencana:
        """Return what a sheet would do."""
        answer = self.upload(isian.content(), **more)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("rencana", answer.context, answer.context["form"].errors)
        self.sealed = answer.context["tersegel"]
        return answer.context["rencana"]

    def apply(self, *, user=None, pohon=None, sealed=None):
        """Press Terapkan on the last preview."""
        address = reverse("pohon:terapkan_impor", args=[(pohon or self.pohon).pk])
        data = {"tersegel": self.sealed if sealed is None else sealed}
        return self.client_for(user or self.perencana_a).post(address, data)

    def bring_in(self, isian: Isian) -> importers.Rencana:
        """Preview and apply, then see that the same sheet has nothing more to say."""
        rencana = self.preview(isian)
        self.assertEqual(rencana.masalah, [])
        answer = self.apply()
        self.assertEqual(answer.status_code, 302, answer.context and answer.context.get("basi"))
        self.assertEqual(self.steps(self.preview(isian)), [])
        return rencana

    def steps(self, rencana: importers.Rencana) -> list[object]:
        self.assertEqual(rencana.masalah, [])
        return [
            *rencana.langkah,
            *rencana.tambah,
            *rencana.ubah,
            *rencana.pindah,
            *rencana.indikator,
        ]

    def problems(self, isian: Isian) -> list[tuple[int | None, str, str]]:
        """Return the problems of a sheet; nothing could be applied."""
        rencana = self.preview(isian)
        self.assertEqual(self.sealed, "")
        return [(one.baris, one.kolom, one.kalimat) for one in rencana.masalah]

    # --- the tree ------------------------------------------------------------------------------------
    def shape(self) -> list[str]:
        """The statements, each behind as many dots as it is deep."""
        rows = Simpul.objects.filter(pohon=self.pohon).order_by("lft")
        return ["." * node.kedalaman + node.pernyataan for node in rows]

    def indikator(self, nama: str) -> Indikator:
        return Indikator.objects.get(simpul__pohon=self.pohon, nama=nama)

    def nomor(self) -> int:
        return Pohon.objects.get(pk=self.pohon.pk).nomor
