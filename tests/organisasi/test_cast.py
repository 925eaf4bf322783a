"""The cast itself: sound unit trees, and nobody of the city with a role elsewhere."""

from lib import tree
from organisasi.izin import izin
from organisasi.models import Unit
from tests.base import Cast


class TestCast(Cast):
    def test_its_unit_trees_are_sound(self):
        self.assertEqual(tree.check(Unit), [])
        self.assertEqual(Unit.objects.get(pk=self.unit_a1.pk).induk, self.unit_a)

    def test_a_perencana_edits_the_units_below_and_no_others(self):
        rights = izin(self.perencana_a)
        self.assertTrue(rights.may_edit(self.instansi.pk, self.unit_a1))
        self.assertFalse(rights.may_edit(self.instansi.pk, self.unit_b))
        self.assertFalse(rights.may_edit(self.instansi.pk, None))

    def test_nobody_of_the_city_has_a_role_elsewhere(self):
        for user in (self.perencana_a, self.admin, self.evaluator, self.pengelola):
            self.assertNotIn(self.instansi_asing.pk, izin(user).daftar_instansi)
