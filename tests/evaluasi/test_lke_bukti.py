"""Evidence: what is kept, what is refused, who gets it back and how."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook
from PIL import Image

from evaluasi.actions import lke_bukti
from evaluasi.forms.lke import TautanForm
from evaluasi.lke import berkas
from evaluasi.models import BuktiLke
from tests.base import make_unit, make_user
from tests.evaluasi.dasar_lke import CastLke, make_lke

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
EXE = b"MZ\x90\x00\x03" + b"\x00" * 200
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
HTML = b"<html><script>alert(1)</script></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


WORD = "wordprocessingml.document.main+xml"
EXCEL = "spreadsheetml.sheet.main+xml"


def office(*kinds: str, parts: tuple[str, ...] = (), size: int = 10) -> bytes:
    """An archive that says it holds these kinds of contents, with these parts."""
    said = "".join(f'<Override ContentType="application/vnd.x.{kind}"/>' for kind in kinds)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{said}</Types>")
        for part in ("docProps/app.xml", *parts):
            archive.writestr(part, b"0" * size)
    return out.getvalue()


def written_by(document: Any) -> bytes:
    """What a library that writes Office files makes of an empty one."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture(format: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, format)
    return out.getvalue()


class TestJenis(CastLke):
    def test_each_kind_is_told_by_its_content_whatever_its_name(self) -> None:
        for content, kind in (
            (PDF, "pdf"),
            (office(WORD, parts=("word/document2.xml",)), "docx"),  # Word on the web names it so
            (office(EXCEL), "xlsx"),
            (written_by(Document()), "docx"),
            (written_by(Workbook()), "xlsx"),
            (picture("PNG"), "png"),
            (picture("JPEG"), "jpg"),
        ):
            found = berkas.read("Laporan akhir.exe", content)
            self.assertEqual((found.nama, found.tipe), (f"Laporan akhir.{kind}", kind))

    def test_hostile_files_are_refused_each_with_a_sentence(self) -> None:
        png = picture("PNG")
        for name, content, sentence in (
            ("kosong.pdf", b"", "kosong"),
            ("laporan.pdf", EXE, "bukan PDF"),
            ("logo.png", SVG, "bukan PDF"),
            ("halaman.docx", HTML, "bukan PDF"),
            ("lama.xls", OLE, "Office lama"),
            ("potong.pdf", PDF[:20], "rusak"),
            ("potong.png", png[: len(png) // 2], "rusak"),
            ("potong.docx", office(WORD)[:60], "rusak"),
            ("arsip.docx", office(parts=("program.exe",)), "bukan PDF"),
            ("makro.docx", office(WORD, parts=("word/vbaProject.bin",)), "makro"),
            ("makro lain.xlsx", office("sheet.macroEnabled.main+xml"), "makro"),
            ("dua.docx", office(WORD, EXCEL), "bukan PDF"),
            ("bom.xlsx", office(EXCEL, size=4_000_000), "terurai"),
            ("besar.pdf", PDF + b"0" * berkas.LARGEST, "paling besar 5 MB"),
        ):
            with self.subTest(name), self.assertRaisesMessage(ValidationError, sentence):
                berkas.read(name, content)

    def test_a_name_loses_folders_signs_and_a_false_extension(self) -> None:
        for name, kept in (
            ("C:\\Data\\Berita acara.PDF", "Berita acara.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
            ("\u202efdp.exe", "fdp.pdf"),
            (".pdf", "bukti.pdf"),
            ("n" * 400 + ".pdf", "n" * 150 + ".pdf"),
        ):
            self.assertEqual(berkas.read(name, PDF).nama, kept)


class TestBukti(CastLke):
    def where(self) -> str:
        return f"/lke/{self.lke.pk}/bukti/{self.kriteria('1.b.4').pk}/"

    def upload(self, content: bytes, name: str = "bukti.pdf") -> Any:
        data = {"cara": "berkas", "berkas": SimpleUploadedFile(name, content)}
        return self.client_for(self.perencana_a).post(self.where(), data)

    def test_a_file_comes_back_only_to_be_saved(self) -> None:
        self.assertRedirects(
            self.upload(PDF, "Rencana <b>.pdf"),
            f"/lke/{self.lke.pk}/isi/1/#k{self.kriteria('1.b.4').pk}",
        )
        bukti = BuktiLke.objects.get()
        response = self.client_for(self.pembaca_a).get(f"/lke/bukti/{bukti.pk}/")
        self.assertEqual(response.content, PDF)
        self.assertEqual(response["Content-Type"], "application/pdf")
        self.assertTrue(response["Content-Disposition"].startswith("attachment"))
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")
        self.assertIn("sandbox", response["Content-Security-Policy"])
        self.assertIn("no-store", response["Cache-Control"])
        page = self.client_for(self.pembaca_a).get(f"/lke/{self.lke.pk}/isi/1/")
        self.assertContains(page, "Rencana &lt;b&gt;.pdf")

    def test_a_renamed_program_is_refused_on_the_page(self) -> None:
        self.assertContains(self.upload(EXE), "bukan PDF")
        self.assertFalse(BuktiLke.objects.exists())

    def test_a_huge_file_is_refused_on_the_page(self) -> None:
        big = PDF + b"0" * (11 * 1024 * 1024)
        self.assertContains(self.upload(big), "paling besar 5 MB")
        self.assertFalse(BuktiLke.objects.exists())

    def test_an_empty_file_and_none_at_all_are_refused(self) -> None:
        self.assertContains(self.upload(b""), "Berkas kosong")
        page = self.client_for(self.perencana_a).post(self.where(), {"cara": "berkas"})
        self.assertContains(page, "Pilih berkas bukti lebih dahulu.")

    def test_links_are_https_without_a_password(self) -> None:
        client = self.client_for(self.perencana_a)
        for tautan in (
            "http://contoh.go.id/a",
            "javascript:alert(1)",
            "ftp://contoh.go.id/a",
            "https://nama:sandi@contoh.go.id/a",
            "https://" + "a" * 600,
            "",
        ):
            with self.subTest(tautan[:40]):
                page = client.post(self.where(), {"cara": "tautan", "tautan": tautan})
                self.assertContains(page, "Belum tersimpan")
        self.assertFalse(BuktiLke.objects.exists())
        client.post(self.where(), {"cara": "tautan", "tautan": "https://contoh.go.id/renstra"})
        self.assertEqual(BuktiLke.objects.get().nama, "contoh.go.id/renstra")

    def test_a_long_address_is_refused_by_a_sentence_and_not_cut_by_the_browser(self) -> None:
        self.assertNotIn("maxlength", str(TautanForm()["tautan"]))
        link = "https://contoh.go.id/" + "a" * 600
        page = self.client_for(self.perencana_a).post(
            self.where(), {"cara": "tautan", "tautan": link}
        )
        self.assertContains(page, "paling banyak 500 huruf")
        self.assertFalse(BuktiLke.objects.exists())

    def test_the_same_evidence_twice_is_refused(self) -> None:
        self.upload(PDF, "SK.pdf")
        self.assertContains(self.upload(PDF, "SK lagi.pdf"), "sama dengan “SK.pdf”")
        data = {"cara": "tautan", "tautan": "https://contoh.go.id/a"}
        self.client_for(self.perencana_a).post(self.where(), data)
        page = self.client_for(self.perencana_a).post(self.where(), data)
        self.assertContains(page, "sudah menjadi bukti kriteria 1.b.4")
        self.assertEqual(BuktiLke.objects.count(), 2)

    def test_evidence_of_another_instansi_is_not_found(self) -> None:
        lain = make_unit(self.instansi_asing, "Dinas Lain")
        orang = make_user("orang", "perencana", self.instansi_asing, lain)
        sheet = make_lke(self, unit=lain, instansi=self.instansi_asing, user=orang)
        made = lke_bukti.add_file(
            user=orang,
            lke_id=sheet.pk,
            kriteria_id=self.kriteria("1.b.4").pk,
            nama="rahasia.pdf",
            isi=PDF,
        )
        for user in (self.perencana_a, self.admin, self.evaluator):
            client = self.client_for(user)
            for method, url in (
                ("get", f"/lke/bukti/{made.pk}/"),
                ("post", f"/lke/bukti/{made.pk}/hapus/"),
                ("get", f"/lke/{sheet.pk}/"),
                ("get", f"/lke/{sheet.pk}/lke.pdf"),
            ):
                self.assertEqual(getattr(client, method)(url).status_code, 404, url)

    def test_a_criterion_holds_only_so_many(self) -> None:
        where: dict[str, Any] = {"lke_id": self.lke.pk, "kriteria_id": self.kriteria("1.b.4").pk}
        for number in range(lke_bukti.MOST_PER_KRITERIA):
            link = f"https://contoh.go.id/{number}"
            lke_bukti.add_link(user=self.perencana_a, **where, nama="", tautan=link)
        with self.assertRaisesMessage(ValidationError, "sudah punya 10 bukti"):
            lke_bukti.add_link(
                user=self.perencana_a,
                **where,
                nama="",
                tautan="https://contoh.go.id/x",
            )

    def test_nothing_is_added_or_taken_away_once_submitted(self) -> None:
        self.upload(PDF)
        bukti = BuktiLke.objects.get()
        self.submit()
        client = self.client_for(self.perencana_a)
        client.post(self.where(), {"cara": "tautan", "tautan": "https://contoh.go.id/a"})
        for method in (client.get, client.post):  # neither asks nor does
            page = method(f"/lke/bukti/{bukti.pk}/hapus/", follow=True)
            self.assertContains(page, "tidak dapat diubah lagi")
        self.assertEqual(BuktiLke.objects.count(), 1)
