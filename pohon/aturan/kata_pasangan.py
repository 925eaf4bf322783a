"""One thing with two names, though "dan" stands between them; and people, places and bodies that are listed."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.strip().splitlines())
    return tuple(sorted((line for line in lines if line), key=len, reverse=True))


# Official names of bidang urusan, programmes and agencies, fixed expressions, and near-synonyms said in one breath.
# Commas and "/" count; a comma before "dan" may stand or not. Longer ones are looked for first.
PAIRS = _pairs("""
    pekerjaan umum dan penataan ruang
    perumahan rakyat dan kawasan permukiman
    perumahan dan kawasan permukiman
    perumahan dan permukiman
    ketenteraman dan ketertiban umum serta perlindungan masyarakat
    ketenteraman, ketertiban umum dan perlindungan masyarakat
    ketenteraman, ketertiban umum, dan perlindungan masyarakat
    ketenteraman dan ketertiban
    ketertiban dan ketenteraman
    keamanan dan ketertiban
    keamanan dan kenyamanan
    keamanan dan keselamatan
    keselamatan dan keamanan
    keselamatan dan kesehatan kerja
    pemberdayaan perempuan dan perlindungan anak
    perlindungan perempuan dan anak
    perempuan dan anak
    ibu dan anak
    ibu dan bayi
    ibu hamil dan menyusui
    bayi dan balita
    anak dan remaja
    anak dan balita
    laki-laki dan perempuan
    pria dan wanita
    lansia dan disabilitas
    fakir miskin dan anak terlantar
    administrasi kependudukan dan pencatatan sipil
    kependudukan dan pencatatan sipil
    kependudukan dan keluarga berencana
    pengendalian penduduk dan keluarga berencana
    keluarga berencana dan keluarga sejahtera
    keluarga berencana dan kesehatan reproduksi
    pemberdayaan masyarakat dan desa
    desa dan kelurahan
    kelurahan dan desa
    desa dan kawasan perdesaan
    komunikasi dan informatika
    teknologi informasi dan komunikasi
    informasi dan komunikasi
    informasi dan dokumentasi
    koperasi, usaha kecil, dan menengah
    koperasi, usaha kecil dan menengah
    koperasi dan usaha kecil menengah
    koperasi dan usaha mikro
    koperasi dan umkm
    koperasi dan ukm
    usaha mikro, kecil, dan menengah
    usaha mikro, kecil dan menengah
    usaha kecil dan menengah
    industri kecil dan menengah
    kepemudaan dan olahraga
    kepemudaan dan keolahragaan
    pemuda dan olahraga
    kelautan dan perikanan
    pesisir dan pulau-pulau kecil
    energi dan sumber daya mineral
    perpustakaan dan kearsipan
    perpustakaan dan arsip
    kesatuan bangsa dan politik
    persatuan dan kesatuan
    penelitian dan pengembangan
    riset dan inovasi
    pendidikan dan pelatihan
    pendidikan dan kebudayaan
    pendidik dan tenaga kependidikan
    guru dan tenaga kependidikan
    pariwisata dan ekonomi kreatif
    kebudayaan dan pariwisata
    seni dan budaya
    adat dan budaya
    perindustrian dan perdagangan
    penanaman modal dan pelayanan terpadu
    perizinan dan nonperizinan
    perizinan dan non perizinan
    tanaman pangan dan hortikultura
    peternakan dan kesehatan hewan
    ternak dan unggas
    pangan dan gizi
    pemadam kebakaran dan penyelamatan
    kebakaran dan penyelamatan
    hutan dan lahan
    lalu lintas dan angkutan jalan
    angkutan sungai, danau, dan penyeberangan
    sungai, danau dan penyeberangan
    jalan dan jembatan
    jalan dan drainase
    gedung dan bangunan
    bangunan dan lingkungan
    sarana dan prasarana
    prasarana dan sarana
    prasarana, sarana, dan utilitas
    prasarana, sarana dan utilitas
    fasilitas dan utilitas
    sandang dan pangan
    makanan dan minuman
    obat dan makanan
    obat dan perbekalan kesehatan
    obat dan alat kesehatan
    barang dan jasa
    barang/jasa
    barang milik negara dan daerah
    pajak dan retribusi
    pajak daerah dan retribusi daerah
    keuangan dan aset
    pendapatan dan belanja
    anggaran pendapatan dan belanja
    perencanaan dan penganggaran
    monitoring dan evaluasi
    pengawasan dan pengendalian
    pengendalian dan evaluasi
    pemeliharaan dan perbaikan
    pemeliharaan dan perawatan
    perbaikan dan pemeliharaan
    operasi dan pemeliharaan
    bahan dan keterangan
    penyidikan dan penyelidikan
    penyelidikan dan penyidikan
    verifikasi dan validasi
    komunikasi dan digital
    korban jiwa dan kerugian
    akomodasi dan konsumsi
    pemantauan dan evaluasi
    data dan informasi
    data dan statistik
    statistik dan persandian
    ilmu pengetahuan dan teknologi
    pengetahuan dan keterampilan
    pengetahuan dan teknologi
    hukum dan ham
    hukum dan hak asasi manusia
    hak dan kewajiban
    tugas dan fungsi
    tugas pokok dan fungsi
    norma, standar, prosedur, dan kriteria
    organisasi dan tata laksana
    kelembagaan dan ketatalaksanaan
    korupsi, kolusi, dan nepotisme
    narkotika dan obat terlarang
    pencegahan dan pemberantasan penyalahgunaan
    bencana dan kebakaran
    hama dan penyakit
    iman dan takwa
    keimanan dan ketakwaan
    sosial dan budaya
    sosial dan ekonomi
    ekonomi dan sosial
    adil dan makmur
    adil dan merata
    aman dan tertib
    aman dan nyaman
    baik dan benar
    baik dan bersih
    bersih dan sehat
    bersih dan melayani
    bersih dan akuntabel
    efektif dan efisien
    efektivitas dan efisiensi
    efisiensi dan efektivitas
    transparansi dan akuntabilitas
    akuntabilitas dan transparansi
    produksi dan produktivitas
    kapasitas dan kapabilitas
    kapasitas dan kompetensi
    kemudahan dan kecepatan
    kecepatan dan ketepatan
    jumlah dan mutu
    mutu dan keamanan
    keamanan dan mutu
    tertib dan lancar
    tepat waktu dan tepat sasaran
    kabupaten/kota
    kabupaten dan kota
    provinsi/kabupaten/kota
    desa/kelurahan
    kelurahan/desa
    rt/rw
    tni/polri
    tni dan polri
    dan/atau
    perundang-undangan
    pusat dan daerah
    tumbuh dan kembang
    tumbuh dan berkembang
    tumbuh dan berkembangnya
    mulut dan kuku
    kebutuhan pokok dan barang penting
    kebutuhan pokok dan penting
    flora dan fauna
    orang dan barang
    penumpang dan barang
    ruang terbuka hijau dan taman
    nikah dan rujuk
    peran serta
    turut serta
    ikut serta
    serta merta
""")
# Lists of people, places and bodies are one group, not two conditions.
PEOPLE = _set(
    "aparat aparatur asn anak balita bayi buruh calon difabel disabilitas dosen dunia guru ibu "
    "industri investor jemaah "
    "kader keluarga kelompok komunitas konsumen korban lansia lembaga mahasiswa masyarakat mitra murid nelayan orang "
    "organisasi pasien pedagang pegawai pejabat pekerja pelajar pelaku pelatih pembudidaya pemda pemerintah pemuda "
    "penduduk pendidik pengelola pengurus pengusaha penyandang penyuluh perajin perangkat perempuan peternak petani "
    "petugas pimpinan produsen relawan remaja santri siswa stakeholder swasta taruna tenaga tokoh umkm "
    "warga wisatawan ormas "
    "akademisi umat penganut penghayat kepolisian kejaksaan tni polri instansi kementerian bumd "
    "bumdes koperasi atlet seniman budayawan pemilih gelandangan pengemis tunawisma bidan dokter perawat nakes "
    "auditor transmigran pustakawan widyaiswara arsiparis pelanggan penumpang pengemudi pembeli penjual narapidana "
    "napi veteran penderita "
    "peserta pendamping pelapor saksi tahanan kepala pengadilan dinas badan camat lurah"
)
PLACES = _set(
    "bandara bendungan danau daerah desa dusun gampong gunung hulu hilir jorong kabupaten kampung "
    "kampus kantor kawasan "
    "kecamatan kelurahan kota laut madrasah nagari negara pantai pasar pedesaan perbatasan perdesaan perkotaan "
    "permukiman pesantren pesisir pelabuhan posyandu provinsi pulau pusat puskesmas rumah sekolah "
    "sungai taman terminal "
    "wilayah mancanegara nusantara pura masjid gereja rt rw panti lapas rutan klinik bank toko ritel swalayan "
    "lokapasar marketplace hotel drainase "
    "saluran waduk embung rusun jalan"
)
LISTED = PEOPLE | PLACES
AND_SO_ON = _set("lain lain-lain lainnya sebagainya seterusnya sejenisnya")
