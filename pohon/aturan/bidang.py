"""The fields of government by their words, as rule E-05 reads them, and the words that name no field.

A word may stand in several fields, an abbreviation beside what it stands for.
"""

from __future__ import annotations

from pohon.aturan.kata_indikator import listed

# Said of any place, office or act: shared, these relate nothing.
GENERAL = listed(
    "masyarakat warga daerah kabupaten kota provinsi kecamatan kelurahan desa wilayah pemerintah pemerintahan "
    "umum penyelenggaraan pelaksanaan koordinasi fasilitasi kegiatan upaya program proses sistem kualitas mutu "
    "jumlah tingkat nilai indeks persentase angka terlaksananya terselenggaranya meningkatnya menurunnya "
    "optimalnya terwujudnya baik tepat waktu sesuai standar rangka yang tidak telah sudah seluruh semua "
    "berdasarkan hasil kinerja tahun perangkat unit kerja lembaga badan dinas kantor instansi organisasi "
    "peningkatan penurunan dokumen laporan data memiliki mendapat mendapatkan menerima memenuhi melalui jenis "
    "tersedianya ketersediaan lokal nasional indonesia negara republik terhadap target capaian efektif efisien "
    "efektivitas efisiensi penerapan dibangun disusun dilakukan mengikuti pengelolaan dikelola terkelola publik "
    "sektor usaha bidang urusan peserta orang antar kepala peraturan dilaksanakan diselenggarakan level predikat "
    "kategori rata-rata rasio cakupan laju skor proporsi prosentase opini optimal maksimal memadai lanjut tindak "
    "minimal pihak kondisi akses aksesibilitas penyediaan jasa lainnya lain"
)
# In one of the fields below, but also said elsewhere: shared, these relate; alone, they tell no field.
MANY_MEANINGS = listed(
    "aman anak anggota aplikasi asesmen audit bangunan bantuan belanja bersih bidang bus cepat dasar data digital "
    "dokumentasi ekonomi evaluasi gedung halal harga hidup hubungan ikm industri informasi inovasi jalan jangkau "
    "jaringan kader kapasitas kasar kebijakan kecepatan kelas kepatuhan keselamatan kompetensi konsumsi konten "
    "kunjungan lama lansia lapangan layanan lintas listrik literasi manajemen media murni naskah paripurna "
    "partisipasi pasar pelajar pelatihan pelayanan pemanfaatan pembangunan pembinaan pemeriksaan pemuda penataan "
    "penduduk pengaduan perempuan perguruan perlindungan prestasi produk promosi rapat rawan rekomendasi rencana "
    "risiko ruang rumah sekolah seleksi sertifikat siaga siap sosial standar tanah tanggap tata temuan terbit "
    "tertib tinggi uji usaha usulan volume"
)
# Words of one field belong together though they share no stem.
FIELDS = (
    listed(
        "kesehatan sehat puskesmas rumah-sakit stunting gizi imunisasi harapan hidup kematian ibu bayi balita "
        "kesakitan penyakit tuberkulosis tbc tb hiv aids malaria dbd posyandu pasien rawat inap medis obat farmasi "
        "jkn bpjs antenatal aki akb ahh uhh uci skrining kis paripurna bed occupancy coverage treatment surveilans "
        "odf persalinan kelahiran hamil menular vaksin kb kontrasepsi fertilitas tfr bor gdr ndr rsud morbiditas "
        "mortalitas prevalensi lansia jiwa disabilitas sanitasi akreditasi wasting nakes dokter bidan perawat "
        "faskes klinik skrining resep"
    ),
    listed(
        "pendidikan sekolah siswa guru murid belajar pembelajaran lulusan kelas paud sd smp sma smk apk apm aps rls "
        "hls literasi numerasi putus buta aksara kurikulum pendidik pelajar mahasiswa kesetaraan nonformal beasiswa "
        "melek rapor asesmen perguruan tinggi akreditasi madrasah partisipasi kasar murni rombel lama pkbm "
        "melanjutkan"
    ),
    listed(
        "miskin kemiskinan sejahtera kesejahteraan ketimpangan gini pendapatan sosial bantuan terlantar penyandang "
        "disabilitas lansia rehabilitasi tpks pmks ppks pengeluaran kapita rentan keparahan kedalaman dtks bansos "
        "pengangguran daya beli konsumsi ipm pembangunan manusia"
    ),
    listed(
        "ekonomi perekonomian pdrb inflasi investasi pertumbuhan pendapatan kapita ekspor impor umkm ukm koperasi "
        "industri perdagangan pasar harga omzet wirausaha usaha dagang penanaman modal pma pmdn investor produk "
        "konsumsi ikm produksi lpe tpt pengangguran kerja lapangan daya saing kur kredit bumd bumdes bumdesa"
    ),
    listed(
        "tenaga kerja pengangguran tpt pencari penempatan hubungan industrial upah pelatihan kompetensi tpak magang "
        "pekerja buruh ketenagakerjaan lowongan terserap transmigrasi keterampilan"
    ),
    listed(
        "jalan jembatan infrastruktur mantap kemantapan konektivitas pekerjaan irigasi drainase mobilitas "
        "aksesibilitas jaringan longsor banjir genangan bangunan gedung konstruksi transportasi wilayah lajur"
    ),
    listed(
        "lalu lintas kemacetan macet kendaraan transportasi angkutan parkir volume kapasitas tempuh smp mobil service "
        "los ratio rambu kecelakaan trayek penumpang terminal dermaga jalan perhubungan uji halte bus keselamatan v/c "
        "lajur kecepatan laik"
    ),
    listed(
        "rumah perumahan permukiman hunian kumuh air minum sanitasi limbah backlog rtlh sambungan bersih spam layak "
        "huni psu"
    ),
    listed(
        "lingkungan hidup sampah limbah pencemaran iklh emisi hutan hijau udara air tutupan lahan gas kaca rth "
        "keanekaragaman hayati kebersihan adipura iklim daur reduksi pengurangan tpa bersih ika iku ikl kehutanan "
        "kebakaran hotspot kritis"
    ),
    listed(
        "pertanian petani irigasi embung prasarana padi jagung kedelai pangan tanaman hortikultura ternak "
        "peternakan perkebunan ntp tukar "
        "panen produksi produktivitas pupuk benih bibit penyuluh pola harapan pph sapi hewan daging telur susu lahan "
        "sawah kelompok tani gapoktan alsintan tanam kopi sawit karet kakao beras cadangan gizi poktan rawan konsumsi "
        "veteriner zoonosis"
    ),
    listed(
        "perikanan ikan nelayan budidaya tangkap kelautan pesisir laut pembudidaya garam ntn rumput konsumsi tukar"
    ),
    listed(
        "pariwisata wisata wisatawan destinasi kunjungan budaya kebudayaan seni cagar ekonomi kreatif hotel lama "
        "tinggal pad museum ekraf belanja festival event pameran brosur promosi"
    ),
    listed(
        "izin perizinan investasi penanaman modal pma pmdn lkpm iklim nib oss investor ptsp puas kepuasan ikm skm "
        "pelayanan terbit"
    ),
    listed(
        "pelayanan layanan puas kepuasan ikm skm governance ombudsman kepatuhan pengaduan paten terlayani keluhan "
        "prima aduan maklumat survei ipp inovasi zona antrean antrian pelanggan"
    ),
    listed(
        "reformasi birokrasi rb tata-kelola governance sakip akip lakip lkjip lke akuntabilitas akuntabel pmprb zi "
        "wbk wbbm integritas anti-korupsi kelembagaan ketatalaksanaan sop merit spip maturitas efisien organisasi "
        "tata kelola bersih transparan spbe opini bpk wtp lppd profesional profesionalitas"
    ),
    listed(
        "keuangan anggaran opini bpk wtp aset pad pajak retribusi pendapatan belanja apbd ikpa barang milik kas "
        "fiskal akuntansi serapan penyerapan realisasi akuntabilitas akuntabel lkpd dipa rka dpa bmn bmd apbdes "
        "kekayaan efisiensi"
    ),
    listed(
        "pengawasan awas pembinaan bina lhp lkpm temuan tindak audit reviu apip inspektorat spip maturitas "
        "kapabilitas tertib patuh kepatuhan pengendalian intern internal rekomendasi risiko korupsi gratifikasi lhkpn "
        "lhkasn mcp whistle integritas tlhp irban pemeriksaan bpk bpkp wbs sakip akip akuntabilitas"
    ),
    listed(
        "aparatur asn pns pegawai sdm kepegawaian kompetensi profesionalitas profesional cpns formasi seleksi mutasi "
        "promosi lhkpn merit jabatan disiplin diklat pelatihan kepemimpinan pensiun kinerja skp pppk talenta karier "
        "ip-asn ipasn jp manajemen sumber manusia pangkat absensi kehadiran kualifikasi"
    ),
    listed(
        "kependudukan penduduk kb tfr fertilitas akta ktp ktp-el kk kia pencatatan sipil nikah adminduk nik dukcapil "
        "administrasi identitas kelahiran pernikahan perekaman ikd"
    ),
    listed(
        "keamanan ketertiban tenteram ketenteraman tertib trantibum trantib pelanggaran kriminalitas kriminal konflik "
        "gangguan patroli linmas satpol aman kamtibmas kejahatan pidana kebakaran toleransi kerukunan kondusif k3 "
        "tawuran narkoba radikalisme demokrasi politik ormas sengketa unjuk rasa parkir liar penindakan"
    ),
    listed(
        "bencana tangguh ketangguhan risiko tanggap darurat kebakaran mitigasi evakuasi korban rehabilitasi "
        "rekonstruksi bpbd logistik banjir longsor gempa relawan kesiapsiagaan siaga siap irb ikd destana respon "
        "pemadam response penyelamatan"
    ),
    listed(
        "digital spbe elektronik informasi informatika aplikasi keterbukaan ppid teknologi internet jaringan "
        "statistik persandian kip media siber data komunikasi blankspot smart website tik bandwidth konten hoaks"
    ),
    listed(
        "perempuan anak gender keluarga kekerasan idg ipg perlindungan kla pernikahan dini kb kontrasepsi ibu pug ikg "
        "tppo layak kdrt pengarusutamaan keluarga-berencana kampung ibangga unmet"
    ),
    listed(
        "pemuda olahraga atlet medali prestasi kepemudaan pramuka peringkat kejuaraan porprov pon popda wirausaha "
        "pelopor"
    ),
    listed(
        "perpustakaan membaca baca literasi pemustaka arsip kearsipan buku gemar tgm iplm koleksi naskah"
    ),
    listed(
        "tanah pertanahan tata ruang rtrw rdtr sertifikat pemanfaatan zonasi agraria bidang peruntukan kesesuaian "
        "kota penataan bangunan"
    ),
    listed(
        "energi listrik elektrifikasi saidi saifi migas batubara ebt terbarukan tambang mineral esdm biogas bauran "
        "kelistrikan"
    ),
    listed(
        "perencanaan rencana rpjmd renstra rkpd renja keselarasan selaras konsistensi riset penelitian kajian inovasi "
        "litbang kebijakan pembangunan musrenbang usulan sinkronisasi rekomendasi evaluasi bappeda"
    ),
    listed(
        "hukum perda perkada produk ham regulasi peraturan legislasi bantuan harmonisasi perundang-undangan jdih "
        "propemperda ranperda legalitas sengketa perkara putusan"
    ),
    listed(
        "desa mandiri idm bumdes bumdesa apbdes perdes tertinggal swasembada berkembang kemandirian siskeudes pemdes"
    ),
    listed("rb sakip akuntabilitas akip kinerja kualitas-kinerja lke predikat"),
    listed("paten limpah dilimpahkan pelimpahan camat kewenangan pelayanan"),
    listed("bencana iklim ketahanan emisi"),
    listed(
        "agama keagamaan ibadah kerukunan haji umat beragama toleransi pesantren masjid zakat halal"
    ),
    listed("pengadaan barang jasa tender lpse ukpbj spse itkp pbj vendor e-katalog pdn tkdn"),
    listed(
        "kesbangpol bangsa politik kerukunan konflik ideologi wawasan nasionalisme pancasila toleransi demokrasi "
        "forkopimda forkopimcam paskibraka ormas radikalisme"
    ),
    listed("dprd sekretariat persidangan rapat legislatif anggota dewan protokol"),
    listed(
        "pemberdayaan berdaya kemasyarakatan lkd lpm swadaya gotong royong partisipasi posyantek pkk kelembagaan lad "
        "kader"
    ),
    listed("arsip kearsipan srikandi dokumentasi anri"),
)
# What is one thing to planners though each of its words may stand for anything.
PHRASES = {
    "penegakan peraturan daerah": "perda",
    "penegakan perda": "perda",
    "pemerintahan umum": "kesbangpol",
    "kesatuan bangsa": "kesbangpol",
    "tata kelola": "governance",
    "rata-rata lama sekolah": "sekolah",
    "harapan hidup": "kesehatan",
    "buang air besar": "odf",
    "air tanah": "airtanah",
    "tanpa izin": "liar",
    "kurang mampu": "miskin",
    "tidak mampu": "miskin",
    "bekerja sama": "kerjasama",
    "pemerintahan desa": "pemdes",
    "aparatur desa": "pemdes",
    "perangkat desa": "pemdes",
}
