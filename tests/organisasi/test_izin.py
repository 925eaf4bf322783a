"""What a role covers: one unit with those below it, or all of the instansi."""

from __future__ import annotations

from organisasi.izin import Peran, izin
from organisasi.models import Unit
from tests.base import Cast, make_user


class TestIzin(Cast):
    def test_some_content_is_written_by_admin_and_perencana_only(self) -> None:
        for user, expected in (
            (self.perencana_a, True),
            (self.admin, True),
            (self.pembaca_a, False),
            (self.evaluator, False),
            (self.pimpinan, False),
            (self.pengelola, False),
            (self.asing, False),
        ):
            with self.subTest(user=user.username):
                self.assertIs(izin(user).may_edit_some(self.instansi.pk), expected)

    def test_a_perencana_of_the_whole_instansi_is_offered_a_new_tree(self) -> None:
        user = make_user("perencana_semua", Peran.PERENCANA, self.instansi)
        self.assertTrue(izin(user).may_edit_some(self.instansi.pk))
        self.assertContains(self.client_for(user).get("/pohon/"), "/pohon/baru/")

    def test_the_unit_condition_keeps_the_own_branch(self) -> None:
        own = Unit.objects.editable_by(self.perencana_a)
        self.assertEqual(set(own), {self.unit_a, self.unit_a1})
        everything = Unit.objects.editable_by(self.admin)
        self.assertEqual(set(everything), {self.unit_a, self.unit_a1, self.unit_b})
        self.assertFalse(Unit.objects.editable_by(self.pembaca_a).exists())
