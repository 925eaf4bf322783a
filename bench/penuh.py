"""A tree as an agency ends up with it: 1,000 nodes that read like real ones, mapped, handed out, with their letters.

Nearly all of it is sound, one node in twelve is not, so that the rules mostly find nothing, as in a tree
that people work on.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle
from typing import Any

from bench.data import SEED, House
from jabatan.models import (
    Jabatan,
    KinerjaJabatan,
    PasanganIndikator,
    Pejabat,
    PerjanjianKinerja,
)
from lib import tree
from perencanaan.models import Dokumen, Komponen, Pagu, Pemetaan
from pohon import actions
from pohon.models import Indikator, Pohon, Simpul

CSF, PROGRAM, KEGIATAN, SUBKEGIATAN = 20, 3, 3, 4
COUNT = 1000
BIDANG, SEKSI = 5, 20
TAHUN = 2026
# fmt: off
OBJEK = (
    "angkutan umum perkotaan", "terminal tipe C", "halte", "rambu lalu lintas", "marka jalan",
    "lampu penerangan jalan", "perlintasan sebidang", "parkir tepi jalan", "dermaga penyeberangan",
    "pengujian kendaraan bermotor", "angkutan sekolah", "angkutan barang", "jalur sepeda", "trotoar sekolah",
    "persimpangan bersinyal", "zona selamat sekolah", "angkutan perdesaan", "bengkel umum", "juru parkir",
    "pelayaran rakyat", "bus kota", "izin trayek", "analisis dampak lalu lintas", "kendaraan wisata", "taksi daring",
    "gedung parkir", "jembatan penyeberangan", "pos pantau", "kapal sungai", "armada pemadam", "data lalu lintas",
    "sopir angkutan kota", "penumpang lanjut usia", "penyandang disabilitas", "pelajar pengguna sepeda motor",
    "kawasan pasar induk", "jalan kabupaten", "tikungan rawan", "gudang logistik", "pangkalan ojek",
    "aplikasi tiket", "retribusi parkir", "arsip perizinan", "aset daerah", "laporan keuangan", "pegawai dinas",
    "pengaduan warga", "rencana kerja dinas", "naskah perjanjian", "kendaraan dinas", "mesin uji emisi",
    "pagar pengaman", "cermin tikungan", "alat pemberi isyarat", "simpul transportasi", "kawasan wisata",
    "tempat istirahat", "sarana kereta ringan", "pelabuhan pengumpan", "bandar udara perintis",
)
KONDISI = (
    ("Meningkatnya", "kelayakan {}", "Persentase {} yang laik"),
    ("Meningkatnya", "keandalan layanan {}", "Indeks keandalan {}"),
    ("Menurunnya", "gangguan pada {}", "Rasio gangguan pada {}"),
    ("Meningkatnya", "kepatuhan {} terhadap standar", "Tingkat kepatuhan {} terhadap standar"),
    ("Membaiknya", "keselamatan di {}", "Angka kecelakaan di {}"),
    ("Meningkatnya", "pemanfaatan {}", "Tingkat pemanfaatan {}"),
    ("Menurunnya", "waktu tunggu {}", "Rata-rata waktu tunggu {}"),
    ("Meningkatnya", "kepuasan pengguna {}", "Indeks kepuasan pengguna {}"),
    ("Meningkatnya", "cakupan {}", "Cakupan {}"),
    ("Terkendalinya", "kepadatan {}", "Derajat kepadatan {}"),
    ("Meningkatnya", "ketepatan jadwal {}", "Persentase ketepatan jadwal {}"),
    ("Meningkatnya", "tertib administrasi {}", "Persentase tertib administrasi {}"),
)
HASIL = (
    ("Tersusunnya", "dokumen kajian {}", "Jumlah dokumen kajian {}"),
    ("Terpasangnya", "perlengkapan {}", "Jumlah perlengkapan {} yang dipasang"),
    ("Terpeliharanya", "sarana {}", "Jumlah sarana {} yang dipelihara"),
    ("Terlaksananya", "pelatihan petugas {}", "Jumlah petugas {} yang dilatih"),
    ("Terlaksananya", "pengawasan {}", "Jumlah laporan pengawasan {}"),
    ("Tersedianya", "peta sebaran {}", "Jumlah peta {} yang disusun"),
    ("Terbitnya", "pedoman teknis {}", "Jumlah pedoman teknis {}"),
    ("Terlaksananya", "survei pengguna {}", "Jumlah survei pengguna {}"),
    ("Terbangunnya", "basis data {}", "Jumlah basis data {}"),
    ("Terlaksananya", "pembinaan pengelola {}", "Jumlah pengelola {} yang dibina"),
    ("Terawatnya", "peralatan {}", "Jumlah peralatan {} yang dirawat"),
    ("Tersampaikannya", "laporan berkala {}", "Jumlah laporan berkala {}"),
    ("Terselenggaranya", "forum pengguna {}", "Jumlah forum pengguna {}"),
)
CACAT = (
    "Sosialisasi {}", "Meningkatnya kualitas dan kuantitas {}", "Kurangnya perhatian pada {}",
    "Meningkatnya {} sebesar 80 persen", "Optimalisasi {}",
)
# fmt: on
LESS = ("Rasio gangguan", "Angka kecelakaan", "Rata-rata waktu", "Derajat kepadatan")
EVERY = 12  # one node in so many is not sound
LEVELS = ("strategis_urusan", "taktikal_intermediate", "taktikal_immediate", "operasional")
JENIS = ("csf", "antara", "antara", "operasional")
KOMPONEN = ("sasaran", "program", "kegiatan", "subkegiatan")


class _Words:
    """Deals statements with an indicator each, none twice, those of one branch about the same few things."""

    def __init__(self) -> None:
        dice = random.Random(SEED)
        self.number = 0
        self.left: dict[tuple[int, bool], list[tuple[tuple[str, str, str], str]]] = {}
        for branch in range(CSF):
            objects = [OBJEK[branch + CSF * part] for part in range(len(OBJEK) // CSF)]
            for lowest, forms in ((False, KONDISI), (True, HASIL)):
                pairs = [(form, what) for form in forms for what in objects]
                dice.shuffle(pairs)
                self.left[branch, lowest] = pairs

    def deal(self, branch: int, *, lowest: bool) -> tuple[str, str]:
        """Return a statement and the name of its indicator."""
        self.number += 1
        pairs = self.left[branch, lowest]
        (verb, said, measured), what = pairs[self.number % len(pairs)]
        pairs.remove(((verb, said, measured), what))
        text = f"{verb} {said.format(what)}"
        if self.number % EVERY == 0:
            text = CACAT[self.number // EVERY % len(CACAT)].format(what)
        return text, measured.format(what)


def _indikator(nama: str, number: int, level: str, house: House) -> dict[str, Any]:
    lowest = level == "operasional"
    rate = nama.startswith(("Persentase", "Cakupan", "Tingkat"))
    start, step = 20 + number % 40, -1 if nama.startswith(LESS) else 2
    entry: dict[str, Any] = {
        "nama": nama,
        "satuan": "unit" if lowest else "%" if rate else "angka",
        "polaritas": "minimize" if nama.startswith(LESS) else "maximize",
        "jenis": "output" if lowest else "outcome",
        "definisi_operasional": f"{nama} menurut hasil pencatatan dinas selama satu tahun",
        "formula": f"{nama} dihitung dari hasil pencatatan dibagi seluruh sasaran dikali 100",
        "sumber_data": "Laporan tahunan dinas",
        "penanggung_jawab": "Kepala bidang",
        "frekuensi": "tahunan",
        "baseline_tahun": house.periode.tahun_awal - 1,
        "baseline_nilai": start,
        "target": {
            str(tahun): start + step * (i + 1) for i, tahun in enumerate(house.periode.tahun)
        },
    }
    if number % EVERY == 5:
        del entry["definisi_operasional"], entry["frekuensi"]
    if number % EVERY == 7:
        entry["target"].pop(str(house.periode.tahun_akhir))
    return entry


def nodes(house: House) -> Iterator[dict[str, Any]]:
    """Yield the 999 nodes below the outcome in tree order: CSF, programs, kegiatan, subkegiatan."""
    words = _Words()
    extra = COUNT - 1 - CSF * (1 + PROGRAM * (1 + KEGIATAN * (1 + SUBKEGIATAN)))
    filled: set[int] = set()  # the branches that have their one kegiatan with a subkegiatan more
    counter = iter(range(COUNT))

    def branch(place: int, depth: int, upper: str | None) -> Iterator[dict[str, Any]]:
        number, level = next(counter), LEVELS[depth]
        text, measured = words.deal(place, lowest=depth == len(LEVELS) - 1)
        entry: dict[str, Any] = {
            "kunci": f"s{number}",
            "induk_kunci": upper,
            "jenis": JENIS[depth],
            "pernyataan": text,
            "hubungan": "ya",
            "bobot": "rendah" if number % EVERY == 3 else "tinggi",
            "level_kinerja": level,
            "pengampu": house.unit.pk,
            "indikator": [_indikator(measured, number, level, house)],
        }
        if depth == 0:
            cause = f"Hasil telaah dokumen dan data {OBJEK[place]}"
            entry |= {"faktor_penyebab": cause, "sifat": "faktual", "metode": "empat_m"}
        yield entry
        if depth == len(LEVELS) - 1:
            return
        fuller = depth == len(LEVELS) - 2 and place < extra and place not in filled
        if fuller:
            filled.add(place)
        for _ in range((PROGRAM, KEGIATAN, SUBKEGIATAN)[depth] + fuller):
            yield from branch(place, depth + 1, entry["kunci"])

    for place in range(CSF):
        yield from branch(place, 0, None)


def make_full(house: House) -> Pohon:
    """Build the tree in stage 5 with its Renstra and its positions."""
    pohon = actions.create_pohon(
        user=house.user,
        instansi=house.instansi,
        unit=house.unit,
        periode=house.periode,
        pernyataan="Menurunnya kemacetan lalu lintas",
        tahap=Pohon.Tahap.INDIKATOR,
    )
    actions.build_pohon(user=house.user, pohon=pohon, simpul=list(nodes(house)))
    Pohon.objects.filter(pk=pohon.pk).update(tahap=5)
    _plan(house, pohon)
    _hand_out(house, pohon)
    return Pohon.objects.select_related("instansi", "unit", "periode").get(pk=pohon.pk)


def _rows(pohon: Pohon) -> list[Simpul]:
    return list(Simpul.objects.filter(pohon=pohon).order_by("lft"))


def _plan(house: House, pohon: Pohon) -> None:
    """Give each node the komponen of its level, the lowest with pagu."""
    dokumen = Dokumen.objects.create(
        instansi=house.instansi,
        unit=house.unit,
        periode=house.periode,
        jenis=Dokumen.Jenis.RENSTRA_PD,
        nama="Renstra Dinas Perhubungan",
    )
    made: dict[int, Komponen] = {}
    numbers: dict[int, int] = {}
    for node in _rows(pohon):
        upper = made.get(node.induk_id or 0)
        jenis = "tujuan" if node.induk_id is None else KOMPONEN[LEVELS.index(node.level_kinerja)]
        number = numbers[node.induk_id or 0] = numbers.get(node.induk_id or 0, 0) + 1
        if jenis == "program":
            kode = f"2.15.{sum(row.jenis == jenis for row in made.values()) + 2:02}"
        else:
            kode = "" if jenis in KOMPONEN[:1] or upper is None else f"{upper.kode}.{number:02}"
        row = Komponen(
            dokumen=dokumen,
            jenis=jenis,
            kode=kode,
            nama=node.pernyataan,
            sasaran=node.pernyataan,
        )
        made[node.pk] = tree.under(row, upper)
    rows = tree.build(list(made.values()), tree_id=dokumen.pk)
    Pemetaan.objects.bulk_create(
        [Pemetaan(simpul_id=pk, komponen=row) for pk, row in made.items()], batch_size=500
    )
    Pagu.objects.bulk_create(
        [
            Pagu(komponen=row, tahun=tahun, nilai=Decimal(250_000_000), sumber_dana="APBD")
            for row in rows
            if row.jenis == Komponen.Jenis.SUBKEGIATAN
            for tahun in house.periode.tahun
        ],
        batch_size=500,
    )


def _hand_out(house: House, pohon: Pohon) -> None:
    """Make the head, 5 bidang, 20 seksi and their staff; each node is carried by one of its level."""
    layers: dict[str, list[Jabatan]] = {level: [] for level in LEVELS}

    def make(level: str, nama: str, jenjang: str, upper: Jabatan | None) -> Jabatan:
        row = Jabatan(instansi=house.instansi, unit=house.unit, nama=nama, jenjang=jenjang)
        layers[level].append(tree.under(row, upper))
        return row

    ordered: list[Jabatan] = [make(LEVELS[0], "Kepala Dinas", "jpt_pratama", None)]
    for bidang in range(1, BIDANG + 1):
        ordered.append(
            head := make(LEVELS[1], f"Kepala Bidang {bidang}", "administrator", ordered[0])
        )
        for seksi in range(1, SEKSI // BIDANG + 1):
            name = f"Kepala Seksi {bidang}.{seksi}"
            ordered.append(middle := make(LEVELS[2], name, "pengawas", head))
            for number in range(1, 10):
                name = f"Penata Layanan {bidang}.{seksi}.{number}"
                ordered.append(make(LEVELS[3], name, "jf", middle))
    rows = tree.build(ordered, tree_id=house.instansi.pk)
    begin = datetime.date(2025, 1, 2)
    Pejabat.objects.bulk_create(
        [
            Pejabat(jabatan=row, nama=f"Pejabat {n}", nip=f"1980010120050{n:05}", mulai=begin)
            for n, row in enumerate(rows)
        ]
    )
    carried = list(_carried(_rows(pohon), layers))
    KinerjaJabatan.objects.bulk_create(carried, batch_size=500)
    _give_reasons(carried)
    date = datetime.date(TAHUN, 1, 5)
    PerjanjianKinerja.objects.bulk_create(
        [
            PerjanjianKinerja(jabatan=row, tahun=TAHUN, tempat="Kota Ukur", tanggal=date)
            for row in rows
        ]
    )


def _give_reasons(carried: list[KinerjaJabatan]) -> None:
    """Declare the lowest indicators unique, with a reason, against the first thing their superior carries."""
    first: dict[int, KinerjaJabatan] = {}
    for row in carried:
        first.setdefault(row.jabatan_id, row)
    indikator = dict(
        Indikator.objects.filter(simpul__pohon=carried[0].simpul.pohon_id).values_list(
            "simpul", "pk"
        )
    )
    PasanganIndikator.objects.bulk_create(
        [
            PasanganIndikator(
                bawahan=row,
                atasan=first[row.jabatan.induk_id or 0],
                indikator_atasan_id=indikator[first[row.jabatan.induk_id or 0].simpul_id],
                indikator_bawahan_id=indikator[row.simpul_id],
                teknik="unique",
                alasan="Keluaran yang menopang seluruh seksi",
            )
            for row in carried
            if row.simpul.level_kinerja == LEVELS[-1]
        ],
        batch_size=500,
    )


def _carried(daftar: list[Simpul], layers: dict[str, list[Jabatan]]) -> Iterator[KinerjaJabatan]:
    """Yield who carries what: the nodes of a level in their order, as evenly as it goes."""
    for level, carriers in layers.items():
        nodes = [
            n
            for n in daftar
            if n.level_kinerja == level or (n.induk_id is None and level == LEVELS[0])
        ]
        share = -(-len(nodes) // len(carriers))
        turns = cycle(carriers)
        current = next(turns)
        for place, node in enumerate(nodes):
            if place and place % share == 0:
                current = next(turns)
            yield KinerjaJabatan(jabatan=current, simpul=node)
