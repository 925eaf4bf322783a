"""A deleted tree may come back, but meanwhile nothing of it shows: not on a position, not in a PK."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from jabatan import actions
from jabatan.models import KinerjaJabatan
from jabatan.pk.susun import compose
from pohon import actions as pohon_actions
from tests.jabatan.dasar import TAHUN, Pembagian


class TestPohonTerhapus(Pembagian):
    def setUp(self) -> None:
        super().setUp()
        self.assign_all()
        self.pk = actions.draft_pk(user=self.admin, jabatan=self.jabatan["kabid"], tahun=TAHUN)
        pohon_actions.delete_pohon(user=self.admin, pohon_id=self.pohon.pk)

    def test_the_position_shows_nothing_of_it(self) -> None:
        client = self.client_for(self.perencana_a)
        page = client.get(f"/jabatan/{self.jabatan['kabid'].pk}/").content.decode()
        self.assertNotIn("Angkutan umum diminati", page)
        found = client.get("/jabatan/", {"keadaan": "tanpa_kinerja"}).content.decode()
        self.assertIn("Kepala Bidang Lalu Lintas", found)

    def test_a_draft_promises_nothing_of_it(self) -> None:
        self.assertEqual(compose(self.pk).isi.daftar_sasaran, ())

    def test_no_draft_is_made_for_it(self) -> None:
        with self.assertRaisesMessage(ValidationError, "Belum ada jabatan"):
            actions.draft_pk_of_unit(user=self.admin, unit=self.unit_a, tahun=TAHUN)

    def test_its_distribution_is_out_of_reach(self) -> None:
        row = KinerjaJabatan.objects.filter(jabatan=self.jabatan["kabid"]).get()
        client = self.client_for(self.perencana_a)
        for what in ("ubah", "lepas"):
            self.assertEqual(client.post(f"/kinerja/{row.pk}/{what}/").status_code, 404)

    def test_it_all_comes_back(self) -> None:
        pohon_actions.restore_pohon(user=self.admin, pohon_id=self.pohon.pk)
        texts = [row.pernyataan for row in compose(self.pk).isi.daftar_sasaran]
        self.assertEqual(texts, ["Angkutan umum diminati"])
