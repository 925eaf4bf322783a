"""Who is proposed for a level: H-01 and H-02, the kecamatan, and the chain of superiors."""

from django.test import SimpleTestCase

from jabatan import actions
from jabatan.models import Jabatan
from jabatan.sebaran.pohon import Sebaran
from jabatan.sebaran.usulan import jenjang_for
from organisasi.models import Instansi, Unit
from pohon.models import Crosscutting, Pohon, Simpul
from tests.jabatan.dasar import Pembagian

# H-01 and H-02 of the catalogue, word for word: level -> who usually carries it. "" is nobody.
TABLE = {
    ("kabupaten", "umum"): {
        "strategis_daerah": "kepala_daerah",
        "strategis_urusan": "jpt_pratama",
        "taktikal_intermediate": "administrator",
        "taktikal_immediate": "pengawas jf",
        "operasional": "pengawas jf",
        "strategis_nasional": "",
    },
    ("kabupaten", "sekretariat_daerah"): {
        "strategis_daerah": "kepala_daerah",
        "strategis_urusan": "jpt_pratama",
        "taktikal_intermediate": "administrator",
        "taktikal_immediate": "pengawas jf",
        "operasional": "pengawas jf",
    },
    ("kabupaten", "kecamatan"): {
        "strategis_daerah": "kepala_daerah",
        "strategis_urusan": "administrator",
        "taktikal_intermediate": "pengawas",
        "taktikal_immediate": "pengawas jf",
        "operasional": "pelaksana jf",
    },
    ("provinsi", "umum"): {
        "strategis_daerah": "kepala_daerah",
        "strategis_urusan": "jpt_pratama",
        "taktikal_intermediate": "administrator",
        "taktikal_immediate": "pengawas jf",
        "operasional": "pengawas jf",
    },
    ("provinsi", "sekretariat_daerah"): {
        "strategis_daerah": "kepala_daerah",
        "strategis_urusan": "jpt_madya",
        "taktikal_intermediate": "jpt_pratama",
        "taktikal_immediate": "administrator pengawas jf",
        "operasional": "pengawas jf",
    },
    ("kementerian_lembaga", "umum"): {
        "strategis_nasional": "",
        "strategis_sektor": "menteri",
        "strategis_subsektor": "jpt_madya",
        "taktikal_intermediate": "jpt_pratama",
        "taktikal_immediate": "jpt_pratama",
        "operasional": "jpt_pratama",
    },
}


class TestJenjangFor(SimpleTestCase):
    def test_every_kind_of_instansi_and_profil_follows_the_catalogue(self):
        for (jenis, profil), levels in TABLE.items():
            for level, usual in levels.items():
                with self.subTest(jenis=jenis, profil=profil, level=level):
                    found = jenjang_for(level, Instansi(jenis=jenis), profil)
                    self.assertEqual(found, tuple(usual.split()))

    def test_a_city_is_as_a_kabupaten(self):
        for profil in ("umum", "kecamatan", "sekretariat_daerah"):
            for level in TABLE["kabupaten", profil]:
                kota, kabupaten = Instansi(jenis="kota"), Instansi(jenis="kabupaten")
                self.assertEqual(
                    jenjang_for(level, kota, profil), jenjang_for(level, kabupaten, profil)
                )

    def test_the_profil_of_a_unit_means_nothing_in_a_ministry(self):
        ministry = Instansi(jenis="kementerian_lembaga")
        self.assertEqual(jenjang_for("operasional", ministry, "kecamatan"), ("jpt_pratama",))

    def test_no_level_has_no_proposal(self):
        self.assertEqual(jenjang_for("", Instansi(jenis="kota")), ())


class TestProposals(Pembagian):
    def proposals(self, user=None):
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        rows = Sebaran(user or self.admin, pohon).daftar_baris
        return {row.simpul.pernyataan: [j.nama for j in row.usulan] for row in rows}

    def test_each_level_goes_to_its_jenjang_in_the_unit_of_the_tree(self):
        found = self.proposals()
        self.assertEqual(found["Volume kendaraan berkurang"], ["Kepala Dinas Perhubungan"])
        self.assertEqual(found["Angkutan umum diminati"], ["Kepala Bidang Lalu Lintas"])
        self.assertEqual(found["Armada terawat"], ["Kepala Seksi Rekayasa"])

    def test_below_a_carrier_only_its_subordinates_are_proposed(self):
        kabid_dua = actions.add_jabatan(
            user=self.admin,
            jabatan=self.new(nama="Kabid Dua", jenjang="administrator", unit=self.unit_a),
            induk_id=self.jabatan["kadis"].pk,
        )
        actions.add_jabatan(
            user=self.admin,
            jabatan=self.new(nama="Kasi Dua", jenjang="pengawas", unit=self.unit_a),
            induk_id=kabid_dua.pk,
        )
        self.assertEqual(len(self.proposals()["Angkutan umum diminati"]), 2)
        self.assertEqual(len(self.proposals()["Armada terawat"]), 2)
        actions.assign(user=self.admin, simpul=self.simpul["prog"], jabatan=kabid_dua)
        self.assertEqual(self.proposals()["Armada terawat"], ["Kasi Dua"])

    def test_the_pengampu_of_the_node_narrows_the_unit(self):
        actions.add_jabatan(
            user=self.admin,
            jabatan=self.new(nama="Kabid B", jenjang="administrator", unit=self.unit_b),
            induk_id=self.jabatan["kadis_b"].pk,
        )
        Simpul.objects.filter(pk=self.simpul["prog"].pk).update(pengampu=self.unit_b)
        self.assertEqual(self.proposals()["Angkutan umum diminati"], ["Kabid B"])

    def test_what_belongs_to_others_is_said_and_not_proposed(self):
        Crosscutting.objects.create(simpul=self.simpul["prog"], mitra_luar="Polres", kontribusi="x")
        pohon = Pohon.objects.select_related("instansi", "unit", "periode").get(pk=self.pohon.pk)
        sebaran = Sebaran(self.admin, pohon)
        row = sebaran.row(self.simpul["keg"].pk)
        self.assertEqual((row.pihak_lain, row.usulan, row.is_open), ("Polres", [], False))
        self.assertEqual(sebaran.counts()["pihak_lain"], 3)
        self.assertEqual(sebaran.counts()["belum"], 2)

    def test_in_a_kecamatan_the_camat_is_proposed_and_not_the_secretary(self):
        Unit.objects.filter(pk=self.unit_a.pk).update(profil="kecamatan")
        Jabatan.objects.filter(pk=self.jabatan["kadis"].pk).update(jenjang="administrator")
        self.assertEqual(
            self.proposals()["Volume kendaraan berkurang"], ["Kepala Dinas Perhubungan"]
        )
        self.assertEqual(self.proposals()["Uji kir terlaksana"], ["Pengadministrasi Lalu Lintas"])

    def test_with_supervision_the_leader_comes_first_and_then_the_members(self):
        self.jabatan["kasi"].daftar_pejabat.all().delete()
        Jabatan.objects.filter(pk=self.jabatan["staf"].pk).update(jenjang="jf", nama="Anggota")
        Jabatan.objects.filter(pk=self.jabatan["kasi"].pk).update(
            jenjang="jf", nama="Ketua Tim", supervisi=True
        )
        self.assign("prog", "kabid")
        self.assertEqual(self.proposals()["Armada terawat"], ["Ketua Tim"])
        self.assign("keg", "kasi")
        self.assertEqual(self.proposals()["Uji kir terlaksana"], ["Anggota"])

    def test_without_supervision_every_functional_position_under_the_head_is_proposed(self):
        for nama in ("Perencana A", "Perencana B"):
            actions.add_jabatan(
                user=self.admin,
                jabatan=self.new(
                    nama=nama, jenjang="jf", unit=Unit.objects.get(pk=self.unit_a1.pk)
                ),
                induk_id=self.jabatan["kabid"].pk,
            )
        Jabatan.objects.filter(pk=self.jabatan["kasi"].pk).update(jenjang="pelaksana")
        self.assign("prog", "kabid")
        self.assertEqual(self.proposals()["Armada terawat"], ["Perencana A", "Perencana B"])

    def test_only_positions_the_user_may_write_are_proposed(self):
        self.assertEqual(self.proposals(self.perencana_b)["Armada terawat"], [])
