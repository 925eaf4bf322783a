"""The fixed cast of the tests: a city with three units, its people one per role, an outsider.

    class TestMoveSimpul(Cast):
        def test_it_rejects_other_units(self):
            pohon = self.make_pohon(unit=self.unit_a, tahap=3)
            csf = self.make_simpul(pohon, "Armada terawat")
            answer = self.client_for(self.perencana_b).post(...)

Tests that need committed rows (browser, processes) call `fill(self)` in their `setUp` instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.test import Client, TestCase

from lib import tree
from organisasi.models import Instansi, Keanggotaan, Pengguna, Periode, Unit

if TYPE_CHECKING:
    from pohon.models import Pohon, Simpul

PASSWORD = "kereta-senja-2029"
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
Peran = Keanggotaan.Peran


def make_unit(instansi: Instansi, nama: str, induk: Unit | None = None, **fields: Any) -> Unit:
    """Add a unit at the end of its parent's children (or of the instansi's units)."""
    if induk is not None:
        induk.refresh_from_db()
    unit = Unit(instansi=instansi, nama=nama, **fields)
    unit = tree.insert(unit, tree_id=instansi.pk, parent=induk)
    if induk is not None:
        induk.refresh_from_db()
    return unit


def make_user(
    username: str,
    peran: str | None = None,
    instansi: Instansi | None = None,
    unit: Unit | None = None,
    **fields: Any,
) -> Pengguna:
    """Add a person; `peran` is their role in the instansi, for the unit or (None) all of it."""
    nama = fields.pop("nama", username.replace("_", " ").title())
    user = Pengguna.objects.create_user(username, password=PASSWORD, nama=nama, **fields)
    if peran and instansi:
        Keanggotaan.objects.create(pengguna=user, instansi=instansi, unit=unit, peran=peran)
    return user


def client_for(user: Pengguna | None) -> Client:
    """Return a browser in which the user is signed in; None: nobody is."""
    client = Client()
    if user is not None:
        client.force_login(user, backend=MODEL_BACKEND)
    return client


def make_pohon(
    *,
    user: Pengguna,
    unit: Unit | None,
    instansi: Instansi,
    periode: Periode,
    pernyataan: str = "Kemacetan berkurang",
    tahap: int = 1,
    **fields: Any,
) -> Pohon:
    """Draw a tree with its root through pohon.actions; `tahap` is set without asking the rules."""
    from pohon import actions
    from pohon.models import Pohon

    pohon = actions.create_pohon(
        user=user, instansi=instansi, unit=unit, periode=periode, pernyataan=pernyataan, **fields
    )
    Pohon.objects.filter(pk=pohon.pk).update(tahap=tahap)
    pohon.refresh_from_db()
    return pohon


def make_simpul(
    pohon: Pohon, pernyataan: str, induk: Simpul | None = None, *, user: Pengguna, **data: Any
) -> Simpul:
    """Add a node under `induk` (default: the root) as its last child, through pohon.actions."""
    from pohon import actions
    from pohon.models import Simpul

    parent = induk or Simpul.objects.get(pohon=pohon, induk=None)
    operasi = {"jenis": "tambah", "induk": parent.pk, "data": {"pernyataan": pernyataan, **data}}
    hasil = actions.apply(user=user, pohon_id=pohon.pk, operasi=[operasi])["hasil"]
    return Simpul.objects.get(pk=hasil[0]["simpul"][0]["id"])


def excuse_all(user: Pengguna, pohon: Pohon, alasan: str = "Sudah disepakati bersama.") -> int:
    """Give a reason for every finding of a tree that asks for one; return how many there were."""
    from evaluasi import actions
    from evaluasi.temuan import check

    pohon.refresh_from_db()
    by_rule: dict[str, set[str]] = {}
    for one in check(pohon).wanting:
        by_rule.setdefault(one.finding.rule, set()).add(one.sidik)
    for daftar in by_rule.values():
        actions.give_reason(user=user, pohon_id=pohon.pk, sidik=daftar, alasan=alasan)
    return sum(len(daftar) for daftar in by_rule.values())


class People:
    """Who and what `fill` makes.

    A city (`instansi`) with `unit_a`, `unit_a1` below it and `unit_b`; the period 2025-2029
    (`periode`); and another instansi with a unit and a period of its own, of which the city's
    people must never see anything.
    """

    instansi: Instansi
    unit_a: Unit
    unit_a1: Unit
    unit_b: Unit
    periode: Periode
    instansi_asing: Instansi
    unit_asing: Unit
    periode_asing: Periode

    perencana_a: Pengguna
    pembaca_a: Pengguna
    perencana_b: Pengguna
    evaluator: Pengguna
    pimpinan: Pengguna
    admin: Pengguna
    pengelola: Pengguna
    asing: Pengguna


def fill(target: Any) -> None:
    """Make the whole cast and set it as attributes of `target` (see People)."""
    kota = Instansi.objects.create(
        nama="Pemerintah Kota Contoh", jenis=Instansi.Jenis.KOTA, tempat="Kota Contoh"
    )
    target.instansi = kota
    target.unit_a = make_unit(kota, "Dinas Perhubungan", singkatan="Dishub", bidang_urusan="2.15")
    target.unit_a1 = make_unit(kota, "Bidang Lalu Lintas", target.unit_a, jenis=Unit.Jenis.BIDANG)
    target.unit_b = make_unit(kota, "Dinas Pendidikan", singkatan="Disdik", bidang_urusan="1.01")
    target.periode = Periode.objects.create(
        instansi=kota, nama="RPJMD 2025-2029", tahun_awal=2025, tahun_akhir=2029
    )
    target.perencana_a = make_user("perencana_a", Peran.PERENCANA, kota, target.unit_a)
    target.pembaca_a = make_user("pembaca_a", Peran.PEMBACA, kota, target.unit_a)
    target.perencana_b = make_user("perencana_b", Peran.PERENCANA, kota, target.unit_b)
    target.evaluator = make_user("evaluator", Peran.EVALUATOR, kota)
    target.pimpinan = make_user("pimpinan", Peran.PIMPINAN, kota)
    target.admin = make_user("admin", Peran.ADMIN, kota)
    target.pengelola = make_user("pengelola", pengelola=True)
    _fill_elsewhere(target)


def _fill_elsewhere(target: Any) -> None:
    lain = Instansi.objects.create(
        nama="Pemerintah Kabupaten Lain", jenis=Instansi.Jenis.KABUPATEN, tempat="Kabupaten Lain"
    )
    target.instansi_asing = lain
    target.unit_asing = make_unit(lain, "Dinas Kesehatan")
    target.periode_asing = Periode.objects.create(
        instansi=lain, nama="RPJMD 2025-2029", tahun_awal=2025, tahun_akhir=2029
    )
    target.asing = make_user("asing", Peran.PERENCANA, lain, target.unit_asing)


class Cast(People, TestCase):
    """A test case with the cast; each test sees its own unsaved copies of the objects."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        fill(cls)

    def client_for(self, user: Pengguna | None) -> Client:
        """Return a browser in which the user is signed in; None: nobody is."""
        return client_for(user)

    @classmethod
    def make_pohon(
        cls,
        *,
        user: Pengguna | None = None,
        unit: Unit | None = None,
        tahap: int = 1,
        **fields: Any,
    ) -> Pohon:
        """Draw a tree of the unit (None: of the whole instansi) by `user`, the admin by default."""
        fields = {"instansi": cls.instansi, "periode": cls.periode, **fields}
        return make_pohon(user=user or cls.admin, unit=unit, tahap=tahap, **fields)

    @classmethod
    def make_simpul(
        cls,
        pohon: Pohon,
        pernyataan: str,
        induk: Simpul | None = None,
        *,
        user: Pengguna | None = None,
        **data: Any,
    ) -> Simpul:
        """Add a node under `induk` (default: the root) by `user`, the admin by default."""
        return make_simpul(pohon, pernyataan, induk, user=user or cls.admin, **data)
