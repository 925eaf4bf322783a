"""The operations of a tree: what they write, refuse, log and bring back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from lib.api import Conflict
from pohon import actions
from pohon.models import Crosscutting, Indikator, Perubahan, Simpul, Target
from tests.pohon.operasi_uji import OperasiCase


class TestTambah(OperasiCase):
    def test_it_adds_last_by_default_and_infers_the_kind(self) -> None:
        hasil = self.apply(
            {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": "Baru"}}
        )
        node = hasil["hasil"][0]["simpul"][0]
        self.assertEqual((node["jenis"], node["setelah"]), ("antara", self.antara2.pk))
        self.assertEqual(node["level_kinerja"], "taktikal_intermediate")
        self.assert_sound()

    def test_it_adds_first_and_behind_a_sibling(self) -> None:
        self.apply(
            {"jenis": "tambah", "induk": self.csf.pk, "setelah": None, "data": {"pernyataan": "A"}},
            {
                "jenis": "tambah",
                "induk": self.csf.pk,
                "setelah": self.antara.pk,
                "data": {"pernyataan": "B"},
            },
        )
        anak = Simpul.objects.filter(induk=self.csf).order_by("lft")
        self.assertEqual(
            [s.pernyataan for s in anak],
            ["A", "Volume kendaraan berkurang", "B", "Lajur bertambah"],
        )
        self.assert_sound()

    def test_a_later_operation_may_name_a_new_node_by_its_ref(self) -> None:
        self.apply(
            {"jenis": "tambah", "induk": self.root.pk, "ref": "x", "data": {"pernyataan": "C"}},
            {"jenis": "tambah", "induk": "x", "data": {"pernyataan": "D"}},
        )
        self.assertEqual(Simpul.objects.get(pernyataan="D").induk.pernyataan, "C")

    def test_it_refuses_an_empty_statement(self) -> None:
        for text in ("", "   ", "\n"):
            errors = self.refused(
                {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": text}}
            )
            self.assertIn("belum diisi", errors["operasi.0.pernyataan"][0])

    def test_it_refuses_five_thousand_characters(self) -> None:
        errors = self.refused(
            {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": "a" * 5000}}
        )
        self.assertIn("5000 karakter, paling banyak 1000", errors["operasi.0.pernyataan"][0])

    def test_a_script_tag_is_only_text(self) -> None:
        text = "<script>alert(1)</script>"
        hasil = self.apply({"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": text}})
        self.assertEqual(hasil["hasil"][0]["simpul"][0]["pernyataan"], text)

    def test_control_characters_are_dropped(self) -> None:
        self.apply({"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": "a\x00b\x07"}})
        self.assertTrue(Simpul.objects.filter(pernyataan="ab").exists())

    def test_it_refuses_a_kind_under_the_wrong_parent(self) -> None:
        errors = self.refused(
            {
                "jenis": "tambah",
                "induk": self.op.pk,
                "data": {"pernyataan": "x", "jenis": "antara"},
            }
        )
        self.assertIn("tempatnya di bawah CSF atau Kondisi antara", errors["operasi.0.jenis"][0])

    def test_it_refuses_what_belongs_to_a_later_stage(self) -> None:
        for tahap, induk, data in (
            (1, self.root, {"pernyataan": "x"}),
            (2, self.csf, {"pernyataan": "x"}),
            (3, self.csf, {"pernyataan": "x", "indikator": [{"nama": "n"}]}),
            (3, self.csf, {"pernyataan": "x", "pengampu": self.unit_a.pk}),
        ):
            with self.subTest(tahap=tahap):
                type(self.pohon).objects.filter(pk=self.pohon.pk).update(tahap=tahap)
                errors = self.refused({"jenis": "tambah", "induk": induk.pk, "data": data})
                self.assertIn("tidak boleh dilompati", str(errors))

    def test_a_faulty_operation_undoes_those_before_it(self) -> None:
        before = self.statements()
        self.refused(
            {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": "Baik"}},
            {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": ""}},
        )
        self.assertEqual(self.statements(), before)

    def test_it_refuses_malformed_operations(self) -> None:
        for operasi in (
            {"jenis": "meledak"},
            {"jenis": "tambah", "induk": "abc", "data": {"pernyataan": "x"}},
            {"jenis": "tambah", "induk": True, "data": {"pernyataan": "x"}},
            {"jenis": "tambah", "induk": self.csf.pk, "data": "x"},
            {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": 5}},
            {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": "x", "lft": 1}},
            {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": "x", "bobot": "9"}},
        ):
            with self.subTest(operasi=operasi):
                self.refused(operasi)


class TestVersi(OperasiCase):
    def test_a_request_may_change_one_simpul_twice_but_not_a_stale_one(self) -> None:
        twice: list[dict[str, Any]] = [
            {"jenis": "ubah", "data": {"pernyataan": "Volume truk berkurang"}},
            {"jenis": "pindah", "induk": self.csf2.pk},
        ]
        seen = {"simpul": self.antara.pk, "versi": self.antara.versi}
        self.apply(*({**op, **seen} for op in twice))
        moved = Simpul.objects.get(pk=self.antara.pk)
        self.assertEqual(
            (moved.pernyataan, moved.induk_id), ("Volume truk berkurang", self.csf2.pk)
        )
        with self.assertRaises(Conflict):
            self.apply(*({**op, **seen} for op in twice))
        self.assert_sound()


class TestUbah(OperasiCase):
    def ubah(self, simpul: Simpul, **data: Any) -> dict[str, Any]:
        return {"jenis": "ubah", "simpul": simpul.pk, "versi": simpul.versi, "data": data}

    def test_a_new_kind_brings_its_usual_level(self) -> None:
        self.apply(self.ubah(self.antara2, jenis="operasional"))
        self.antara2.refresh_from_db()
        self.assertEqual(self.antara2.level_kinerja, "operasional")

    def test_it_writes_indikator_with_targets_in_indonesian_numbers(self) -> None:
        indikator = {"nama": "Rasio V/C", "satuan": "rasio", "target": {"2025": "0,75", "2026": 1}}
        hasil = self.apply(self.ubah(self.csf, indikator=[indikator]))
        node = hasil["hasil"][0]["simpul"][0]
        self.assertEqual(node["indikator"][0]["target"], {"2025": 0.75, "2026": 1})
        self.assertEqual(node["versi"], 2)

    def test_it_changes_and_deletes_an_indikator_by_id(self) -> None:
        self.apply(self.ubah(self.csf, indikator=[{"nama": "A", "target": {"2025": 1}}]))
        pk = Indikator.objects.get().pk
        self.csf.refresh_from_db()
        self.apply(self.ubah(self.csf, indikator=[{"id": pk, "nama": "B", "target": {"2025": ""}}]))
        self.assertEqual(Indikator.objects.get().nama, "B")
        self.assertFalse(Target.objects.exists())
        self.csf.refresh_from_db()
        self.apply(self.ubah(self.csf, indikator=[{"id": pk, "hapus": True}]))
        self.assertFalse(Indikator.objects.exists())

    def test_it_refuses_a_target_that_is_no_number_and_a_year_outside_the_period(self) -> None:
        for target, words in (
            ({"2025": "abc"}, "harus berupa angka"),
            ({"1999": 1}, "di luar periode"),
            ({"dua": 1}, "di luar periode"),
            ({"2025": "1" * 30}, ""),
        ):
            with self.subTest(target=target):
                errors = self.refused(
                    self.ubah(self.csf, indikator=[{"nama": "A", "target": target}])
                )
                self.assertIn(words, str(errors))
                self.assertFalse(Indikator.objects.exists())

    def test_it_refuses_an_indikator_of_another_node(self) -> None:
        self.apply(self.ubah(self.csf2, indikator=[{"nama": "A"}]))
        pk = Indikator.objects.get().pk
        self.refused(self.ubah(self.csf, indikator=[{"id": pk, "nama": "B"}]))

    def test_a_stale_version_is_a_conflict_with_the_current_values(self) -> None:
        self.apply(self.ubah(self.csf, pernyataan="Kata pertama"))
        with self.assertRaises(Conflict) as caught:
            self.apply(self.ubah(self.csf, pernyataan="Kata kedua"))
        self.assertEqual(caught.exception.current["simpul"]["pernyataan"], "Kata pertama")
        self.assertEqual(caught.exception.current["oleh"], self.perencana_a.nama)

    def test_a_deleted_node_is_a_conflict_that_names_who_deleted_it(self) -> None:
        self.apply({"jenis": "hapus", "simpul": self.csf.pk, "versi": 1})
        with self.assertRaises(Conflict) as caught:
            self.apply(self.ubah(self.antara, pernyataan="x"))
        self.assertIn("dihapus oleh", caught.exception.message)

    def test_a_unit_of_another_instansi_does_not_exist_here(self) -> None:
        for data in (
            {"pengampu": self.unit_asing.pk},
            {"crosscutting": [{"mitra": self.unit_asing.pk}]},
        ):
            errors = self.refused(self.ubah(self.csf, **data))
            self.assertIn("tidak ada di instansi ini", str(errors))

    def test_crosscutting_needs_exactly_one_partner(self) -> None:
        self.apply(self.ubah(self.csf, crosscutting=[{"mitra": self.unit_b.pk, "kontribusi": "k"}]))
        self.assertEqual(Crosscutting.objects.get().status, "menunggu")
        self.csf.refresh_from_db()
        for entry in ({}, {"mitra": self.unit_b.pk, "mitra_luar": "Polri"}):
            self.refused(self.ubah(self.csf, crosscutting=[entry]))

    def test_the_drafter_cannot_answer_a_crosscutting_request_for_the_partner(self) -> None:
        self.apply(
            self.ubah(self.csf, crosscutting=[{"mitra": self.unit_b.pk, "status": "disetujui"}])
        )
        self.assertEqual(Crosscutting.objects.get().status, "menunggu")

    def test_the_4m_element_needs_its_method(self) -> None:
        self.apply(self.ubah(self.csf, metode="empat_m", unsur_4m="man"))
        self.csf.refresh_from_db()
        self.refused(self.ubah(self.csf2, unsur_4m="man"))
        self.apply(self.ubah(self.csf, metode="urai_masalah"))
        self.csf.refresh_from_db()
        self.assertEqual(self.csf.unsur_4m, "")


class TestPindah(OperasiCase):
    def pindah(self, simpul: Simpul, induk: Simpul, **more: Any) -> dict[str, Any]:
        return {
            "jenis": "pindah",
            "simpul": simpul.pk,
            "versi": simpul.versi,
            "induk": induk.pk,
            **more,
        }

    def test_it_moves_a_branch_with_what_is_below(self) -> None:
        self.apply(self.pindah(self.antara, self.csf2))
        self.op.refresh_from_db()
        self.assertEqual(
            list(self.op.get_ancestors().values_list("pk", flat=True))[1], self.csf2.pk
        )
        self.assert_sound()

    def test_it_orders_siblings(self) -> None:
        self.apply(self.pindah(self.antara2, self.csf, setelah=None))
        first = Simpul.objects.filter(induk=self.csf).order_by("lft").first()
        self.assertEqual(first, self.antara2)
        self.assert_sound()

    def test_it_refuses_a_move_under_itself_or_its_descendant(self) -> None:
        for induk in (self.antara, self.op):
            with self.subTest(induk=induk):
                errors = self.refused(self.pindah(self.antara, induk))
                self.assertTrue(str(errors))

    def test_the_outcome_stays_at_the_top(self) -> None:
        self.refused(self.pindah(self.root, self.csf))

    def test_the_kind_follows_the_new_parent(self) -> None:
        self.apply(self.pindah(self.antara2, self.root))
        self.antara2.refresh_from_db()
        self.assertEqual(self.antara2.jenis, "csf")
        self.apply(self.pindah(self.antara2, self.op))
        self.antara2.refresh_from_db()
        self.assertEqual(self.antara2.jenis, "operasional")

    def test_the_usual_level_follows_and_a_chosen_one_stays(self) -> None:
        self.assertEqual(self.antara2.level_kinerja, "taktikal_intermediate")
        self.apply(self.pindah(self.antara2, self.antara))
        self.antara2.refresh_from_db()
        self.assertEqual(self.antara2.level_kinerja, "taktikal_immediate")
        Simpul.objects.filter(pk=self.antara2.pk).update(level_kinerja="strategis_sektor")
        self.apply(self.pindah(self.antara2, self.csf))
        self.antara2.refresh_from_db()
        self.assertEqual(self.antara2.level_kinerja, "strategis_sektor")

    def test_it_refuses_when_the_children_would_not_fit(self) -> None:
        self.make_simpul(self.pohon, "Cucu", self.antara2)
        self.refused(self.pindah(self.antara2, self.op))

    def test_a_sibling_that_has_moved_away_is_a_conflict(self) -> None:
        with self.assertRaises(Conflict):
            self.apply(self.pindah(self.antara2, self.csf2, setelah=self.antara.pk))


class TestHapusPulihkan(OperasiCase):
    def test_a_deleted_branch_comes_back_whole(self) -> None:
        self.apply(
            {
                "jenis": "ubah",
                "simpul": self.op.pk,
                "versi": 1,
                "data": {
                    "indikator": [{"nama": "I", "satuan": "kali", "target": {"2025": 3}}],
                    "crosscutting": [{"mitra": self.unit_b.pk}],
                },
            }
        )
        Crosscutting.objects.update(status="ditolak", alasan="Bukan urusan kami.")
        before = self.statements()
        hapus = self.apply({"jenis": "hapus", "simpul": self.csf.pk, "versi": 1})
        self.assertEqual(len(hapus["hasil"][0]["dihapus"]), 4)
        self.assert_sound()
        pulih = self.apply({"jenis": "pulihkan", "perubahan": hapus["nomor"]})
        self.assertEqual(self.statements(), before)
        self.assertEqual(pulih["hasil"][0]["hilang"], 0)
        self.assertEqual(Target.objects.get().nilai, 3)
        self.assertEqual(Crosscutting.objects.get().simpul_id, self.op.pk)
        self.assert_sound()

    def test_a_crosscutting_condition_is_not_eliminated_while_its_mark_stands(self) -> None:
        def change(*marks: dict[str, Any]) -> None:
            self.op.refresh_from_db()
            own = {"simpul": self.op.pk, "versi": self.op.versi}
            self.apply({"jenis": "ubah", **own, "data": {"crosscutting": [*marks]}})

        change({"mitra": self.unit_b.pk})
        mark = Crosscutting.objects.get()
        delete = {"jenis": "hapus", "simpul": self.csf.pk, "versi": 1}
        for status in ("menunggu", "disetujui"):
            Crosscutting.objects.update(status=status)
            with self.subTest(status=status):
                self.assertIn("tidak boleh dieliminasi dari pohon", str(self.refused(delete)))
        change({"id": mark.pk, "hapus": True})
        self.apply(delete)
        self.assert_sound()

    def test_it_comes_back_once(self) -> None:
        nomor = self.apply({"jenis": "hapus", "simpul": self.op.pk, "versi": 1})["nomor"]
        self.apply({"jenis": "pulihkan", "perubahan": nomor})
        self.refused({"jenis": "pulihkan", "perubahan": nomor})

    def test_it_waits_for_its_parent(self) -> None:
        nomor = self.apply({"jenis": "hapus", "simpul": self.op.pk, "versi": 1})["nomor"]
        self.apply({"jenis": "hapus", "simpul": self.antara.pk, "versi": 1})
        errors = self.refused({"jenis": "pulihkan", "perubahan": nomor})
        self.assertIn("pulihkan induknya", str(errors))

    def test_what_others_wrote_in_the_branch_meanwhile_stops_its_deletion(self) -> None:
        self.pohon.refresh_from_db()
        heard = self.pohon.nomor
        new = {"jenis": "tambah", "induk": self.antara.pk, "data": {"pernyataan": "Baru"}}
        self.apply(new)  # one's own is known
        self.apply({**new, "induk": self.csf2.pk}, user=self.admin)  # another branch
        self.csf.refresh_from_db()
        delete = {"jenis": "hapus", "simpul": self.csf.pk, "versi": self.csf.versi, "sejak": heard}
        self.apply({**new, "data": {"pernyataan": "Milik admin"}}, user=self.admin)
        with self.assertRaises(Conflict) as caught:
            self.apply(delete)
        self.assertEqual(caught.exception.current["oleh"], self.admin.nama)
        self.assertIn("Milik admin", self.statements())
        self.assertIn("sejak", str(self.refused({**delete, "sejak": "1"})))
        self.apply({**delete, "sejak": heard + 3})
        self.assertNotIn("Milik admin", self.statements())

    def test_the_outcome_cannot_be_deleted(self) -> None:
        self.refused({"jenis": "hapus", "simpul": self.root.pk, "versi": 1})

    def test_another_trees_deletion_cannot_be_restored_here(self) -> None:
        self.refused({"jenis": "pulihkan", "perubahan": 999})


class TestSalin(OperasiCase):
    def test_it_copies_a_branch_with_indikator_but_not_crosscutting(self) -> None:
        self.apply(
            {
                "jenis": "ubah",
                "simpul": self.op.pk,
                "versi": 1,
                "data": {
                    "indikator": [{"nama": "I", "target": {"2025": 3}}],
                    "crosscutting": [{"mitra": self.unit_b.pk}],
                },
            }
        )
        hasil = self.apply({"jenis": "salin", "simpul": self.antara.pk, "induk": self.csf2.pk})
        copied = hasil["hasil"][0]["simpul"]
        self.assertEqual(
            [n["pernyataan"] for n in copied], [self.antara.pernyataan, self.op.pernyataan]
        )
        self.assertEqual(copied[1]["indikator"][0]["target"], {"2025": 3})
        self.assertEqual(Crosscutting.objects.count(), 1)
        self.assert_sound()

    def test_a_later_operation_names_the_copy_by_its_ref(self) -> None:
        copy = {"jenis": "salin", "simpul": self.antara.pk, "induk": self.csf2.pk}
        hasil = self.apply({**copy, "ref": "a"}, {**copy, "setelah": "a"})
        first, second = (item["simpul"][0]["id"] for item in hasil["hasil"])
        order = Simpul.objects.filter(pk__in=(first, second)).order_by("lft")
        self.assertEqual([row.pk for row in order], [first, second])
        self.assert_sound()

    def test_it_copies_to_the_first_place(self) -> None:
        self.apply(
            {"jenis": "salin", "simpul": self.antara2.pk, "induk": self.csf.pk, "setelah": None}
        )
        self.assert_sound()

    def test_a_node_of_another_instansi_does_not_exist(self) -> None:
        lain = self.make_pohon_asing()
        root = Simpul.objects.get(pohon=lain)
        with self.assertRaises(Http404):
            self.apply({"jenis": "salin", "simpul": root.pk, "induk": self.csf.pk})

    def make_pohon_asing(self) -> Any:
        return actions.create_pohon(
            user=self.asing,
            instansi=self.instansi_asing,
            unit=self.unit_asing,
            periode=self.periode_asing,
            pernyataan="Milik orang lain",
        )


class TestIzinDanJejak(OperasiCase):
    def test_readers_judges_and_other_units_are_refused(self) -> None:
        operasi = {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": "x"}}
        for user in (self.pembaca_a, self.perencana_b, self.evaluator, self.pimpinan):
            with self.subTest(user=user), self.assertRaises(PermissionDenied):
                self.apply(operasi, user=user)
        for user in (self.asing, self.pengelola):
            with self.subTest(user=user), self.assertRaises(Http404):
                self.apply(operasi, user=user)

    def test_a_submitted_tree_is_closed(self) -> None:
        actions.set_status(user=self.perencana_a, pohon_id=self.pohon.pk, status="diajukan")
        with self.assertRaisesMessage(PermissionDenied, "sedang diajukan"):
            self.apply({"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": "x"}})

    def test_every_operation_counts_and_is_logged(self) -> None:
        self.pohon.refresh_from_db()
        start = self.pohon.nomor
        self.apply(
            {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": "x"}},
            {"jenis": "ubah", "simpul": self.csf.pk, "versi": 1, "data": {"keterangan": "k"}},
        )
        log = Perubahan.objects.filter(pohon=self.pohon, nomor__gt=start)
        self.assertEqual([row.jenis for row in log], ["tambah", "ubah"])
        self.assertNotIn("keterangan", log[1].sebelum["simpul"][0])
        self.assertEqual(log[1].sesudah["simpul"][0]["keterangan"], "k")

    def test_a_repeated_key_changes_nothing_and_answers_the_same(self) -> None:
        operasi = {"jenis": "tambah", "induk": self.csf.pk, "data": {"pernyataan": "Sekali"}}
        first = self.apply(operasi, kunci="k1")
        second = self.apply(operasi, kunci="k1")
        self.assertEqual(first["nomor"], second["nomor"])
        self.assertEqual(Simpul.objects.filter(pernyataan="Sekali").count(), 1)
        with self.assertRaises(ValidationError):
            self.apply({**operasi, "setelah": None}, kunci="k1")
