"""The house in a browser: a new person gets in, a unit moves and goes, a job's page follows the job."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import expect

from organisasi.models import BerkasTugas, Keanggotaan, Pengguna, Tugas, Unit
from tests.base import PASSWORD, make_unit


def test_an_admin_adds_someone_who_signs_in_and_chooses_a_password(cast, open_page):
    page = open_page(cast.admin, "/pengguna/")
    page.get_by_role("link", name="Tambah pengguna").click()
    page.get_by_label("Nama pengguna").fill("rina")
    page.get_by_label("Nama lengkap").fill("Rina Kusuma")
    page.get_by_label("Buatkan kata sandi").check()
    assert page.get_by_label("Ulangi kata sandi").is_hidden()
    page.get_by_label("Peran").first.select_option("Perencana")
    page.get_by_label("Lingkup").first.select_option(str(cast.unit_a.pk))
    page.get_by_role("button", name="Tambah peran").click()
    page.get_by_label("Peran").last.select_option("Pembaca")
    page.get_by_role("button", name="Buat akun").click()
    password = page.locator("[data-sandi]").inner_text()
    rows = Keanggotaan.objects.filter(pengguna__username="rina")
    assert set(rows.values_list("peran", "unit")) == {
        ("perencana", cast.unit_a.pk),
        ("pembaca", None),
    }

    theirs = open_page(None, "/unit/")
    theirs.get_by_label("Nama pengguna").fill("rina")
    theirs.get_by_label("Kata sandi").fill(password)
    theirs.get_by_role("button", name="Masuk").click()
    theirs.get_by_role("heading", name="Unit").wait_for()
    theirs.goto("/sandi/")
    theirs.get_by_label("Kata sandi lama").fill(password)
    theirs.get_by_label("Kata sandi baru", exact=False).first.fill("melati-di-tepi-kali")
    theirs.get_by_label("Ulangi kata sandi baru").fill("melati-di-tepi-kali")
    theirs.get_by_role("button", name="Ganti kata sandi").click()
    theirs.get_by_role("heading", name="Kata sandi diganti").wait_for()
    assert Pengguna.objects.get(username="rina").check_password("melati-di-tepi-kali")


def test_an_admin_moves_a_unit_and_deletes_one_after_a_question(cast, open_page):
    empty = make_unit(cast.instansi, "Dinas Kosong")
    page = open_page(cast.admin, "/unit/")
    page.get_by_role("link", name="Bidang Lalu Lintas", exact=True).click()
    page.get_by_label("Unit induk").select_option(str(cast.unit_b.pk))
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Unit Bidang Lalu Lintas tersimpan.").wait_for()
    assert Unit.objects.get(pk=cast.unit_a1.pk).induk == cast.unit_b

    page.get_by_role("link", name="Hapus Dinas Kosong").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name="Batal").click()
    assert Unit.objects.filter(pk=empty.pk).exists()
    page.get_by_role("link", name="Hapus Dinas Kosong").click()
    dialog.get_by_role("button", name="Hapus").click()
    page.get_by_text("Unit Dinas Kosong dihapus.").wait_for()
    assert not Unit.objects.filter(pk=empty.pk).exists()


def test_five_wrong_passwords_say_when_to_try_again(cast, open_page):
    page = open_page(None, "/masuk/")
    for number in range(5):
        page.get_by_label("Nama pengguna").fill("admin")
        page.get_by_label("Kata sandi").fill(f"salah{number}")
        page.get_by_role("button", name="Masuk").click()
        if number < 4:
            page.get_by_text("Nama pengguna atau kata sandi salah.").wait_for()
    page.get_by_text("Coba lagi 15 menit lagi").wait_for()
    assert PASSWORD not in page.content()


def test_the_page_of_a_job_follows_it_without_reloading(cast, open_page):
    tugas = Tugas.objects.create(
        jenis="contoh",
        judul="Renstra (PDF)",
        pengguna=cast.perencana_a,
        instansi=cast.instansi,
        status="berjalan",
        kemajuan=10,
        denyut=timezone.now(),
    )
    page = open_page(cast.perencana_a, f"/tugas/{tugas.pk}/")
    page.evaluate("window.sama = true")
    Tugas.objects.filter(pk=tugas.pk).update(kemajuan=60, pesan="Menyusun halaman 6 dari 10")
    page.get_by_text("Menyusun halaman 6 dari 10").wait_for()
    BerkasTugas.objects.create(
        tugas=tugas, nama="renstra.pdf", tipe="application/pdf", isi=b"%PDF-1.7"
    )
    Tugas.objects.filter(pk=tugas.pk).update(status="selesai", kemajuan=100)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh renstra.pdf").click()
    assert download.value.suggested_filename == "renstra.pdf"
    assert page.evaluate("window.sama") is True
    expect(page.locator("[hx-trigger]")).to_have_count(0)
