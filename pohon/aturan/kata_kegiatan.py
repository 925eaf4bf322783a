"""Words that begin the name of an activity (PermenPANRB 89/2021 Lampiran Bab II tabel 1, and how plans word it)."""

from __future__ import annotations

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Pushing something on: what follows "yang" describes the thing, never the pushing.
PUSHES = _set(
    "akselerasi intensifikasi ekstensifikasi maksimalisasi minimalisasi modernisasi optimalisasi "
    "optimasi pelestarian "
    "pemantapan pemerataan pemulihan penajaman pencapaian pengendalian pengentasan penghapusan penguatan pengurangan "
    "peningkatan penurunan penuntasan percepatan perluasan pertumbuhan perwujudan reformasi "
    "revitalisasi transformasi "
    "upaya usaha penekanan pembenahan"
) - _set("pemerataan pertumbuhan usaha reformasi transformasi pengendalian")
# Deeds that are done once for an object: what is said of them is mostly said of the object.
ONCE = _set(
    "apel audiensi bazar bimbingan bimtek bintek deklarasi ekspo ekspose expo festival gelar inkubasi inspeksi jambore "
    "kalibrasi konsinyering job-fair dialog tes senam ceramah upacara magang mediasi migrasi akuisisi restorasi "
    "relokasi observasi eliminasi fumigasi revisi "
    "reviu lelang donasi hibah musrenbang musyawarah pameran pentas razia sidak sidang siaran talkshow turnamen "
    "deklarasi desk desiminasi diklat diseminasi fgd fasilitasi "
    "inventarisasi kajian "
    "kampanye kegiatan kunjungan lokakarya lomba pawai pelatihan pelantikan pemasangan pembagian "
    "pembahasan pembangunan "
    "pembebasan pembelian pembentukan pemberian pembongkaran pembuatan pemetaan pemilihan penanaman pencetakan "
    "pendataan pendirian penelitian penerbitan pengadaan pengecatan pengembangan pengerukan pengesahan pengiriman "
    "penggalian pengkajian pengumpulan penyaluran penyampaian penyebarluasan penyebaran penyediaan penyuluhan "
    "penyusunan perbanyakan perekrutan peremajaan peresmian pertemuan perumusan pembinaan pemberdayaan "
    "program proyek rapat rehabilitasi rekrutmen rekonstruksi renovasi sarasehan seleksi seminar "
    "sertifikasi simulasi "
    "sosialisasi studi survei survey uji verifikasi pembekalan pembayaran pencanangan "
    "penandatanganan pengenalan pengoordinasian pengkoordinasian "
    "penetapan penjajakan penjaringan pemutakhiran pendokumentasian penghitungan pengintegrasian "
    "penelaahan webinar workshop talkshow publikasi promosi"
)
# Work that goes on, of which one may say how it goes: "Pengelolaan sampah yang baik" is a condition.
ONGOING = _set(
    "administrasi advokasi asistensi audit digitalisasi edukasi evaluasi harmonisasi implementasi "
    "integrasi koordinasi "
    "konsultasi konservasi mitigasi monev monitoring operasi operasionalisasi patroli pelaksanaan "
    "pelaporan pemanfaatan "
    "pemantauan pembiayaan pembudayaan pemeliharaan pemeriksaan pemilahan pemugaran pemungutan penagihan penanganan "
    "penanggulangan penataan penatausahaan pencatatan pencegahan pendampingan pendayagunaan penegakan penerapan "
    "penertiban pengaturan pengawalan pengawasan pengelolaan pengendalian pengolahan pengujian penyelarasan "
    "penyelenggaraan penyelesaian penyempurnaan perawatan perbaikan perencanaan perlindungan "
    "rehabilitasi sinkronisasi bantuan gerakan kerja-sama kerjasama pelacakan pelibatan pelimpahan pelindungan "
    "pelunasan pelurusan peluncuran pelelangan "
    "pelebaran pelengkapan perekaman perekrutan perintisan perakitan penjangkauan skrining "
    "standardisasi standarisasi supervisi validasi vaksinasi imunisasi verifikasi pengangkutan "
    "pembersihan pemenuhan pengadministrasian pengurusan pemrosesan penciptaan penghijauan "
    "reboisasi penyiapan persiapan penguatan pembudidayaan pemasaran penyelamatan pengamanan penempatan penjaminan "
    "pelayanan pengukuran penilaian"
) - _set(
    "pelayanan perencanaan perlindungan administrasi operasi penguatan rehabilitasi verifikasi"
)
ACTIVITIES = PUSHES | ONCE | ONGOING
# Other words of this shape are deeds too, except what one has, suffers or studies.
DEED = re.compile(r"pe(?:m|n|ng|ny)[a-z]{3,}an$|[a-z]{4,}isasi$")
NO_DEEDS = _set(
    "pemahaman pemakaman pemandangan pembelajaran pemerataan pemerintahan pemikiran pemukiman penampilan pencaharian "
    "pencemaran "
    "pencucian pendanaan pendapatan pendekatan penderitaan pendidikan penerangan penerbangan penerimaan pengabdian "
    "pengaduan pengakuan pengalaman pengamalan pengambilan pengangguran pengeluaran pengetahuan penggunaan penghargaan "
    "penghasilan penghayatan penginapan penguasaan pengungsian peninggalan penjualan penularan penyakitan "
    "penyalahgunaan penyeberangan penyertaan penyiaran penyimpangan pengelompokan pengairan penindasan penantian "
    "organisasi urbanisasi globalisasi realisasi otonomisasi lokalisasi improvisasi "
    "pemasukan pemilikan pemuatan pengusahaan penyerapan pembayaran-pajak penanaman"
) - _set("pencucian penyakitan pembayaran-pajak penanaman pengelompokan")
# A verb of doing begins an activity, except these: "Meningkat", "Merata", and nouns that look like one.
NOT_DOING = _set(
    "meningkat menurun membaik menguat merata memadai melemah meluas mengecil membesar menyempit menyusut menipis "
    "menteri media medis medik meja mesin mental merek merah metode metodologi meter menu menara "
    "mekanisme mekanisasi "
    "melayu merdeka menengah menular meninggal mendalam merupakan melalui mengenai menurut menuju "
    "meliputi meteorologi "
    "metropolitan melati mendasar menyeluruh menengah-atas mentor mentoring menengahnya mediasi membran mengungsi "
    "menguntungkan memuaskan menarik membanggakan meyakinkan menyenangkan menonjol membudaya mendunia"
)
# What anybody may do, not the office: whether it is done rightly is a condition.
BY_ANYBODY = _set("pemanfaatan pemakaian pembuangan pemilahan")
# Said of the deed, these only tell that it is done; other passives tell what is made of it: "Audit diterapkan".
CARRIED_OUT = _set(
    "dilakukan dilaksanakan diselenggarakan diadakan dikerjakan digelar dijalankan dimulai"
)
# Process words: the statement tells that an activity is finished (allowed where outputs stand).
FINISHED = _set(
    "terlaksananya terlaksanakannya terselenggaranya terselenggarakannya terkoordinasinya terkoordinasikannya "
    "terfasilitasinya terfasilitasi tersusunnya tersosialisasinya tersosialisasikannya terbentuknya terbinanya "
    "terevaluasinya termonitornya termonitoringnya terdokumentasikannya terinventarisasinya terinventarisirnya "
    "terverifikasinya terdatanya terdampinginya terlatihnya terdistribusinya terdistribusikannya terpublikasikannya "
    "terpublikasinya terdiseminasinya terdiseminasikannya terlaporkannya terkajinya terpetakannya dilaksanakannya "
    "diselenggarakannya disusunnya tersampaikannya terumuskannya terinformasikannya terpantaunya teradministrasinya "
    "terintegrasikannya terbitnya terproses terprosesnya terakomodirnya tersupervisinya"
) - _set("terbitnya")
