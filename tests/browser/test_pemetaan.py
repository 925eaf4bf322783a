"""The mapping board in a real browser: make, take back, undo, search, and nothing by a stray Enter."""

from __future__ import annotations

from perencanaan import actions
from perencanaan.models import Dokumen, Komponen, Pemetaan
from pohon import actions as pohon_actions
from pohon.models import Pohon, Simpul
from tests.base import make_pohon, make_simpul


def make_board(cast) -> tuple[Pohon, Dokumen]:
    """A tree of unit A at stage 5 with a tujuan and a sasaran to be, and an empty Renstra."""
    pohon = make_pohon(
        user=cast.admin, unit=cast.unit_a, instansi=cast.instansi, periode=cast.periode, tahap=4
    )
    make_simpul(pohon, "Angkutan umum diminati", user=cast.admin, level_kinerja="strategis_urusan")
    Simpul.objects.filter(pohon=pohon, induk=None).update(level_kinerja="strategis_urusan")
    Pohon.objects.filter(pk=pohon.pk).update(tahap=5)
    dokumen = Dokumen.objects.create(
        instansi=cast.instansi,
        unit=cast.unit_a,
        periode=cast.periode,
        jenis=Dokumen.Jenis.RENSTRA_PD,
        nama="Renstra Dishub",
    )
    return pohon, dokumen


def test_a_planner_maps_takes_back_and_undoes(cast, open_page):
    pohon, dokumen = make_board(cast)
    page = open_page(cast.perencana_a, f"/pemetaan/{pohon.pk}/")
    page.get_by_role("button", name="Buat dari simpul ini").first.click()
    page.get_by_text("Tujuan siap dan terhubung").wait_for()
    page.get_by_role("button", name="Buat dari simpul ini").click()
    page.get_by_text("Sasaran siap dan terhubung").wait_for()
    assert Komponen.objects.filter(dokumen=dokumen).count() == 2
    page.get_by_role("button", name="Lepas Sasaran").click()
    page.get_by_role("button", name="Urungkan").click()
    page.get_by_text("Kotak dituangkan ke komponen.").wait_for()
    assert Pemetaan.objects.count() == 2
    page.get_by_role("link", name="Belum dituangkan").click()
    page.get_by_text("Semua simpul di sini sudah dituangkan.").wait_for()
    assert f"dokumen={dokumen.pk}" in page.url


def test_a_komponen_is_searched_and_enter_undoes_nothing(cast, open_page):
    pohon, dokumen = make_board(cast)
    tujuan = actions.create_komponen(
        user=cast.admin, dokumen=dokumen.pk, jenis="tujuan", nama="Lalu lintas lancar"
    )
    root = Simpul.objects.get(pohon=pohon, induk=None)
    Pemetaan.objects.create(simpul=root, komponen=tujuan)
    page = open_page(cast.perencana_a, f"/pemetaan/{pohon.pk}/", phone=True)
    page.get_by_role("link", name="Pilih komponen untuk Angkutan umum diminati").click()
    page.get_by_label("Alasan").press("Enter")
    page.get_by_label("Cari komponen").press("Enter")
    assert Pemetaan.objects.count() == 1
    page.get_by_role("radio", name="Lalu lintas lancar").check()
    with page.expect_response("**/komponen/?**"):  # an answer that comes after the choice leaves it
        page.get_by_label("Cari komponen").fill("lancar")
    page.get_by_role("button", name="Tuangkan ke komponen ini").click()
    page.get_by_text("Kotak dituangkan ke komponen.").wait_for()
    page.get_by_text("2 simpul → 1 komponen").first.wait_for()
    assert Pemetaan.objects.filter(komponen=tujuan).count() == 2


def test_proposals_are_ticked_and_accepted_together(cast, open_page):
    pohon, dokumen = make_board(cast)
    page = open_page(cast.perencana_a, f"/pemetaan/{pohon.pk}/usulan/?dokumen={dokumen.pk}")
    page.get_by_role("button", name="Terima yang dipilih (2)").wait_for()
    page.get_by_role("checkbox", name="Pilih semua di halaman ini").uncheck()
    page.get_by_role("button", name="Terima yang dipilih (0)").click()
    page.get_by_text("Pilih sekurang-kurangnya satu usulan.").wait_for()
    page.get_by_role("checkbox", name="Angkutan umum diminati").check()
    page.get_by_role("button", name="Terima yang dipilih (1)").click()
    page.get_by_text("Tidak ada yang disimpan.").wait_for()
    assert not Komponen.objects.filter(dokumen=dokumen).exists()
    page.get_by_role("checkbox", name="Pilih semua di halaman ini").check()
    page.get_by_role("button", name="Terima yang dipilih (2)").click()
    page.get_by_text("2 komponen dibuat").wait_for()
    assert Pemetaan.objects.count() == 2


def test_a_changed_node_is_followed_on_the_phone(cast, open_page):
    pohon, dokumen = make_board(cast)
    actions.apply_usulan(user=cast.admin, pohon=pohon.pk, dokumen=dokumen.pk)
    node = Simpul.objects.get(pohon=pohon, pernyataan="Angkutan umum diminati")
    row = {"jenis": "ubah", "simpul": node.pk, "versi": node.versi}
    data = {"pernyataan": "Angkutan umum menjadi pilihan warga"}
    pohon_actions.apply(user=cast.admin, pohon_id=pohon.pk, operasi=[{**row, "data": data}])
    page = open_page(cast.perencana_a, f"/pemetaan/{pohon.pk}/", phone=True)
    page.get_by_role("link", name="Perlu disesuaikan (1)").click()
    page.get_by_role("button", name="Yang dipilih sudah diperiksa (0)").wait_for()
    page.get_by_role("button", name="Sesuaikan rumusan").click()
    page.get_by_text("Rumusan sasaran menjadi").wait_for()
    page.get_by_text("Tidak ada simpul yang berubah sejak dituangkan.").wait_for()
    assert Komponen.objects.filter(nama="Angkutan umum menjadi pilihan warga").exists()
