"""The words in which Indonesian agencies name indicators, as the rules D-07 to D-09, E-02, E-03 and E-10 read them.

Gathered from what planners write in Renstra, LKjIP and IKU lists; a word that is missing here is taken for neither.
"""

from __future__ import annotations


def listed(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


SHARE = listed("persentase prosentase presentase persen proporsi cakupan porsi % jml%")
COUNT = listed("jumlah jml total banyaknya volume panjang luas")
NUMBERS = listed("jumlah jml total banyaknya")
COMPOSITE = listed(
    "indeks index nilai skor predikat opini level maturitas kapabilitas status peringkat"
)
# What a name may begin with to say what is measured.
MEASURES = (
    SHARE
    | COUNT
    | COMPOSITE
    | listed(
        "rasio ratio rata-rata rerata rata angka tingkat kategori laju pertumbuhan prevalensi insiden insidensi "
        "kontribusi produksi produktivitas waktu lama lamanya durasi frekuensi kecepatan jarak kapasitas derajat "
        "ranking rangking umur usia harapan inflasi realisasi capaian kadar konsentrasi debit kepadatan intensitas "
        "besaran besarnya besar selisih penurunan peningkatan kenaikan pertambahan penambahan koefisien grade kelas "
        "akreditasi skala biaya gap pendapatan pengeluaran konsumsi nisbah daya indikator perolehan ukuran kedalaman "
        "keparahan elastisitas investasi hasil bobot suhu tinggi berat harga omzet omset laba deviasi zona kematangan "
        "satuan surplus defisit ekspor impor rentang simpangan penyerapan kelulusan kecukupan ketersediaan kemantapan "
        "pangsa kehilangan kepatuhan kepuasan ketepatan keterjangkauan partisipasi"
    )
)
ENGLISH = listed(
    "rate ratio coverage factor time index score level gini fertility prevalence number percentage growth"
)

# What is made or held: counted, it is an output.
PRODUCTS = listed(
    "laporan dokumen kegiatan rapat peserta aplikasi paket peraturan perda ranperda raperda perbup perwali "
    "perkada pergub sk sop spm buku leaflet brosur poster spanduk baliho modul konten naskah kajian data "
    "rekomendasi sosialisasi bimtek pelatihan diklat pertemuan forum event festival pameran lomba monitoring "
    "gedung alat bibit benih bantuan sistem website program berita notulen surat formulir peta basis database "
    "dataset nota mou kesepakatan perjanjian instrumen pedoman juknis juklak standar regulasi kebijakan publikasi "
    "artikel siaran video film penyuluhan workshop seminar fgd bimbingan pembinaan pendampingan koordinasi "
    "fasilitasi supervisi inspeksi patroli razia operasi survei survey verifikasi asistensi konsultasi musrenbang "
    "promosi gelar pengadaan pemeliharaan pembangunan rehabilitasi pemasangan penyusunan pelaksanaan "
    "penyelenggaraan rambu lampu plang papan penindakan perlengkapan peralatan meubelair mebel komputer server "
    "jaringan mobil obat vaksin pupuk sampel dokumentasi arsip kontrak rincian rancangan draf draft berkas "
    "layanan unit ruang prasarana sarana"
)
# Who is counted as taking part, when one of TAKING follows.
TAKING = listed(
    "dilatih mengikuti menerima mendapat mendapatkan memperoleh dibina didampingi difasilitasi disosialisasi "
    "terlatih terbina terfasilitasi penerima disuluh diundang hadir menghadiri mengikutinya dibantu diberi "
    "diberikan"
)
# Said of a thing: somebody has made or done it.
DONE = listed(
    "terpasang terbangun tersusun terlaksana terselenggara tersedia terbit terdistribusi terpelihara "
    "tersosialisasi terfasilitasi tersalurkan tersampaikan terkirim terverifikasi terlatih terbina tercetak "
    "terdokumentasi tayang terdata terinventarisasi terevaluasi terkumpul terbentuk diterbitkannya"
)
NOT_DONE = listed(
    "dinas digital diri disabilitas diare diabetes distribusi disiplin dividen diploma direktorat diklat difabel "
    "diskriminasi divisi dimensi dini diversi dialog diabetik difteri diniyah direksi diversifikasi digitalisasi "
    "dispensasi disparitas dipa diare- ditempatkan dipekerjakan diselamatkan dipulihkan"
)
# The names of what is done; a share of it says how much was done, not what came of it.
DOING = listed(
    "pelaksanaan penyelenggaraan koordinasi fasilitasi sosialisasi monitoring penyusunan pengadaan pelatihan "
    "bimbingan rapat pembinaan pengawasan pendampingan terlaksananya terselenggaranya tersusunnya "
    "terfasilitasinya terkoordinasinya tersosialisasinya terbinanya penyuluhan evaluasi pembuatan penyediaan "
    "penyerapan serapan pemeliharaan pemantauan realisasi terealisasinya keterlaksanaan penyebarluasan "
    "penyampaian pembahasan verifikasi pengumpulan pencetakan sinkronisasi pengusulan pemrosesan diklat bimtek"
)
PRODUCTS_IN_SHARES = listed(
    "laporan dokumen kegiatan rapat peserta sop notulen surat paket program aplikasi kajian naskah rancangan"
)
# What is said of them where they were only made; said otherwise, the share tells more: "yang disepakati industri".
MAKING = DONE | listed(
    "disusun dibuat diterbitkan disampaikan dilaksanakan diselesaikan diselenggarakan disediakan dicetak diunggah "
    "dikirim dikirimkan diproses direviu diverifikasi difasilitasi dikumpulkan dihasilkan ditetapkan terselesaikan "
    "diadakan dilakukan didokumentasikan"
)
# What makes a share of products say more than that they exist.
QUALITIES = listed(
    "berkualitas selaras sesuai konsisten ditindaklanjuti memenuhi lulus kompeten dimanfaatkan digunakan terpakai "
    "akurat andal berkinerja berhasil tercapai mencapai terintegrasi dipedomani diimplementasikan diadopsi baik "
    "meningkat menurun bekerja mandiri efektif dipatuhi berlaku responsif inovatif berdampak selarasnya "
    "keselarasan"
)
# Counted, these tell of people and their surroundings, not of what an office made.
CONDITIONS = listed(
    "penduduk wisatawan wisman wisnus kasus kejadian korban kematian pelanggaran pengunjung investor investasi "
    "pengangguran kemiskinan ekspor penderita kelahiran kecelakaan konflik kriminalitas kebakaran bencana "
    "perceraian pernikahan perkawinan penganggur pencari penumpang pemustaka tamu hotspot emisi timbulan kerugian "
    "pendapatan pad stunting prestasi medali wirausaha angkatan tawuran perkelahian demonstrasi sengketa"
)
# Counted in these, it is what an office wrote or held; in those, a thing where nothing is said of it.
PAPERS = listed("dokumen laporan kali kegiatan paket aplikasi naskah berita rekomendasi perda")
PIECES = listed("unit buah set")
# Businesses and homes: more of them is a result.
GROWS = listed(
    "usaha umkm ukm ikm industri koperasi perusahaan startup rumah kendaraan bumdes bumdesa rtlh"
)
VISITS = listed(
    "wisatawan wisata turis mancanegara nusantara pengunjung pasien perpustakaan rawat pemustaka museum neonatal "
    "antenatal k4 k1 k6 nifas destinasi objek obyek daya"
)
OUTCOME_ANGKA = listed(
    "kematian harapan kesakitan partisipasi putus melek melanjutkan lulus kelulusan kemiskinan pengangguran "
    "kriminalitas kejadian kelahiran stunting beban kecelakaan gizi kelangsungan kesembuhan ketergantungan "
    "kebebasan keberhasilan literasi buta fertilitas rata-rata mengulang konsumsi transisi kawin kecukupan"
)
OUTCOME_TINGKAT = listed(
    "kemiskinan pengangguran inflasi kesejahteraan kepuasan kemandirian kebahagiaan kesenjangan literasi "
    "maturitas kriminalitas hunian partisipasi kemantapan kepercayaan kegemaran kesehatan kerawanan ketimpangan "
    "kematangan"
)
OUTCOME_NILAI = listed(
    "sakip akip lakip reformasi rb tukar ikm skm indeks investasi ekspor spip maturitas pdrb produksi "
    "produktivitas ikpa lppd lkjip evaluasi kepuasan akuntabilitas pmprb mcp spbe omzet transaksi realisasi"
)
OUTCOME_ABBREVIATIONS = listed(
    "ipm ikm iklh akb aki akaba tpt ahh uhh rls hls apk apm ntp spbe idg ipg pdrb pdb ikk ikp idm tfr gini ika "
    "iku ikl ikal ikpa tpak pph irb ipkd idi ipei saidi saifi ike itkp ipnba bor"
)
UNSPECIFIC = listed("baik optimal maksimal bagus memadai optimalnya maksimalnya prima secukupnya")
# "baik" after these is a class of a known scale.
SCALES = listed(
    "kondisi kategori predikat berpredikat berkategori nilai bernilai sangat minimal kualifikasi status berstatus "
    "kriteria klasifikasi kelas gizi praktik peringkat permukaan cukup keadaan berkondisi rating opini akreditasi"
)
KNOWN_PRIMA = listed("pelayanan layanan")  # pelayanan prima is a term
# Both sides of "dan" say how one thing is.
ADJECTIVES = listed(
    "aktif sehat maju mandiri aman nyaman tertib layak bersih berkualitas produktif sejahtera miskin rentan "
    "kreatif tangguh efektif efisien baik sedang rusak ringan berat tepat mantap terlantar tertinggal berkembang "
    "lengkap benar akurat transparan akuntabel inklusif merata halal bergizi beragam seimbang kurang buruk pendek "
    "modern berkelanjutan unggul kompeten profesional bermutu terjangkau asri hijau terampil cerdas kuat adil "
    "makmur negeri swasta formal nonformal informal lokal nasional internasional provinsi kabupaten pusat daerah "
    "tinggi rendah besar kecil menengah dasar lanjutan primer sekunder basah kering mikro cepat mudah murah "
    "stabil laki-laki perempuan pria wanita darat laut udara kawin barang jasa domestik asing mancanegara "
    "nusantara utama madya nindya teknis fungsional struktural manajerial regional administratif fisik nonfisik"
)
UNITS_COMPOSITE = listed(
    "indeks index poin point skor nilai angka skala level kategori predikat opini grade huruf"
)
PERCENT = listed("% persen persentase prosentase percent")
# A share in percent that may lie outside 0 to 100.
OUTSIDE = listed(
    "peningkatan pertumbuhan kenaikan penurunan pertambahan penambahan capaian pencapaian realisasi kasar laju "
    "deviasi perubahan rasio inflasi selisih kelebihan surplus defisit tumbuh meningkatnya menurunnya hunian "
    "penyerapan"
)
