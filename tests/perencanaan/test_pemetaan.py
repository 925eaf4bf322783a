"""Mapping nodes to komponen, the proposals, and carrying them out."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError

from lib import tree
from organisasi.models import Instansi, Periode
from perencanaan import actions
from perencanaan.models import Dokumen, Komponen, Pemetaan
from perencanaan.usulan.komponen import Usulan, jenis_komponen_for, mismatch
from pohon.models import Crosscutting, Pohon, Simpul
from tests.perencanaan.dasar import Perencanaan


class MapSimpulTest(Perencanaan):
    def setUp(self) -> None:
        self.pohon, self.simpul = self.make_tree()
        self.chain = self.make_chain()

    def map(self, key: str = "prog1", jenis: str = "program", **fields: object) -> Pemetaan:
        data = {"user": self.perencana_a, "simpul": self.simpul[key].pk, **fields}
        data.setdefault("komponen", self.chain[jenis].pk)
        return actions.map_simpul(**data)

    def test_it_refuses_before_stage_five(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(tahap=4)
        with self.assertRaisesMessage(ValidationError, "Tahapan tidak boleh dilompati"):
            self.map()

    def test_it_refuses_a_submitted_tree_and_a_locked_period(self) -> None:
        Pohon.objects.filter(pk=self.pohon.pk).update(status=Pohon.Status.DIAJUKAN)
        with self.assertRaisesMessage(ValidationError, "Pohon sedang diajukan"):
            self.map()
        Pohon.objects.filter(pk=self.pohon.pk).update(status=Pohon.Status.DRAF)
        Periode.objects.filter(pk=self.periode.pk).update(terkunci=True)
        with self.assertRaisesMessage(ValidationError, "terkunci"):
            self.map()

    def test_it_refuses_people_without_the_right_on_tree_or_document(self) -> None:
        for user in (self.perencana_b, self.pembaca_a, self.evaluator, self.pimpinan):
            with self.assertRaises(PermissionDenied):
                self.map(user=user)
        other = self.make_komponen("tujuan", "Tujuan B", dokumen=self.renstra_b)
        with self.assertRaises(PermissionDenied):
            self.map(komponen=other.pk)
        with self.assertRaises(Simpul.DoesNotExist):
            self.map(user=self.asing)

    def test_it_hides_a_komponen_of_another_instansi(self) -> None:
        dokumen = Dokumen.objects.create(
            instansi=self.instansi_asing,
            unit=self.unit_asing,
            periode=self.periode_asing,
            jenis="renstra_pd",
            nama="Renstra lain",
        )
        foreign = actions.create_komponen(
            user=self.asing, dokumen=dokumen.pk, jenis="tujuan", nama="Lain"
        )
        with self.assertRaises(Komponen.DoesNotExist):
            self.map(komponen=foreign.pk)

    def test_it_refuses_a_document_of_other_years(self) -> None:
        old = Periode.objects.create(
            instansi=self.instansi, nama="2020-2024", tahun_awal=2020, tahun_akhir=2024
        )
        dokumen = self.make_dokumen(unit=self.unit_a, periode=old)
        komponen = self.make_komponen("tujuan", "Lama", dokumen=dokumen)
        with self.assertRaisesMessage(ValidationError, "tidak beririsan"):
            self.map(komponen=komponen.pk)

    def test_it_refuses_the_same_mapping_twice(self) -> None:
        self.map()
        with self.assertRaisesMessage(ValidationError, "sudah dituangkan ke komponen itu"):
            self.map()

    def test_one_node_may_become_several_and_several_one(self) -> None:
        self.map("csf1", "tujuan")
        self.map("csf1", "sasaran")
        self.map("sub1", "subkegiatan")
        self.map("sub2", "subkegiatan", alasan="Satu subkegiatan")
        self.assertEqual(Pemetaan.objects.count(), 4)

    def test_it_unmaps_and_leaves_the_komponen(self) -> None:
        row = self.map()
        with self.assertRaises(PermissionDenied):
            actions.unmap(user=self.perencana_b, pemetaan=row.pk)
        with self.assertRaises(Pemetaan.DoesNotExist):
            actions.unmap(user=self.asing, pemetaan=row.pk)
        actions.unmap(user=self.perencana_a, pemetaan=row.pk)
        self.assertEqual(Pemetaan.objects.count(), 0)
        self.assertTrue(Komponen.objects.filter(pk=self.chain["program"].pk).exists())


class UsulanTest(Perencanaan):
    def setUp(self) -> None:
        self.pohon, self.simpul = self.make_tree()

    def proposals(self, dokumen: Dokumen | None = None) -> dict[int, Usulan]:
        planner = actions.load_planner(self.pohon, dokumen or self.renstra)
        return {usulan.simpul.pk: usulan for usulan in planner.propose_each()}

    def of(self, key: str, dokumen: Dokumen | None = None) -> Usulan:
        return self.proposals(dokumen)[self.simpul[key].pk]

    def test_the_kind_follows_both_tables(self) -> None:
        def kinds(level: str, jenis: str) -> tuple[str, ...]:
            return jenis_komponen_for(
                Simpul(level_kinerja=level, jenis="antara"), Instansi(jenis=jenis)
            )

        for level, pemda, kl in (
            ("strategis_urusan", "tujuan", "tujuan"),
            ("strategis_subsektor", "tujuan", "sasaran_program"),
            ("taktikal_intermediate", "program", "sasaran_program"),
            ("taktikal_immediate", "kegiatan", "sasaran_kegiatan"),
            ("operasional", "subkegiatan", "ro"),
        ):
            self.assertEqual(kinds(level, "kota")[0], pemda)
            self.assertEqual(kinds(level, "kementerian_lembaga")[0], kl)
        self.assertEqual(kinds("", "kota"), ())

    def test_each_level_goes_under_the_komponen_of_its_ancestor(self) -> None:
        labels = {key: self.of(key).label for key in self.simpul}
        self.assertEqual(
            labels,
            {
                "akar": "Tujuan",
                "csf1": "Sasaran",
                "prog1": "Program",
                "keg1": "Kegiatan",
                "sub1": "Subkegiatan",
                "sub2": "Subkegiatan",
            },
        )

    def test_a_top_node_over_tactical_ones_becomes_tujuan_and_sasaran(self) -> None:
        Simpul.objects.filter(pk=self.simpul["akar"].pk).update(level_kinerja="strategis_daerah")
        self.assertEqual(self.of("akar").alasan, "Level strategis daerah dituangkan ke RPJMD.")
        self.assertEqual(self.of("csf1").label, "Tujuan dan Sasaran")
        rpjmd = self.make_dokumen(jenis="rpjmd", nama="RPJMD")
        self.assertEqual(self.of("akar", rpjmd).label, "Tujuan dan Sasaran")
        self.assertEqual(
            self.of("csf1", rpjmd).alasan,
            "Level strategis urusan/bidang urusan dituangkan ke Renstra, bukan RPJMD.",
        )

    def test_it_proposes_nothing_without_level_parent_or_own_carrier(self) -> None:
        Simpul.objects.filter(pk=self.simpul["keg1"].pk).update(level_kinerja="")
        self.assertIn("Level kinerja belum diisi", self.of("keg1").alasan)
        Simpul.objects.filter(pk=self.simpul["prog1"].pk).update(level_kinerja="")
        self.assertEqual(
            self.of("sub1").alasan,
            "Belum ada kegiatan di atasnya; tuangkan simpul induknya ke kegiatan dahulu.",
        )
        Simpul.objects.filter(pk=self.simpul["prog1"].pk).update(
            level_kinerja="taktikal_intermediate"
        )
        Simpul.objects.filter(pk=self.simpul["prog1"].pk).update(pengampu=self.unit_b)
        self.assertEqual(self.of("prog1").alasan, "Diampu Disdik; dituangkan ke dokumen unit itu.")

    def test_a_crosscutting_branch_is_left_to_the_partner(self) -> None:
        Crosscutting.objects.create(simpul=self.simpul["prog1"], mitra=self.unit_b)
        self.assertEqual(self.of("sub1").alasan, "Crosscutting: dituangkan oleh Disdik.")

    def test_a_partner_is_not_told_to_map_the_parent_that_another_unit_maps(self) -> None:
        Simpul.objects.filter(pk=self.simpul["prog1"].pk).update(pengampu=self.unit_b)
        Simpul.objects.filter(pk=self.simpul["csf1"].pk).update(pengampu=self.unit_a)
        self.assertEqual(
            self.of("prog1", self.renstra_b).alasan,
            "Belum ada sasaran di atasnya: simpul induknya dituangkan unit lain. "
            "Pilih sendiri komponennya di papan pemetaan.",
        )

    def test_a_crosscutting_node_that_the_unit_carries_itself_stays_its_own(self) -> None:
        Crosscutting.objects.create(simpul=self.simpul["prog1"], mitra_luar="Kepolisian Resor")
        self.assertEqual(self.of("keg1").alasan, "Crosscutting: dituangkan oleh Kepolisian Resor.")
        Simpul.objects.filter(pk=self.simpul["prog1"].pk).update(pengampu=self.unit_a1)
        self.assertEqual(self.of("prog1").label, "Program")
        self.assertEqual(self.of("keg1").label, "Kegiatan")

    def test_an_operational_node_right_under_a_program_becomes_a_kegiatan_too(self) -> None:
        self.make_simpul_under("prog1", "Terlaksananya ganjil genap")
        usulan = list(self.proposals().values())[-1]
        self.assertEqual(usulan.label, "Kegiatan dan Subkegiatan")

    def make_simpul_under(self, key: str, text: str) -> None:
        parent = Simpul.objects.get(pk=self.simpul[key].pk)
        tree.insert(
            Simpul(pohon=self.pohon, jenis="operasional", pernyataan=text),
            tree_id=self.pohon.pk,
            parent=parent,
        )

    def test_a_mismatch_is_said(self) -> None:
        kegiatan = Komponen(jenis="kegiatan", dokumen=self.renstra)
        self.assertEqual(
            mismatch("operasional", kegiatan, is_pemda=True),
            "Level operasional lazimnya menjadi subkegiatan, bukan kegiatan.",
        )
        self.assertEqual(mismatch("taktikal_immediate", kegiatan, is_pemda=True), "")

    def test_all_proposals_are_carried_out_at_once_and_again_change_nothing(self) -> None:
        count = actions.apply_usulan(
            user=self.perencana_a, pohon=self.pohon.pk, dokumen=self.renstra.pk
        )
        self.assertEqual(count, {"dibuat": 6, "dicocokkan": 0, "tersisa": 0})
        kinds = list(
            Komponen.objects.filter(dokumen=self.renstra)
            .order_by("lft")
            .values_list("jenis", "kedalaman")
        )
        self.assertEqual(
            kinds,
            [
                ("tujuan", 0),
                ("sasaran", 1),
                ("program", 2),
                ("kegiatan", 3),
                ("subkegiatan", 4),
                ("subkegiatan", 4),
            ],
        )
        self.assertEqual(tree.check(Komponen), [])
        again = actions.apply_usulan(
            user=self.perencana_a, pohon=self.pohon.pk, dokumen=self.renstra.pk
        )
        self.assertEqual(again, {"dibuat": 0, "dicocokkan": 0, "tersisa": 0})

    def test_an_equal_komponen_is_used_instead_of_a_second_one(self) -> None:
        self.make_komponen("tujuan", "kemacetan  BERKURANG")
        count = actions.apply_usulan(
            user=self.perencana_a, pohon=self.pohon.pk, dokumen=self.renstra.pk
        )
        self.assertEqual(count, {"dibuat": 5, "dicocokkan": 1, "tersisa": 0})

    def test_one_proposal_is_carried_out_with_a_nomenklatur(self) -> None:
        with self.assertRaisesMessage(ValidationError, "Belum ada sasaran di atasnya"):
            self.create("prog1")
        self.create("akar")
        self.create("csf1")
        with self.assertRaisesMessage(ValidationError, "sudah dituangkan ke dokumen itu"):
            self.create("csf1")
        made = actions.create_from_simpul(
            user=self.perencana_a,
            simpul=self.simpul["prog1"].pk,
            dokumen=self.renstra.pk,
            nomenklatur=self.nomenklatur("2.15.02"),
        )
        self.assertEqual(made[0].kode, "2.15.02")
        self.assertEqual(made[0].sasaran, "Pengguna angkutan umum meningkat")

    def create(self, key: str) -> list[Komponen]:
        return actions.create_from_simpul(
            user=self.perencana_a, simpul=self.simpul[key].pk, dokumen=self.renstra.pk
        )

    def test_it_refuses_another_unit(self) -> None:
        for dokumen in (self.renstra, self.renstra_b):
            with self.assertRaises(PermissionDenied):
                actions.apply_usulan(user=self.perencana_b, pohon=self.pohon.pk, dokumen=dokumen.pk)
        with self.assertRaises(Dokumen.DoesNotExist):
            actions.apply_usulan(user=self.perencana_a, pohon=self.pohon.pk, dokumen=0)
