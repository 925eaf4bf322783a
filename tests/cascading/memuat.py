"""Test cases in which the example data is loaded."""

from __future__ import annotations

import io
import os
from typing import Any
from unittest import mock

from django.core.management import call_command
from django.test import TestCase

from pohon.models import Pohon, Simpul


def load(**options: Any) -> str:
    """Run the command where it is allowed and return what it says."""
    out = io.StringIO()
    with mock.patch.dict(os.environ, {"POKIN_CONTOH": "1"}):
        call_command("muat_contoh", stdout=out, **options)
    return out.getvalue()


class LoadedTest(TestCase):
    """Everything is loaded once."""

    @classmethod
    def setUpTestData(cls) -> None:
        load(verbosity=0)

    def pohon_of(self, instansi: str) -> Pohon:
        """The one tree of an instansi."""
        return Pohon.objects.get(instansi__nama=instansi)

    def statements(self, instansi: str) -> list[str]:
        """The statements of that tree in tree order."""
        nodes = Simpul.objects.filter(pohon=self.pohon_of(instansi)).order_by("lft")
        return list(nodes.values_list("pernyataan", flat=True))

    def node(self, instansi: str, pernyataan: str) -> Simpul:
        """A node by its statement."""
        return Simpul.objects.get(pohon=self.pohon_of(instansi), pernyataan=pernyataan)
