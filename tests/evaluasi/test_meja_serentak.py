"""Two evaluators at the same moment, each in a thread with a connection of its own. On both databases."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from evaluasi.actions import penugasan, usulan
from evaluasi.models import Penugasan, TanggapanUsulan, TemuanEvaluasi
from evaluasi.temuan import check
from organisasi.models import Pengguna
from tests import base
from tests.evaluasi.meja_uji import submit
from tests.test_serentak import Serentak, together


class TestMejaSerentak(Serentak):
    def test_one_leads_one_answers_and_one_finding_is_drafted(self) -> None:
        cast: Any = self
        second = base.make_user("evaluator_b", "evaluator", cast.instansi)
        pohon = base.make_pohon(
            user=cast.perencana_a, unit=cast.unit_a, instansi=cast.instansi, periode=cast.periode
        )
        versi = submit(pohon, cast.perencana_a)
        people = [cast.evaluator.pk, second.pk]

        def fresh(pk: int) -> Pengguna:
            return Pengguna.objects.get(pk=pk)

        taken = together(
            *(lambda pk=pk: penugasan.take(user=fresh(pk), pohon_id=pohon.pk) for pk in people)
        )
        self.assertEqual(sorted(row.ketua for row in taken), [False, True])
        self.assertEqual(Penugasan.objects.filter(ketua=True).count(), 1)

        sidik = check(pohon).daftar[0].sidik
        said_by = together(
            *(
                lambda pk=pk, said=said, why=why: usulan.answer_suggestion(
                    user=fresh(pk),
                    versi_id=versi.pk,
                    sidik=sidik,
                    keputusan=said,
                    catatan=why,
                    dikenal="",
                )
                for pk, said, why in (
                    (people[0], "dibenarkan", ""),
                    (people[1], "ditolak", "Sudah sesuai Renstra"),
                )
            )
        )
        (refused,) = (one for one in said_by if isinstance(one, ValidationError))
        self.assertIn("baru saja", refused.messages[0])
        answer = TanggapanUsulan.objects.get()
        drafted = 1 if answer.keputusan == "dibenarkan" else 0
        self.assertEqual(TemuanEvaluasi.objects.count(), drafted)
