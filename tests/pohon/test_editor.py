"""The page of the editor: who sees it, what it hands over, how little it asks of the database."""

from __future__ import annotations

import json
import re

from pohon.models import Pohon
from tests.base import Cast


class TestEditor(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.pohon = cls.make_pohon(unit=cls.unit_a, tahap=3, pernyataan="Kemacetan & macet <b>")

    def open(self, user, pohon=None):
        return self.client_for(user).get(f"/pohon/{(pohon or self.pohon).pk}/")

    def data(self, answer):
        found = re.search(
            r'id="data-editor" type="application/json">(.*?)</script>', answer.content.decode()
        )
        assert found
        return json.loads(found[1])

    def test_everyone_of_the_instansi_sees_it(self):
        for user in (
            self.perencana_a,
            self.pembaca_a,
            self.perencana_b,
            self.evaluator,
            self.pimpinan,
        ):
            with self.subTest(user=user):
                self.assertContains(self.open(user), "Kemacetan &amp; macet &lt;b&gt;")

    def test_another_instansi_gets_404(self):
        self.assertEqual(self.open(self.asing).status_code, 404)

    def test_a_guest_signs_in_first(self):
        self.assertRedirects(
            self.client_for(None).get(f"/pohon/{self.pohon.pk}/"),
            f"/masuk/?next=/pohon/{self.pohon.pk}/",
        )

    def test_it_is_only_read(self):
        answer = self.client_for(self.perencana_a).post(f"/pohon/{self.pohon.pk}/")
        self.assertEqual(answer.status_code, 405)

    def test_only_writers_get_the_tools_for_writing(self):
        self.assertContains(self.open(self.perencana_a), 'data-command="undo"')
        for user in (self.pembaca_a, self.perencana_b, self.evaluator):
            with self.subTest(user=user):
                answer = self.open(user)
                self.assertNotContains(answer, 'data-command="undo"')
                self.assertContains(answer, "Hanya baca")

    def test_a_submitted_tree_is_read_only_for_its_planner(self):
        Pohon.objects.filter(pk=self.pohon.pk).update(status=Pohon.Status.DIAJUKAN)
        self.assertContains(self.open(self.perencana_a), "Hanya baca")

    def test_it_hands_over_choices_and_units_of_this_instansi(self):
        data = self.data(self.open(self.perencana_a))
        names = [unit["nama"] for unit in data["unit"]]
        self.assertIn("Dinas Pendidikan", names)
        self.assertNotIn("Dinas Kesehatan", names)
        self.assertIn(["operasional", "Operasional"], data["pilihan"]["simpul"]["level_kinerja"])
        self.assertEqual(data["tahun"], [2025, 2026, 2027, 2028, 2029])
        self.assertEqual(data["alamat"], f"/api/v1/pohon/{self.pohon.pk}/")
        parts = [part["kunci"] for part in data["bagian"]]
        self.assertEqual(parts, ["penuangan", "jabatan", "komentar"])
        self.assertIn("/0/", data["bagian"][0]["alamat"])
        addresses = {part["kunci"]: part["alamat"] for part in data["hubungan"]}
        api = f"/api/v1/pohon/{self.pohon.pk}/"
        self.assertEqual(addresses, {"komponen": f"{api}komponen/", "jabatan": f"{api}jabatan/"})

    def test_it_makes_few_queries_whatever_the_size(self):
        for number in range(40):
            self.make_simpul(self.pohon, f"CSF ke-{number}")
        client = self.client_for(self.perencana_a)
        with self.assertNumQueries(6):
            client.get(f"/pohon/{self.pohon.pk}/")

    def test_the_page_may_run_no_inline_script_and_no_evaluated_text(self):
        policy = self.open(self.perencana_a)["Content-Security-Policy"]
        self.assertIn("default-src 'self'", policy)
        self.assertNotIn("unsafe", policy)
        self.assertNotIn("script-src", policy)  # nothing loosens the default
