"""Words that leave a statement a problem, and nouns of which more is better or worse."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A statement that begins with one of these names what is wrong.
WRONG_FIRST = _set(
    "rendahnya kurangnya lemahnya minimnya terbatasnya buruknya jeleknya sulitnya lambatnya "
    "lambannya maraknya rusaknya "
    "menumpuknya mahalnya sempitnya tumpang overkapasitas keterbatasan kesenjangan ketimpangan kerusakan kelemahan "
    "kekurangan ketidaksesuaian ketidakpastian ketergantungan keterlambatan kesulitan permasalahan masalah maraknya "
    "kurang minim lemah rendah buruk rusak belum tidak masih over sulit lambat terbatas terhambatnya terkendalanya "
    "kelebihan ketiadaan kelangkaan kekosongan merosotnya memburuknya melemahnya melambatnya tidakadanya belumnya"
)
# A statement without a condition of its own that holds one of these says what is wrong.
WRONG = _set(
    "belum tidak kurang masih rusak minim rendah lemah buruk lambat terbatas sulit terhambat macet over tumpang "
    "rumit berbelit berbelit-belit semrawut kotor tercemar menumpuk timpang lamban mahal usang"
)
# "Banyaknya", "Tingginya" are wrong only of what is bad.
MUCH_FIRST = _set(
    "tingginya banyaknya besarnya luasnya meluasnya bertambahnya meningkatnya naiknya meningginya"
)
LESS_FIRST = _set("menurunnya berkurangnya turunnya merosotnya menyusutnya")
BAD = _set(
    "kemacetan kemiskinan pengangguran ketimpangan kesenjangan stunting kematian kesakitan kejahatan kriminalitas "
    "pelanggaran korupsi pungutan pungli keluhan pengaduan pencemaran kerusakan kekerasan penyalahgunaan perceraian "
    "kecelakaan konflik kebakaran banjir longsor deforestasi perambahan penyakit penularan inflasi kebocoran "
    "penyimpangan ketergantungan kekumuhan kemiskinan pemborosan putus buta gizi sampah perundungan bullying "
    "pernikahan tengkes hoaks hoax intoleransi radikalisme terorisme kerawanan kerentanan kehilangan susut pemadaman "
    "narkoba narkotika hoaks miras abrasi sedimentasi emisi"
) - _set("sampah pengaduan gizi pernikahan")
GOOD = _set(
    "kualitas mutu kesehatan kesejahteraan kinerja kepuasan kepatuhan kesadaran partisipasi pendapatan produksi "
    "produktivitas daya akses kompetensi kapasitas keterampilan pengetahuan pemahaman keamanan kenyamanan ketertiban "
    "akuntabilitas transparansi integritas investasi ekspor pertumbuhan harapan minat kepercayaan "
    "ketahanan keselamatan "
    "cakupan efektivitas efisiensi profesionalisme kemandirian kelestarian kerukunan prestasi"
)
# Before the noun that counts: "Menurunnya angka kematian ibu".
BEFORE_NOUN = _set(
    "angka jumlah tingkat kasus prevalensi persentase rasio laju indeks kejadian nilai volume titik "
    "potensi risiko praktik "
    "tindak perilaku jenis frekuensi proporsi penduduk anak"
)
# Much of what is bad, said after it: "Kemiskinan masih tinggi", "Kemacetan meningkat".
MUCH = _set("tinggi meningkat bertambah naik marak banyak meluas")
# What is done about it: "Jalan rusak tertangani" is no problem any more.
RELIEF = _set(
    "turun tangan atasi selesai hapus cegah tanggulang pulih rehabilitasi kendali tertib entas "
    "lindung bantu layan basmi "
    "urai hilang padam tekan bebas tuntas sembuh tindak minim musnah tingkat tambah dampingi damping "
    "eliminasi reduksi surut "
    "penuhi penuh daya mitigasi perbaik hindar wujud jangkau evakuasi aman"
) - _set("minim tindak tambah")
RELIEVED = _set("perbaikan diperbaiki membaik memperbaiki")
# Kinds of people and things with such a word in their name.
NAMES = (
    "kurang mampu",
    "tidak mampu",
    "kurang beruntung",
    "tidak sekolah",
    "belum sekolah",
    "putus sekolah",
    "tidak layak huni",
    "tidak layak",
    "tidak menular",
    "tidak tetap",
    "tidak langsung",
    "tidak bergerak",
    "tidak berwujud",
    "tidak terduga",
    "tidak bekerja",
    "belum bekerja",
    "belum menikah",
    "belum produktif",
    "gizi kurang",
    "gizi buruk",
    "kurang gizi",
    "rendah karbon",
    "rendah emisi",
    "karbon rendah",
    "berpenghasilan rendah",
    "berpendapatan rendah",
    "tidak diskriminatif",
    "tidak memihak",
    "sampah tidak terkelola",
    "dataran rendah",
    "tanah rendah",
    "over the top",
    "kurang dari",
    "risiko rendah",
    "rendah risiko",
)
# After "tidak" these make it good: "Tidak ada pungutan liar".
NOT_BAD = _set(
    "ada adanya terjadi terjadinya lagi membuang merusak melanggar merokok tumpang sembarangan mencemari menimbulkan "
    "korupsi melakukan terlambat tercemar bocor diskriminatif terdapat ditemukan dipungut mengandung berulang kumuh "
    "macet rusak menebang membakar mencederai melukai menyakiti mengganggu merugikan menelantarkan menunggak "
    "merambah menambang mengemis menyuap mencuri berjudi menyontek menipu berkelahi "
    "berburu hanya sekadar terlibat"
)
# What one does well to leave: "Toko tidak menyediakan kantong plastik".
HARMFUL = _set(
    "plastik styrofoam rokok merokok narkoba narkotika miras sembarangan liar ilegal merkuri formalin boraks pungli "
    "calo suap gratifikasi kekerasan hoaks pestisida"
)
# What follows is what does not come about: "Kebakaran dipadamkan sebelum meluas".
AVERTED = _set("sebelum")
DENIALS = _set("belum tidak masih")
# Said at the end of work that goes on, or within it.
GOES_BADLY = _set("lemah rendah minim lambat buruk terhambat terbatas sulit kurang")
NOT_YET = _set("belum masih")
