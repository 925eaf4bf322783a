"""The collector that waits while a tree is read."""

from __future__ import annotations

import gc

from django.test import SimpleTestCase

from lib.memory import collector_paused


class CollectorPausedTests(SimpleTestCase):
    def test_it_waits_inside_and_works_again_after(self) -> None:
        with collector_paused():
            self.assertFalse(gc.isenabled())
        self.assertTrue(gc.isenabled())

    def test_it_works_again_after_an_error(self) -> None:
        with self.assertRaises(LookupError), collector_paused():
            raise LookupError
        self.assertTrue(gc.isenabled())

    def test_the_inner_of_two_leaves_it_waiting_for_the_outer(self) -> None:
        with collector_paused():
            with collector_paused():
                pass
            self.assertFalse(gc.isenabled())
        self.assertTrue(gc.isenabled())
