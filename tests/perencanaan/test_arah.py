"""Visi and misi, strategi and arah kebijakan, acuan and NSPK: actions, forms and pages."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from perencanaan import actions
from perencanaan.actions import BarisStrategi
from perencanaan.actions.arah import STALE_MISI, fingerprint
from perencanaan.actions.kunci import STALE
from perencanaan.forms.arah import lines_of, read_strategi
from perencanaan.models import Acuan, ArahKebijakan, Dokumen, Komponen, Misi, Nspk, Strategi
from tests.perencanaan.dasar import Perencanaan


class Arah(Perencanaan):
    """An RPJMD with tujuan and sasaran, and the chain in the Renstra that refers to it."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.rpjmd = cls.make_dokumen(jenis="rpjmd", nama="RPJMD", unit=None)
        Dokumen.objects.filter(pk=cls.renstra.pk).update(induk=cls.rpjmd)
        cls.tujuan = cls.make_komponen("tujuan", "Kota lancar", dokumen=cls.rpjmd)
        cls.sasaran = cls.make_komponen("sasaran", "Macet turun", cls.tujuan, dokumen=cls.rpjmd)
        cls.chain = cls.make_chain()
        cls.nspk = Nspk.objects.create(instansi=cls.instansi, nama="SPM", peraturan="PP 2/2018")

    def page(self, name: str, pk: int, user: Any = None):
        client = self.client_for(user or self.perencana_a)
        return client.get(reverse(f"perencanaan:{name}", args=[pk]))

    def post(self, name: str, pk: int, data: dict[str, Any], user: Any = None):
        client = self.client_for(user or self.perencana_a)
        return client.post(reverse(f"perencanaan:{name}", args=[pk]), data)

    def seen(self, komponen: Komponen) -> int:
        return int(Komponen.objects.get(pk=komponen.pk).versi)


class TestMisi(Arah):
    def save(self, *daftar: tuple[int | None, str], user: Any = None, **more: Any) -> list[Misi]:
        more.setdefault("visi", "Kota lancar")
        return actions.save_misi(
            user=user or self.admin, dokumen=self.rpjmd.pk, daftar=daftar, **more
        )

    def names(self) -> list[str]:
        return list(Misi.objects.filter(dokumen=self.rpjmd).values_list("nama", flat=True))

    def test_misi_are_added_changed_put_in_order_and_deleted(self) -> None:
        one, two = self.save((None, "Satu"), (None, " Dua  kali "))
        self.assertEqual(self.names(), ["Satu", "Dua kali"])
        self.save((two.pk, "Dua"), (None, "Tiga"), (one.pk, "Satu"))
        self.assertEqual(self.names(), ["Dua", "Tiga", "Satu"])
        self.save((two.pk, "Dua"), visi="Baru\n\nsekali")
        self.assertEqual(self.names(), ["Dua"])
        self.rpjmd.refresh_from_db()
        self.assertEqual(self.rpjmd.visi, "Baru\nsekali")

    def test_it_refuses_what_is_stale_empty_or_too_long_and_keeps_nothing(self) -> None:
        seen = fingerprint(self.rpjmd)
        (one,) = self.save((None, "Satu"), dilihat=seen)
        for daftar, more in (
            ([(one.pk, "Lain")], {"dilihat": seen}),
            ([(one.pk + 99, "Lain")], {}),
            ([(one.pk, "Lain"), (one.pk, "Lagi")], {}),
            ([(one.pk, "Lain"), (None, " ")], {}),
            ([(one.pk, "x" * 1001)], {}),
            ([(one.pk, "Lain")], {"visi": "x" * 1001}),
        ):
            with self.assertRaises(ValidationError):
                self.save(*daftar, **more)
        self.assertEqual(self.names(), ["Satu"])

    def test_a_misi_that_a_tujuan_serves_stays(self) -> None:
        (one,) = self.save((None, "Satu"))
        actions.update_komponen(user=self.admin, komponen=self.tujuan.pk, misi=one)
        with self.assertRaisesMessage(ValidationError, "masih dipilih pada tujuan “Kota lancar”"):
            self.save()

    def test_only_those_who_write_the_rpjmd_may(self) -> None:
        for user in (self.perencana_a, self.pembaca_a, self.evaluator):
            with self.assertRaises(PermissionDenied):
                self.save((None, "Satu"), user=user)
        with self.assertRaises(Dokumen.DoesNotExist):
            self.save((None, "Satu"), user=self.asing)
        Dokumen.objects.filter(pk=self.rpjmd.pk).update(ditetapkan=datetime.date(2025, 8, 1))
        with self.assertRaisesMessage(ValidationError, "sudah ditetapkan"):
            self.save((None, "Satu"))

    def test_the_page_adds_a_line_each_and_the_tujuan_chooses(self) -> None:
        text = "1. Satu\r\n- Dua\r\n\r\nb) Tiga"
        data = {"visi": "Kota lancar", "baru": text, "dilihat": fingerprint(self.rpjmd)}
        self.assertEqual(self.post("visi_misi", self.rpjmd.pk, data, self.admin).status_code, 302)
        self.assertEqual(self.names(), ["Satu", "Dua", "Tiga"])
        stale = self.post("visi_misi", self.rpjmd.pk, {**data, "baru": "Empat"}, self.admin)
        self.assertContains(stale, STALE_MISI)
        self.assertContains(stale, "Empat")
        self.rpjmd.refresh_from_db()
        one, two, three = Misi.objects.filter(dokumen=self.rpjmd)
        rows = {f"nama_{m.pk}": m.nama for m in (one, two, three)}
        places = {f"urutan_{one.pk}": 9, f"urutan_{two.pk}": 2, f"urutan_{three.pk}": 1}
        again = {**data, **rows, **places, "baru": "", f"hapus_{two.pk}": "on"}
        again["dilihat"] = fingerprint(self.rpjmd)
        self.assertEqual(self.post("visi_misi", self.rpjmd.pk, again, self.admin).status_code, 302)
        self.assertEqual(self.names(), ["Tiga", "Satu"])
        form = self.page("ubah_komponen", self.tujuan.pk, self.admin)
        self.assertContains(form, "Tiga")
        chosen = {"nama": "Kota lancar", "misi": three.pk, "versi": self.seen(self.tujuan)}
        self.post("ubah_komponen", self.tujuan.pk, chosen, self.admin)
        self.assertEqual(Komponen.objects.get(pk=self.tujuan.pk).misi, three)

    def test_a_renstra_shows_the_visi_of_its_rpjmd(self) -> None:
        self.save((None, "Misi pertama"))
        page = self.page("dokumen", self.renstra.pk)
        self.assertContains(page, "Misi pertama")
        self.assertNotContains(page, reverse("perencanaan:visi_misi", args=[self.rpjmd.pk]))
        self.assertNotContains(self.page("dokumen", self.renstra_b.pk), "Misi pertama")


class TestStrategi(Arah):
    def save(self, *daftar: BarisStrategi, user: Any = None, **more: Any) -> list[Strategi]:
        pk = more.pop("komponen", self.chain["sasaran"].pk)
        return actions.save_strategi(
            user=user or self.perencana_a, komponen=pk, daftar=daftar, **more
        )

    def test_strategi_keep_their_place_and_their_directions(self) -> None:
        one, two = self.save(BarisStrategi("Satu", ["a", "b"]), BarisStrategi("Dua"))
        self.save(BarisStrategi("Dua", ["c"], two.pk), BarisStrategi("Satu", ["b"], one.pk))
        rows = [
            (row.nama, [arah.nama for arah in row.daftar_arah_kebijakan.all()])
            for row in Strategi.objects.filter(komponen=self.chain["sasaran"])
        ]
        self.assertEqual(rows, [("Dua", ["c"]), ("Satu", ["b"])])
        self.save()
        self.assertFalse(Strategi.objects.exists() or ArahKebijakan.objects.exists())

    def test_it_refuses_what_is_stale_empty_or_no_sasaran(self) -> None:
        seen = self.seen(self.chain["sasaran"])
        self.save(BarisStrategi("Satu", ["a"]), versi=seen)
        with self.assertRaisesMessage(ValidationError, STALE):
            self.save(BarisStrategi("Lain"), versi=seen)
        for baris in (
            BarisStrategi(" "),
            BarisStrategi("x", [" "]),
            BarisStrategi("x", pk=999_999),
        ):
            with self.assertRaises(ValidationError):
                self.save(baris)
        with self.assertRaisesMessage(ValidationError, "diisi pada sasaran"):
            self.save(BarisStrategi("x"), komponen=self.chain["tujuan"].pk)
        with self.assertRaises(PermissionDenied):
            self.save(BarisStrategi("x"), user=self.perencana_b)
        self.assertEqual(Strategi.objects.get().nama, "Satu")

    def test_pasted_lines_become_strategi_and_directions(self) -> None:
        text = "1. Menata parkir\n- Mulai dari pusat kota\n  Lalu pasar\nMenambah jalan\tRuas padat\n\tRuas baru"
        self.assertEqual(
            read_strategi(text),
            [
                BarisStrategi("Menata parkir", ["Mulai dari pusat kota", "Lalu pasar"]),
                BarisStrategi("Menambah jalan", ["Ruas padat", "Ruas baru"]),
            ],
        )
        self.assertEqual(lines_of("a. Satu\n\n• Dua"), ["Satu", "Dua"])

    def test_the_page_types_many_and_the_komponen_shows_them(self) -> None:
        pk = self.chain["sasaran"].pk
        data = {"baru": "Menata parkir\n- Pusat kota", "versi": self.seen(self.chain["sasaran"])}
        self.assertEqual(self.post("strategi_komponen", pk, data).status_code, 302)
        row = Strategi.objects.get()
        self.assertContains(self.page("ubah_komponen", pk), "Pusat kota")
        again = {
            f"nama_{row.pk}": "Menata perparkiran",
            f"arah_{row.pk}": "Pasar\nPusat kota",
            f"urutan_{row.pk}": "1",
            "baru": "",
        }
        self.post("strategi_komponen", pk, again)
        row.refresh_from_db()
        directions = [arah.nama for arah in row.daftar_arah_kebijakan.all()]
        self.assertEqual((row.nama, directions), ("Menata perparkiran", ["Pasar", "Pusat kota"]))
        self.assertEqual(self.page("strategi_komponen", self.chain["tujuan"].pk).status_code, 404)


class TestAcuan(Arah):
    def set(self, user: Any = None, **more: Any) -> list[Acuan]:
        more.setdefault("komponen", self.chain["sasaran"].pk)
        return actions.set_acuan(user=user or self.perencana_a, **more)

    def test_it_refers_to_exactly_what_was_chosen(self) -> None:
        self.set(sasaran=[self.tujuan.pk, self.sasaran.pk], nspk=[self.nspk.pk])
        kept = Acuan.objects.get(sasaran=self.sasaran).pk
        self.set(sasaran=[self.sasaran.pk])
        self.assertEqual(Acuan.objects.get().pk, kept)

    def test_it_refuses_what_is_foreign_no_upper_komponen_or_stale(self) -> None:
        foreign = Nspk.objects.create(instansi=self.instansi_asing, nama="Lain")
        program = self.make_komponen("program", "P", self.sasaran, dokumen=self.rpjmd)
        seen = self.seen(self.chain["sasaran"])
        for more in (
            {"nspk": [foreign.pk]},
            {"sasaran": [program.pk]},
            {"sasaran": [self.chain["tujuan"].pk]},
            {"sasaran": [999_999]},
            {"sasaran": [self.sasaran.pk], "versi": seen + 1},
            {"sasaran": [self.sasaran.pk], "komponen": self.chain["program"].pk},
        ):
            with self.subTest(more=more), self.assertRaises(ValidationError):
                self.set(**more)
        for user in (self.pembaca_a, self.perencana_b):
            with self.assertRaises(PermissionDenied):
                self.set(user=user, sasaran=[self.sasaran.pk])
        self.assertFalse(Acuan.objects.exists())

    def test_the_page_proposes_what_the_tree_leads_up_to(self) -> None:
        _, nodes = self.make_tree()
        for node, komponen in (("akar", self.sasaran), ("csf1", self.chain["sasaran"])):
            komponen.daftar_pemetaan.create(simpul=nodes[node])
        pk = self.chain["sasaran"].pk
        page = self.page("acuan_komponen", pk)
        self.assertEqual(page.context["form"].initial["sasaran"], [self.sasaran.pk])
        self.assertContains(page, "menurut pohon kinerja")
        data = {
            "sasaran": [self.tujuan.pk],
            "nspk": [self.nspk.pk],
            "versi": self.seen(self.chain["sasaran"]),
        }
        self.assertEqual(self.post("acuan_komponen", pk, data).status_code, 302)
        self.assertEqual(Acuan.objects.filter(komponen=pk).count(), 2)
        self.assertNotContains(self.page("acuan_komponen", pk), "menurut pohon kinerja")
        self.assertContains(self.page("dokumen", self.renstra.pk), "Mengacu pada: Kota lancar")

    def test_a_ministry_refers_to_the_rpjmn(self) -> None:
        self.instansi.jenis = self.instansi.Jenis.KEMENTERIAN_LEMBAGA
        self.instansi.save()
        rpjmn = self.make_dokumen(jenis="rpjmn", unit=None, nama="RPJMN")
        renstra = self.make_dokumen(jenis="renstra_kl", unit=None, nama="Renstra", induk=rpjmn)
        upper = self.make_komponen("tujuan", "Akses merata", dokumen=rpjmn)
        tujuan = self.make_komponen("tujuan", "Akses naik", dokumen=renstra)
        page = self.page("acuan_komponen", tujuan.pk, self.admin)
        self.assertContains(page, "Tujuan: Akses merata")
        rows = self.set(user=self.admin, komponen=tujuan.pk, sasaran=[upper.pk])
        self.assertEqual([str(row) for row in rows], ["Akses merata"])

    def test_documents_of_the_top_and_programmes_have_no_acuan(self) -> None:
        self.assertEqual(self.page("acuan_komponen", self.sasaran.pk, self.admin).status_code, 404)
        self.assertEqual(self.page("acuan_komponen", self.chain["program"].pk).status_code, 404)


class TestBeku(Arah):
    def test_a_frozen_renstra_refuses_strategi_and_acuan_on_their_pages(self) -> None:
        Dokumen.objects.filter(pk=self.renstra.pk).update(ditetapkan=datetime.date(2025, 8, 1))
        pk = self.chain["sasaran"].pk
        for name, data in (
            ("strategi_komponen", {"baru": "Menata parkir"}),
            ("acuan_komponen", {"nspk": [self.nspk.pk]}),
        ):
            with self.subTest(name=name):
                self.assertContains(self.post(name, pk, data), "sudah ditetapkan")
        self.assertFalse(Strategi.objects.exists() or Acuan.objects.exists())

    def test_a_locked_period_refuses_visi(self) -> None:
        self.periode.terkunci = True
        self.periode.save()
        answer = self.post("visi_misi", self.rpjmd.pk, {"visi": "Kota lancar"}, self.admin)
        self.assertContains(answer, "terkunci")
        self.rpjmd.refresh_from_db()
        self.assertEqual(self.rpjmd.visi, "")


class TestNspk(Arah):
    def test_whoever_writes_something_keeps_the_catalogue(self) -> None:
        url = reverse("perencanaan:tambah_nspk")
        answer = self.client_for(self.perencana_b).post(url, {"nama": " Standar  jalan "})
        self.assertEqual(answer.status_code, 302)
        self.assertTrue(Nspk.objects.filter(nama="Standar jalan").exists())
        again = self.client_for(self.admin).post(url, {"nama": "Standar jalan"})
        self.assertContains(again, "NSPK dengan rumusan ini sudah ada.")
        self.assertEqual(self.client_for(self.evaluator).get(url).status_code, 403)

    def test_it_searches_and_hides_other_instansi(self) -> None:
        Nspk.objects.create(instansi=self.instansi_asing, nama="Rahasia")
        url = reverse("perencanaan:daftar_nspk")
        page = self.client_for(self.pembaca_a).get(url, {"q": "2/2018"})
        self.assertContains(page, "SPM")
        self.assertNotContains(page, "Rahasia")
        self.assertNotContains(page, "Tambah NSPK")

    def test_one_that_is_referred_to_is_not_deleted(self) -> None:
        pk = self.nspk.pk
        actions.set_acuan(user=self.admin, komponen=self.chain["sasaran"].pk, nspk=[pk])
        answer = self.post("hapus_nspk", pk, {})
        self.assertContains(answer, "masih diacu 1 komponen, antara lain sasaran “sasaran satu”")
        actions.set_acuan(user=self.admin, komponen=self.chain["sasaran"].pk)
        self.assertEqual(self.post("hapus_nspk", pk, {}).status_code, 302)
        self.assertFalse(Nspk.objects.filter(pk=pk).exists())
