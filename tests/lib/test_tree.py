"""The nested-set writer: every operation leaves a sound tree, and a broken one is found and mended."""

from __future__ import annotations

import random
from io import StringIO
from typing import Any

from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from lib import tree
from organisasi.models import Instansi, Unit

Shape = list[tuple[str, "Shape"]]


class TreeCase(TestCase):
    """Units of one instansi, named by letters; `shape` reads the tree back by parent and order."""

    def setUp(self) -> None:
        self.owner = Instansi.objects.create(nama="Kota", jenis="kota")

    def add(self, nama: str, induk: str | None = None, **place: Any) -> Unit:
        parent = self.unit(induk) if induk else None
        return tree.insert(
            Unit(instansi=self.owner, nama=nama), tree_id=self.owner.pk, parent=parent, **place
        )

    def unit(self, nama: str) -> Unit:
        return Unit.objects.get(nama=nama)

    def shape(self, parent: Unit | None = None) -> Shape:
        return [
            (unit.nama, self.shape(unit))
            for unit in Unit.objects.filter(induk=parent).order_by("lft")
        ]

    def assert_sound(self) -> None:
        self.assertEqual(tree.check(Unit), [])


class TestInsert(TreeCase):
    def test_several_roots_stand_side_by_side_in_the_owners_tree(self) -> None:
        self.add("a")
        self.add("b")
        self.add("c", "a")
        self.add("z", first=True)
        self.add("y", after=self.unit("a"))
        self.assertEqual(self.shape(), [("z", []), ("a", [("c", [])]), ("y", []), ("b", [])])
        self.assertEqual(set(Unit.objects.values_list("tree_id", flat=True)), {self.owner.pk})
        self.assert_sound()

    def test_it_refuses_a_sibling_that_lies_elsewhere(self) -> None:
        self.add("a")
        self.add("b", "a")
        with self.assertRaises(ValueError):
            self.add("c", None, after=self.unit("b"))


class TestMove(TreeCase):
    def setUp(self) -> None:
        super().setUp()
        for nama, induk in (("a", None), ("b", None), ("a1", "a"), ("a2", "a"), ("a11", "a1")):
            self.add(nama, induk)

    def move(self, nama: str, induk: str | None, **place: Any) -> None:
        tree.move(self.unit(nama), parent=self.unit(induk) if induk else None, **place)
        self.assert_sound()

    def test_a_branch_goes_right_left_up_and_down(self) -> None:
        self.move("a1", "b")
        self.assertEqual(self.shape(), [("a", [("a2", [])]), ("b", [("a1", [("a11", [])])])])
        self.move("a1", "a", first=True)
        self.assertEqual(self.shape(), [("a", [("a1", [("a11", [])]), ("a2", [])]), ("b", [])])
        self.move("a11", None)
        self.move("a", "b")
        self.assertEqual(self.shape(), [("b", [("a", [("a1", []), ("a2", [])])]), ("a11", [])])
        self.assertEqual(self.unit("a2").kedalaman, 2)

    def test_staying_in_place_changes_nothing(self) -> None:
        before = self.shape()
        self.move("a2", "a")
        self.move("a2", "a", after=self.unit("a1"))
        self.move("a1", "a", first=True)
        self.assertEqual(self.shape(), before)

    def test_it_refuses_itself_and_its_descendants(self) -> None:
        for induk in ("a1", "a11"):
            with self.assertRaises(ValueError):
                self.move("a1", induk)
        with self.assertRaises(ValueError):
            self.move("a1", "a", after=self.unit("a1"))

    def test_random_operations_keep_every_tree_sound(self) -> None:
        chance = random.Random(7)
        for number in range(150):
            units = list(Unit.objects.all())
            node, other = chance.choice(units), chance.choice(units)
            kind = chance.random()
            if kind < 0.5:
                self.add(f"n{number}", node.nama, first=chance.random() < 0.5)
            elif kind < 0.85:
                try:
                    tree.move(node, parent=other, first=chance.random() < 0.5)
                except ValueError:
                    continue
            elif len(units) > 5:
                tree.delete(node)
        self.assert_sound()


class TestBuild(TreeCase):
    def test_it_saves_many_nodes_below_a_parent_behind_a_sibling(self) -> None:
        self.add("a")
        self.add("b", "a")
        self.add("c", "a")
        x, y, z = (Unit(instansi=self.owner, nama=nama) for nama in "xyz")
        nodes = [tree.under(x, None), tree.under(y, x), tree.under(z, None)]
        tree.build(nodes, tree_id=self.owner.pk, parent=self.unit("a"), after=self.unit("b"))
        self.assertEqual(
            self.shape(), [("a", [("b", []), ("x", [("y", [])]), ("z", []), ("c", [])])]
        )
        self.assert_sound()

    def test_ten_thousand_nodes_take_few_queries(self) -> None:
        nodes: list[Unit] = []
        for number in range(10_000):
            node = Unit(instansi=self.owner, nama=str(number))
            nodes.append(tree.under(node, nodes[(number - 1) // 10] if number else None))
        with CaptureQueriesContext(connection) as caught:
            tree.build(nodes, tree_id=self.owner.pk)
        self.assertLess(len(caught), 200)  # SQLite takes about 80 rows at once, PostgreSQL 500
        self.assert_sound()

    def test_it_refuses_a_child_before_its_parent(self) -> None:
        x, y = Unit(instansi=self.owner, nama="x"), Unit(instansi=self.owner, nama="y")
        with self.assertRaises(ValueError):
            tree.build([tree.under(y, x), tree.under(x, None)], tree_id=self.owner.pk)


class TestCheckAndRepair(TreeCase):
    def setUp(self) -> None:
        super().setUp()
        for nama, induk in (("a", None), ("b", "a"), ("c", "a"), ("d", "b")):
            self.add(nama, induk)
        self.before = self.shape()

    def break_it(self, nama: str, **columns: int) -> None:
        Unit.objects.filter(nama=nama).update(**columns)
        self.assertNotEqual(tree.check(Unit), [])

    def test_each_kind_of_fault_is_found_and_mended(self) -> None:
        for columns in ({"lft": 99}, {"rght": 1}, {"kedalaman": 7}, {"tree_id": 4711}):
            with self.subTest(columns=columns), transaction.atomic():
                self.break_it("d", **columns)
                tree.repair(Unit, self.owner.pk)
                self.assert_sound()
                self.assertEqual(self.unit("d").induk, self.unit("b"))

    def test_a_ring_of_parents_is_cut(self) -> None:
        self.break_it("b", induk_id=self.unit("d").pk)
        tree.repair(Unit, self.owner.pk)
        self.assert_sound()
        self.assertEqual(Unit.objects.count(), 4)

    def test_the_command_reports_and_repairs(self) -> None:
        self.break_it("c", rght=2)
        with self.assertRaises(CommandError):
            call_command("periksa_pohon", stdout=StringIO())
        out = StringIO()
        call_command("periksa_pohon", "--perbaiki", stdout=out)
        self.assertIn("Semua pohon utuh", out.getvalue())
        self.assertEqual(self.shape(), self.before)

    def test_the_lock_needs_a_transaction(self) -> None:
        from unittest import mock

        with (
            mock.patch.object(transaction.get_connection(), "in_atomic_block", False),
            self.assertRaises(RuntimeError),
        ):
            tree.lock(Instansi.objects.filter(pk=self.owner.pk))
