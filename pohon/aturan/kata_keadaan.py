"""Words that make a statement a condition: what is said of a thing, and verbs that tell how it is."""

from __future__ import annotations

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What happens to a thing: a statement with one of these has its own predicate.
HAPPENS = _set(
    "berfungsi berjalan berkembang berkurang berlangsung bertambah bertumbuh menguat meningkat menurun membaik naik "
    "selesai terbangun tercapai terjaga terjamin terkelola terkendali terlaksana terlayani terlindungi terpelihara "
    "terpenuhi tersalurkan tersedia terselenggara tersusun tertangani teratasi terwujud tumbuh tuntas turun pulih "
    "beroperasi kembali membudaya meluas menjangkau tiba terselesaikan tersalur bebas surplus mendunia tersebar"
)
# What is said of deeds: "Pengelolaan anggaran yang efektif".
OF_DEEDS = _set(
    "adaptif akuntabel efektif efisien inklusif kolaboratif maksimal optimal partisipatif responsif sistematis "
    "terintegrasi terpadu terarah terukur terencana tersistem transparan tepat objektif adil mudah cepat"
)
# What is said of things, and of work that goes on.
OF_THINGS = _set(
    "aktif akurat aman andal asri aksesibel bagus baik bahagia berakhlak berbudaya bermartabat bermutu "
    "berdaya berdaulat "
    "berintegritas berkarakter berkeadilan berkelanjutan berketahanan berkualitas bernilai "
    "berprestasi bersih bugar cakap "
    "cepat cerdas damai digital disiplin ekonomis handal harmonis hijau indah inovatif kompeten "
    "kompetitif kondusif kokoh "
    "kreatif kuat lancar laik layak lengkap lestari luas maju makmur mandiri mantap mapan melayani memadai memuaskan "
    "memahami membaca menarik merata modern mudah murah mutakhir netral nyaman pintar produktif "
    "profesional puas prima "
    "religius rendah rukun sadar sah sehat sejahtera selamat selaras sempurna seimbang setara sigap "
    "siap singkat sederhana jelas konsisten pasti ringan rapi ramah santun jujur amanah loyal kritis mumpuni "
    "ahli laris subur segar sejuk jernih relevan akurat teliti cermat dinamis fleksibel lincah positif signifikan "
    "banyak kenyang terkenal sportif demokratis toleran humanis rimbun aktual spesifik sepadan setimbang sinergi solid "
    "stabil sukses taat tangguh tangkas tanggap teduh tenteram terampil terang terbuka tercatat terdidik terhubung "
    "terintegrasi terjangkau terkini terlatih terpercaya tepercaya tersebar tersertifikasi tertata "
    "tertib tinggi unggul "
    "utuh valid patuh percaya pasti peduli ramah sampai sesuai mampu bergizi wajar menguntungkan "
    "membanggakan menyenangkan "
    "meyakinkan halal higienis steril cukup baku pendek penuh hemat tenang gratis rindang rata paham tahu ramping "
    "melek gemar cinta bangga yakin rajin"
)
STATES = HAPPENS | OF_DEEDS | OF_THINGS
# These tell of deeds also without "yang" before them.
BARE = _set(
    "efektif efisien optimal maksimal lancar merata akuntabel transparan tuntas tepat partisipatif memadai mudah cepat"
)
# A word of degree or time before a state.
TIMELY = _set("waktu sasaran mutu jumlah guna")  # "tepat waktu"
DEGREES = _set(
    "yang semakin makin kian lebih sudah telah cukup sangat berjalan menjadi tetap selalu dapat"
)
OPENS_CLAUSE = _set("yang untuk agar supaya dan atau serta akan dapat harus perlu")
GROWING = _set("semakin makin kian bebas nihil zero pemerataan")
PREPOSITIONS = _set(
    "antar antara atas bagi dalam dari dengan di guna ke kepada melalui oleh pada sebagai secara "
    "sesuai tentang terhadap "
    "untuk berdasarkan dan serta atau melalui hingga sampai"
)
CONDITION = re.compile(r"\w{3,}nya$")
NOT_CONDITION = _set(
    "lainnya khususnya umumnya selanjutnya sebelumnya sesungguhnya biasanya sepenuhnya seluruhnya "
    "semuanya sebagainya "
    "seterusnya artinya akhirnya hanya tanya minimalnya setidaknya sebaiknya seharusnya berikutnya "
    "sekitarnya didalamnya "
    "dalamnya pihaknya fungsinya warganya masyarakatnya anggotanya tugasnya"
)
# Look like verbs and are none (or are only said of a thing's kind): "daerah tertinggal", "keluarga berencana".
NOT_VERBS = _set(
    "berita beras beranda berkas berlian beruang bersama bersama-sama berbagai berdasarkan "
    "berencana berisiko "
    "berbahaya berupa berikut berikutnya berat berusaha bermotor berwenang bersangkutan bersyarat beragam berjangka "
    "berpendapatan berpenghasilan berkaitan bersubsidi bertingkat berkebutuhan beracun berhadapan bermasyarakat "
    "berkewarganegaraan bernegara berbangsa beserta "
    "terhadap terkait tersebut ternak terminal terapi teritorial tertinggal terpencil terluar "
    "terdepan tertentu terumbu "
    "terigu terpilih termasuk terlantar telantar terbaru teroris terorisme terapan teras terdampak tersier terbatas "
    "terduga teratur tertulis terpidana tersangka "
    "dinas diri digital diklat dialog disabilitas distribusi diabetes direktorat disiplin "
    "diversifikasi dimensi dinamika "
    "diplomasi diskusi difabel dihadapi dimiliki diperlukan dibutuhkan ditetapkan diri dini divisi "
    "merupakan melalui mengenai menurut menuju meliputi menteri media menular menengah meninggal mekanisme metode "
    "mendalam mental mesin medis menyeluruh"
)
PASSIVE = re.compile(
    r"di(?:\w{3,}(?:kan|i)|buat|bangun|jaga|kelola|pakai|bina|bangun|latih|percaya)$"
)
ACTIVE = re.compile(r"me(?:mp?|n|ng|ny|l|r|w|y)[a-z]{3,}$")
TER_BER = re.compile(r"(?:ter|ber)[a-z]{3,}$")
# A state that is part of a name says nothing of how things are.
COMPOUNDS = (
    "air bersih",
    "air minum layak",
    "sanitasi layak",
    "layak huni",
    "layak anak",
    "usia produktif",
    "keluarga sejahtera",
    "desa mandiri",
    "kampung mandiri",
    "tangguh bencana",
    "bebas bersyarat",
    "hidup sehat",
    "hidup bersih",
    "perguruan tinggi",
    "pendidikan tinggi",
    "ruang terbuka hijau",
    "ruang terbuka",
    "energi baru terbarukan",
    "tingkat tinggi",
    "pimpinan tinggi",
    "pasar modern",
    "produk unggul",
    "sadar wisata",
    "sadar hukum",
    "tepat guna",
    "cepat saji",
    "reaksi cepat",
    "ramah anak",
    "kerja sama",
    "job fair",
)
# At the end of a statement these tell how things are: "Warga sadar hukum".
PREDICATES = frozenset(
    one.replace(" ", "-")
    for one in (
        "layak huni",
        "layak anak",
        "ramah anak",
        "sadar hukum",
        "sadar wisata",
        "tangguh bencana",
    )
)
