"""The gaps between trees and a document: what each list must tell, what it must not, and the page."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from django.urls import reverse
from openpyxl import load_workbook

from lib import tree
from organisasi.models import Instansi
from perencanaan import actions
from perencanaan.kesenjangan import Celah, Pemeriksa, trees_for
from perencanaan.models import Dokumen, Komponen, Nomenklatur, Nspk, Pagu, Pemetaan
from pohon.actions import delete_pohon
from pohon.models import Crosscutting, Pohon, Simpul
from tests.perencanaan.test_halaman import Halaman


class Kesenjangan(Halaman):
    """A Renstra with one komponen of each kind, and a tree of unit A at stage 5."""

    pohon: Pohon
    simpul: dict[str, Simpul]
    chain: dict[str, Komponen]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pohon, cls.simpul = cls.make_tree()
        cls.chain = cls.make_chain()

    def gaps(self, daftar: str, dokumen: Dokumen | None = None, **more: Any) -> list[Celah]:
        """Return one list, as the admin has it."""
        found = Dokumen.objects.select_related("instansi", "unit", "periode").get(
            pk=(dokumen or self.renstra).pk
        )
        trees = trees_for(self.admin, found, **more)
        return [
            row
            for row in Pemeriksa(found, trees, boleh_ubah=True, bernama=bool(more)).gaps()
            if row.daftar == daftar
        ]

    def names(self, daftar: str, dokumen: Dokumen | None = None, **more: Any) -> list[str]:
        return [row.objek for row in self.gaps(daftar, dokumen, **more)]

    @staticmethod
    def pair(simpul: Simpul, komponen: Komponen) -> None:
        Pemetaan.objects.create(simpul=simpul, komponen=komponen)


class SimpulTest(Kesenjangan):
    def test_own_nodes_mapped_nowhere_are_told_with_the_board_open_at_them(self) -> None:
        self.pair(self.simpul["prog1"], self.chain["program"])
        found = self.gaps("simpul")
        self.assertEqual(len(found), 5)
        self.assertNotIn(self.simpul["prog1"].pernyataan, [row.objek for row in found])
        pk = self.simpul["sub1"].pk
        sub = next(row for row in found if row.objek == self.simpul["sub1"].pernyataan)
        self.assertEqual(sub.jenis, "Operasional")
        page = reverse("perencanaan:pemetaan", args=[self.pohon.pk])
        self.assertEqual(sub.alamat, f"{page}?dokumen={self.renstra.pk}&simpul={pk}#simpul-{pk}")
        self.assertContains(self.client_for(self.admin).get(sub.alamat), "Pilih komponen")

    def test_what_another_unit_carries_or_another_document_took_is_no_gap(self) -> None:
        Simpul.objects.filter(pk=self.simpul["keg1"].pk).update(pengampu=self.unit_b)
        self.assertEqual(len(self.gaps("simpul")), 3)  # keg1 and its two sub are unit B's
        other = self.make_komponen("tujuan", "Tujuan", dokumen=self.renstra_b)
        self.pair(self.simpul["csf1"], other)
        self.assertEqual(len(self.gaps("simpul")), 2)

    def test_what_a_unit_carries_in_a_tree_of_another_is_a_gap_of_its_own_document(self) -> None:
        self.assertEqual(self.names("simpul", self.renstra_b), [])
        Simpul.objects.filter(pk=self.simpul["keg1"].pk).update(pengampu=self.unit_b)
        wanted = [self.simpul[key].pernyataan for key in ("keg1", "sub1", "sub2")]
        self.assertCountEqual(self.names("simpul", self.renstra_b), wanted)
        Simpul.objects.filter(pk=self.simpul["sub1"].pk).update(pengampu=self.unit_a)
        self.assertEqual(len(self.names("simpul", self.renstra_b)), 2)

    def test_a_crosscutting_partner_sees_its_branch_and_one_that_turned_it_down_does_not(
        self,
    ) -> None:
        mark = Crosscutting.objects.create(simpul=self.simpul["prog1"], mitra=self.unit_b)
        names = self.names("simpul", self.renstra_b)
        self.assertIn(self.simpul["sub1"].pernyataan, names)
        self.assertNotIn(self.simpul["csf1"].pernyataan, names)
        Crosscutting.objects.filter(pk=mark.pk).update(status=Crosscutting.Status.DITOLAK)
        self.assertEqual(self.names("simpul", self.renstra_b), [])

    def test_what_only_a_superseded_document_took_is_a_gap_again(self) -> None:
        self.pair(self.simpul["csf1"], self.chain["sasaran"])
        self.assertEqual(len(self.gaps("simpul")), 5)
        later = self.make_dokumen(
            unit=self.unit_a, nama="Perubahan", perubahan_ke=1, sebelumnya=self.renstra
        )
        self.assertEqual(len(self.gaps("simpul", later)), 6)
        self.assertEqual(len(self.gaps("simpul")), 5)  # as the old document saw it

    def test_trees_below_stage_five_of_other_units_or_deleted_are_left_out(self) -> None:
        self.assertEqual(self.gaps("simpul", self.renstra_b), [])
        self.assertEqual(len(self.gaps("simpul", self.renstra_b, pohon=self.pohon.pk)), 6)
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=4)
        self.assertEqual(self.gaps("simpul"), [])
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=5)
        delete_pohon(user=self.admin, pohon_id=self.pohon.pk)
        self.assertEqual(self.gaps("simpul"), [])

    def test_an_rpjmd_asks_for_its_levels_only(self) -> None:
        rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD", unit=None)
        self.assertEqual(self.gaps("simpul", rpjmd), [])
        Simpul.objects.filter(pk=self.simpul["akar"].pk).update(level_kinerja="strategis_daerah")
        self.assertEqual(self.names("simpul", rpjmd), ["Kemacetan berkurang"])
        self.assertNotIn("Kemacetan berkurang", self.names("simpul"))


class KomponenTest(Kesenjangan):
    def test_what_costs_money_and_has_no_node_is_told(self) -> None:
        self.pair(self.simpul["keg1"], self.chain["kegiatan"])
        found = self.gaps("komponen")
        self.assertEqual([row.jenis for row in found], ["Program", "Subkegiatan"])
        self.assertIn(f"?dokumen={self.renstra.pk}", found[0].alamat)

    def test_a_deleted_tree_holds_nothing_up(self) -> None:
        self.pair(self.simpul["keg1"], self.chain["kegiatan"])
        delete_pohon(user=self.admin, pohon_id=self.pohon.pk)
        found = self.gaps("komponen")
        self.assertEqual(len(found), 3)
        page = reverse("perencanaan:dokumen", args=[self.renstra.pk])
        self.assertEqual(found[0].alamat, f"{page}#komponen-{self.chain['program'].pk}")

    def test_a_kro_is_held_up_by_its_ro(self) -> None:
        """In a ministry; there the way up leads to the RPJMN."""
        Instansi.objects.filter(pk=self.instansi.pk).update(jenis="kementerian_lembaga")
        renstra = self.make_dokumen(jenis="renstra_kl", unit=self.unit_a, nama="Renstra K/L")
        upper, kinds = None, ("tujuan", "sasaran_strategis", "sasaran_program", "sasaran_kegiatan")
        for jenis in (*kinds, "kro", "ro"):
            upper = self.make_komponen(jenis, f"{jenis} KL", upper, dokumen=renstra)
        assert upper is not None
        self.assertEqual(len(self.gaps("komponen", renstra)), 4)
        self.pair(self.simpul["sub1"], upper)
        told = [row.jenis for row in self.gaps("komponen", renstra)]
        self.assertEqual(told, ["Sasaran program", "Sasaran kegiatan"])
        above = self.gaps("rpjmd", renstra)
        self.assertEqual([row.objek for row in above], ["sasaran_strategis KL"])
        self.assertIn("RPJMN", above[0].pesan)


class KodeTest(Kesenjangan):
    def code(self, jenis: str, kode: str, **more: Any) -> list[str]:
        Komponen.objects.filter(pk=self.chain[jenis].pk).update(kode=kode, **more)
        return [row.pesan for row in self.gaps("kode")]

    def test_codes_the_version_lacks_are_told(self) -> None:
        told = ["Kode 2.15.09 tidak ada di Kepmendagri uji."]
        self.assertEqual(self.code("program", "2.15.09"), told)
        # A code of another level is none of this one.
        self.assertEqual(len(self.code("kegiatan", "2.15.02")), 2)

    def test_known_codes_however_printed_are_no_gap(self) -> None:
        self.assertEqual(self.code("program", "2.15.02"), [])
        self.assertEqual(self.code("subkegiatan", "2.15.02.2.02.01"), [])
        self.assertEqual(self.code("kegiatan", ""), [])
        self.assertEqual(self.code("tujuan", "T.1"), [])

    def test_the_own_bidang_stands_for_any_in_program_01(self) -> None:
        Nomenklatur.objects.create(
            versi=self.versi, tingkat="kabkota", jenjang="program", kode="X.XX.01", nama="Penunjang"
        )
        self.assertEqual(self.code("program", "2.15.01"), [])
        self.assertEqual(len(self.code("program", "2.15.04")), 1)

    def test_a_code_with_another_meaning_is_told(self) -> None:
        name = "PROGRAM PENYELENGGARAAN LALU LINTAS DAN ANGKUTAN JALAN"
        self.assertEqual(self.code("program", "2.15.02", salinan_nomenklatur={"nama": name}), [])
        other = self.code("program", "2.15.02", salinan_nomenklatur={"nama": "Hutan kota"})
        self.assertIn("di Kepmendagri uji berarti “PROGRAM PENYELENGGARAAN", other[0])

    def test_codes_of_the_other_tier_do_not_count_and_no_version_no_list(self) -> None:
        Nomenklatur.objects.filter(kode="2.15.02").update(tingkat="provinsi")
        self.assertEqual(len(self.code("program", "2.15.02")), 1)
        Dokumen.objects.filter(pk=self.renstra.pk).update(versi_nomenklatur=None)
        self.assertEqual(self.gaps("kode"), [])


class KeAtasTest(Kesenjangan):
    tujuan_rpjmd: Komponen

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        rpjmd = cls.make_dokumen(jenis="rpjmd", nama="RPJMD", unit=None)
        cls.tujuan_rpjmd = cls.make_komponen("tujuan", "Kota lancar", dokumen=rpjmd)

    def test_a_sasaran_without_a_node_or_way_up_is_told(self) -> None:
        self.assertEqual(self.names("rpjmd"), ["sasaran satu"])
        self.pair(self.simpul["csf1"], self.chain["sasaran"])
        self.assertEqual(self.names("rpjmd"), ["sasaran satu"])
        # What became part of the RPJMD elsewhere in the tree leads nowhere.
        self.pair(self.simpul["prog1"], self.tujuan_rpjmd)
        self.assertEqual(self.names("rpjmd"), ["sasaran satu"])

    def test_a_node_above_in_the_same_tree_links_it(self) -> None:
        self.pair(self.simpul["csf1"], self.chain["sasaran"])
        self.pair(self.simpul["akar"], self.tujuan_rpjmd)
        self.assertEqual(self.names("rpjmd"), [])

    def test_the_tree_it_continues_links_it(self) -> None:
        self.pair(self.simpul["csf1"], self.chain["sasaran"])
        upper = self.make_pohon(unit=None, tahap=5)
        root = Simpul.objects.get(pohon=upper, induk=None)
        self.pair(root, self.tujuan_rpjmd)
        self.assertEqual(self.names("rpjmd"), ["sasaran satu"])
        Pohon.objects.filter(pk=self.pohon.pk).update(induk_simpul=root)
        self.assertEqual(self.names("rpjmd"), [])
        # Two trees that continue each other end, too.
        Pemetaan.objects.filter(komponen=self.tujuan_rpjmd).delete()
        Pohon.objects.filter(pk=upper.pk).update(induk_simpul=self.simpul["sub1"])
        self.assertEqual(self.names("rpjmd"), ["sasaran satu"])

    def test_naming_a_sasaran_or_an_nspk_links_it(self) -> None:
        sasaran = self.chain["sasaran"].pk
        found = self.gaps("rpjmd")[0]
        self.assertEqual(found.alamat, reverse("perencanaan:acuan_komponen", args=[sasaran]))
        self.assertEqual(found.ajakan, "Pilih acuan")
        actions.set_acuan(user=self.admin, komponen=sasaran, sasaran=[self.tujuan_rpjmd.pk])
        self.assertEqual(self.names("rpjmd"), [])
        nspk = Nspk.objects.create(instansi=self.instansi, nama="Standar pelayanan minimal")
        actions.set_acuan(user=self.admin, komponen=sasaran, nspk=[nspk.pk])
        self.assertEqual(self.names("rpjmd"), [])
        actions.set_acuan(user=self.admin, komponen=sasaran)
        self.assertEqual(self.names("rpjmd"), ["sasaran satu"])

    def test_sasaran_of_the_rpjmd_that_no_renstra_takes_up_are_told(self) -> None:
        rpjmd = self.tujuan_rpjmd.dokumen
        one = self.make_komponen("sasaran", "Macet turun", self.tujuan_rpjmd, dokumen=rpjmd)
        self.make_komponen("sasaran", "Udara bersih", self.tujuan_rpjmd, dokumen=rpjmd)
        self.assertEqual(self.names("diacu", rpjmd), ["Macet turun", "Udara bersih"])
        sasaran = self.chain["sasaran"].pk
        actions.set_acuan(user=self.admin, komponen=sasaran, sasaran=[one.pk])
        self.assertEqual(self.names("diacu", rpjmd), ["Udara bersih"])
        actions.set_acuan(user=self.admin, komponen=sasaran, sasaran=[self.tujuan_rpjmd.pk])
        self.assertEqual(self.names("diacu", rpjmd), [])
        actions.set_acuan(user=self.admin, komponen=sasaran)
        self.pair(self.simpul["csf1"], self.chain["sasaran"])
        self.pair(self.simpul["akar"], one)  # the tree says so
        self.assertEqual(self.names("diacu", rpjmd), ["Udara bersih"])
        self.assertEqual(self.gaps("diacu"), [])

    def test_programmes_the_rpjmd_does_not_list_are_told(self) -> None:
        Komponen.objects.filter(pk=self.chain["program"].pk).update(kode="2.15.02")
        self.assertEqual(self.gaps("program"), [])  # an RPJMD without programmes says nothing
        dokumen = self.tujuan_rpjmd.dokumen
        sasaran = self.make_komponen("sasaran", "S", self.tujuan_rpjmd, dokumen=dokumen)
        program = self.make_komponen(
            "program", "Pelayaran", sasaran, dokumen=dokumen, kode="2.15.03"
        )
        self.assertEqual(
            [row.pesan for row in self.gaps("program")], ["Program 2.15.02 tidak ada di RPJMD."]
        )
        self.assertEqual([row.objek for row in self.gaps("penanggung", dokumen)], [str(program)])
        Komponen.objects.filter(pk=program.pk).update(kode="2.15.02", penanggung_jawab=self.unit_a)
        self.assertEqual(self.gaps("program"), [])
        self.assertEqual(self.gaps("penanggung", dokumen), [])

    def test_other_documents_have_no_such_list(self) -> None:
        renja = self.make_dokumen(jenis="renja", tahun=2026, unit=self.unit_a, nama="Renja")
        tujuan = self.make_komponen("tujuan", "T", dokumen=renja)
        self.make_komponen("sasaran", "S", tujuan, dokumen=renja)
        self.assertEqual(self.gaps("rpjmd", renja), [])


class LengkapTest(Kesenjangan):
    def told(self, jenis: str) -> list[tuple[str, str]]:
        name = f"{jenis} satu"
        return [(r.pesan, r.ajakan) for r in self.gaps("lengkap") if r.objek == name]

    def test_indicator_target_and_pagu_are_told_until_they_are_there(self) -> None:
        pagu = ("Belum ada pagu.", "Isi pagu")
        self.assertEqual(
            self.told("subkegiatan"), [("Belum ada indikator.", "Buka pemetaan"), pagu]
        )
        self.pair(self.simpul["sub1"], self.chain["subkegiatan"])
        self.assertEqual(
            self.told("subkegiatan"), [("Belum ada indikator.", "Isi di editor"), pagu]
        )
        indikator = self.simpul["sub1"].daftar_indikator.create(nama="Jumlah uji kir")
        self.assertEqual(self.told("subkegiatan"), [("Belum ada target.", "Isi target"), pagu])
        indikator.daftar_target.create(tahun=2040, nilai=1)
        self.assertEqual(self.told("subkegiatan")[0][0], "Belum ada target.")
        indikator.daftar_target.create(tahun=2026, nilai=0)
        self.assertEqual(self.told("subkegiatan"), [pagu])
        actions.set_pagu(
            user=self.admin,
            komponen=self.chain["subkegiatan"].pk,
            daftar={"APBD": {2026: Decimal(1)}},
        )
        self.assertEqual(self.told("subkegiatan"), [])

    def test_a_target_of_its_own_counts_and_lines_lead_into_the_grid(self) -> None:
        self.pair(self.simpul["sub1"], self.chain["subkegiatan"])
        indikator = self.simpul["sub1"].daftar_indikator.create(nama="Jumlah uji kir")
        sub = self.chain["subkegiatan"].pk
        page = reverse("perencanaan:isian_dokumen", args=[self.renstra.pk])
        places = {r.alamat for r in self.gaps("lengkap") if r.objek == "subkegiatan satu"}
        self.assertEqual(places, {f"{page}?komponen={sub}"})
        part = actions.IsianIndikator(
            indikator.pk, tahunan={"target": {2026: Decimal(5)}}, alasan="Belum ada di pohon"
        )
        actions.save_isian(
            user=self.admin,
            dokumen=self.renstra.pk,
            daftar=[actions.IsianKomponen(sub, indikator=[part])],
        )
        self.assertEqual(self.told("subkegiatan"), [("Belum ada pagu.", "Isi pagu")])

    def test_pagu_of_the_prakiraan_maju_alone_is_no_pagu_of_a_renja(self) -> None:
        renja = self.make_dokumen(jenis="renja", tahun=2026, nama="Renja", unit=self.unit_a)
        upper = None
        for jenis in ("tujuan", "sasaran", "program"):
            upper = self.make_komponen(jenis, f"{jenis} renja", upper, dokumen=renja)
        assert upper is not None
        Pagu.objects.create(komponen=upper, tahun=2027, nilai=5)
        told = [r.pesan for r in self.gaps("lengkap", renja) if r.objek == "program renja"]
        self.assertIn("Belum ada pagu.", told)

    def test_upper_komponen_and_sasaran_carry_no_pagu_of_their_own(self) -> None:
        for jenis in ("tujuan", "sasaran", "program", "kegiatan"):
            self.assertEqual([text for text, _ in self.told(jenis)], ["Belum ada indikator."])


class PageTest(Kesenjangan):
    def test_it_refuses_trees_one_does_not_see(self) -> None:
        for pohon in ("x", "0", "999999", "²"):
            page = self.get("kesenjangan", self.renstra.pk, pohon=pohon)
            self.assertEqual(page.status_code, 404, pohon)

    def test_counts_lists_and_search(self) -> None:
        page = self.get("kesenjangan", self.renstra.pk)
        counts = {key: n for key, _, n in page.context["kesenjangan"].hitungan if n}
        self.assertEqual(counts, {"simpul": 6, "komponen": 3, "rpjmd": 1, "lengkap": 6})
        one = self.get("kesenjangan", self.renstra.pk, daftar="komponen", q="PROGRAM satu")
        self.assertEqual([r.objek for r in one.context["halaman"]], ["program satu"])
        none = self.get("kesenjangan", self.renstra.pk, daftar="kode")
        self.assertContains(none, "Tidak ada di daftar ini")
        self.assertEqual(self.get("kesenjangan", self.renstra.pk, daftar="z").status_code, 200)

    def test_readers_are_led_to_where_they_may_look(self) -> None:
        url = reverse("perencanaan:kesenjangan", args=[self.renstra.pk])
        page = self.client_for(self.pembaca_a).get(url)
        self.assertNotContains(page, "Isi pagu")
        self.assertContains(page, f"#komponen-{self.chain['subkegiatan'].pk}")

    def test_document_and_board_lead_to_it(self) -> None:
        url = reverse("perencanaan:kesenjangan", args=[self.renstra.pk])
        self.assertContains(self.get("dokumen", self.renstra.pk), url)
        board = self.get("pemetaan", self.pohon.pk)
        self.assertContains(board, f"{url}?pohon={self.pohon.pk}")
        page = self.get("kesenjangan", self.renstra.pk, pohon=self.pohon.pk)
        self.assertContains(page, "Simpul dari pohon “Kemacetan berkurang”")

    def test_nothing_begun_and_nothing_missing_are_told_apart(self) -> None:
        empty = self.make_dokumen(jenis="renja", tahun=2026, unit=self.unit_b, nama="Renja")
        self.assertContains(self.get("kesenjangan", empty.pk), "Belum ada yang dibandingkan")
        rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD", unit=None)
        self.assertContains(self.get("kesenjangan", rpjmd.pk), "Tidak ada kesenjangan")

    def test_the_download_holds_the_same_rows(self) -> None:
        Komponen.objects.filter(pk=self.chain["program"].pk).update(nama="=1+1 <b>")
        answer = self.get("unduh_kesenjangan", self.renstra.pk, daftar="komponen")
        self.assertIn("Kesenjangan-Renstra-Dishub.xlsx", answer["Content-Disposition"])
        sheet: Any = load_workbook(io.BytesIO(answer.content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        body = [row for row in rows if row[1] == "Komponen tanpa simpul"]
        self.assertEqual([row[2] for row in body], ["Program", "Kegiatan", "Subkegiatan"])
        self.assertIn("=1+1 <b>", body[0][3])

    def test_text_of_users_is_escaped(self) -> None:
        Komponen.objects.filter(pk=self.chain["program"].pk).update(nama="<script>alert(1)")
        self.assertNotContains(self.get("kesenjangan", self.renstra.pk), "<script>alert(1)")

    def test_the_number_of_queries_does_not_grow(self) -> None:
        self.pair(self.simpul["sub1"], self.chain["subkegiatan"])
        few = self.count("kesenjangan", self.renstra.pk)
        parent = Komponen.objects.get(pk=self.chain["kegiatan"].pk)
        many = [
            Komponen(dokumen=self.renstra, jenis="subkegiatan", nama=f"Sub {n}", kode=f"9.{n}")
            for n in range(150)
        ]
        tree.build(many, tree_id=self.renstra.pk, parent=parent)
        rows = list(Komponen.objects.filter(nama__startswith="Sub "))
        Pagu.objects.bulk_create(Pagu(komponen=k, tahun=2026, nilai=1) for k in rows[:50])
        Pemetaan.objects.bulk_create(
            Pemetaan(komponen=k, simpul=self.simpul["sub2"]) for k in rows[50:100]
        )
        other, _ = self.make_tree()
        self.assertEqual(self.count("kesenjangan", self.renstra.pk), few)
        self.assertLessEqual(few, 20)
