"""The example of Batumandi holds steps of a SOP and two SKP: one signed, one a draft that took the steps over."""

from jabatan.models import LangkahProses, Skp
from jabatan.skp.susun import read_skp, with_position
from tests.cascading.memuat import LoadedTest


class SkpTest(LoadedTest):
    def skp(self, nama: str) -> Skp:
        return with_position(Skp.objects.all()).get(pejabat__jabatan__nama__startswith=nama)

    def test_the_steps_are_those_of_the_source(self) -> None:
        step = LangkahProses.objects.order_by("urutan")[0]
        self.assertEqual(step.nama, "Penyusunan proposal tempat pelatihan dan magang")
        self.assertEqual((step.jumlah, step.satuan), (1, "proposal"))
        self.assertEqual((step.waktu, step.satuan_waktu), (8, "jam"))
        self.assertEqual(step.komponen.kode, "7.01.03.2.01.0003")

    def test_the_steps_are_results_of_the_staff_below_the_kasi(self) -> None:
        isi = read_skp(self.skp("Staf Umum Seksi Pemberdayaan")).isi
        results = {rhk.rumusan: rhk for rhk in isi.utama}
        found = results["Penyusunan proposal tempat pelatihan dan magang"]
        self.assertEqual([one.target for one in found.indikator], ["1 proposal", "8 jam"])
        self.assertEqual(found.rhk_atasan, "Terkoordinasinya Kegiatan Pemberdayaan Desa")

    def test_the_kasi_has_signed_and_the_camat_rates(self) -> None:
        skp = self.skp("Kepala Seksi Pemberdayaan")
        self.assertEqual(skp.status, Skp.Status.DITETAPKAN)
        isi = read_skp(skp).isi
        assert isi.penilai is not None
        self.assertEqual((isi.is_jpt, isi.penilai.jabatan), (False, "Camat Batumandi"))
        self.assertEqual(len(isi.dukungan), 3)
