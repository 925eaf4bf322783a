"""The tables of Tahap 1 to 5, with the heads of Kecamatan Batumandi's document (PermenPANRB 89/2021 B.III T1-T5).

Tahap 4 carries unit, baseline and yearly targets as further columns. The last columns of Tahap 5
(komponen, jabatan) belong to rooms this one does not know: the caller hands them in as `KolomTahap5`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.tabel import Baris, Format, Jenis, Kolom, Rata, Sel, Tabel
from lib.teks import format_date
from pohon import potret
from pohon.exporters.keterangan import footer, owner_name
from pohon.models import Crosscutting, DasarOutcome, Pohon, Simpul

Node = dict[str, Any]
JUDUL = {
    1: "Tahap 1 Menentukan outcome",
    2: "Tahap 2 Mengidentifikasi CSF yang dibutuhkan untuk mencapai kinerja",
    3: "Tahap 3 Menguraikan CSF ke kondisi antara sampai kondisi operasional",
    4: "Tahap 4 Merumuskan indikator kinerja",
    5: "Tahap 5 Menerjemahkan pohon kinerja ke komponen perencanaan dan kinerja jabatan",
}
RUJUKAN = {Simpul.Jenis.OUTCOME: "Tahap 1", Simpul.Jenis.CSF: "Tahap 2"}
LEVEL = {value: f"Kinerja {str(label).lower()}" for value, label in Simpul.LevelKinerja.choices}


@dataclass(frozen=True)
class KolomTahap5:
    """A column other rooms add to Tahap 5: its head, and the text for each simpul id that has one."""

    judul: str
    teks: Mapping[int, str]
    lebar: float = 26


def tables(pohon: Pohon, tambahan: Sequence[KolomTahap5] = ()) -> list[Tabel]:
    """Return the tables of the stages the tree has reached or has data for; five queries whatever the size."""
    head = potret.head(pohon)
    nodes = potret.nodes(Simpul.objects.filter(pohon=pohon))
    has_data = {
        1: True,
        2: any(node["jenis"] == Simpul.Jenis.CSF for node in nodes),
        3: any(node["jenis"] in {"antara", "operasional"} for node in nodes),
        4: any("indikator" in node for node in nodes),
        5: any(kolom.teks for kolom in tambahan),
    }
    makers = (_tahap_1, _tahap_2, _tahap_3, _tahap_4)
    result = [
        make(pohon, head, nodes)
        for tahap, make in enumerate(makers, start=1)
        if pohon.tahap >= tahap or has_data[tahap]
    ]
    if tambahan and (pohon.tahap >= 5 or has_data[5]):
        result.append(_tahap_5(pohon, nodes, tambahan))
    return result


def _tabel(
    pohon: Pohon, tahap: int, kolom: Sequence[Kolom], baris: Iterator[Baris], **more: Any
) -> Tabel:
    return Tabel(
        JUDUL[tahap],
        kolom,
        list(baris),
        nama=f"Tahap {tahap}",
        subjudul=[owner_name(pohon), pohon.periode.nama],
        kaki=footer(pohon),
        **more,
    )


# --- Tahap 1 ---------------------------------------------------------------------------------------
def _tahap_1(pohon: Pohon, head: Node, nodes: Sequence[Node]) -> Tabel:
    kolom = (
        Kolom(f"Outcome {owner_name(pohon)}", 34, gabung=1),
        Kolom("Dasar penetapan", 22),
        Kolom("Uraian", 40),
        Kolom("Data pendukung", 34),
        Kolom("Sumber data", 22),
        Kolom("Tahun", 8, Format.TAHUN),
    )
    notes = []
    if head["kesepakatan_tanggal"]:
        notes.append(f"Disepakati {format_date(head['kesepakatan_tanggal'])}.")
    if head["kesepakatan_peserta"]:
        notes.append(f"Peserta kesepakatan: {head['kesepakatan_peserta']}")
    if head["kesepakatan_catatan"]:
        notes.append(f"Catatan kesepakatan: {head['kesepakatan_catatan']}")
    return _tabel(pohon, 1, kolom, _dasar_rows(head, nodes), catatan=notes)


def _dasar_rows(head: Node, nodes: Sequence[Node]) -> Iterator[Baris]:
    outcome = nodes[0]["pernyataan"]
    names = dict(DasarOutcome.Jenis.choices)
    for dasar in head["dasar"]:
        yield Baris(
            [
                outcome,
                str(names[dasar["jenis"]]),
                dasar["masalah"],
                dasar["data"],
                dasar["sumber"],
                dasar["tahun"],
            ],
            kunci=(1,),
        )
    if not head["dasar"]:
        yield Baris([outcome])


# --- Tahap 2 ---------------------------------------------------------------------------------------
def _tahap_2(pohon: Pohon, head: Node, nodes: Sequence[Node]) -> Tabel:
    kolom = (
        Kolom("No", 5, rata=Rata.TENGAH),
        Kolom("CSF (faktor penyebab)", 44),
        Kolom("Sifat dan cara mengidentifikasi", 34),
        Kolom("Kondisi yang diperlukan", 50),
    )
    rincian = [("Outcome", nodes[0]["pernyataan"])]
    return _tabel(pohon, 2, kolom, _csf_rows(nodes), rincian=rincian)


def _csf_rows(nodes: Sequence[Node]) -> Iterator[Baris]:
    sifat, metode = dict(Simpul.Sifat.choices), dict(Simpul.Metode.choices)
    unsur = dict(Simpul.Unsur4M.choices)
    daftar = [node for node in nodes if node["jenis"] == Simpul.Jenis.CSF]
    for number, node in enumerate(daftar, start=1):
        origin = [
            sifat.get(node.get("sifat", ""), ""),
            metode.get(node.get("metode", ""), ""),
            unsur.get(node.get("unsur_4m", ""), ""),
            node.get("keterangan", ""),
        ]
        yield Baris(
            [
                number,
                node.get("faktor_penyebab", ""),
                "; ".join(str(part) for part in origin if part),
                node["pernyataan"],
            ]
        )


# --- Tahap 3 ---------------------------------------------------------------------------------------
def _tahap_3(pohon: Pohon, head: Node, nodes: Sequence[Node]) -> Tabel:
    has_partner = any("crosscutting" in node for node in nodes)
    kolom = [
        Kolom("CSF yang sudah diubah ke bahasa kondisi pada Tahap 2", 34, gabung=1),
        Kolom("Kondisi yang diperlukan (kondisi antara sampai kondisi paling operasional)", 64),
        Kolom("Keterangan", 24),
    ]
    if has_partner:
        kolom.append(Kolom("Crosscutting", 30))
    return _tabel(pohon, 3, kolom, _kondisi_rows(nodes, has_partner))


def _kondisi_rows(nodes: Sequence[Node], has_partner: bool) -> Iterator[Baris]:
    csf: Node | None = None
    depth: dict[int, int] = {}
    pending = False
    for node in nodes:
        depth[node["id"]] = depth.get(node["induk"], -1) + 1
        if node["jenis"] == Simpul.Jenis.CSF:
            if csf and pending:
                yield _kondisi_row(csf, None, 0, has_partner)
            csf, pending = node, True
        elif node["jenis"] != Simpul.Jenis.OUTCOME:
            inner = depth[node["id"]] - (depth[csf["id"]] if csf else 0) - 1
            yield _kondisi_row(csf, node, inner, has_partner)
            pending = False
    if csf and pending:
        yield _kondisi_row(csf, None, 0, has_partner)


def _kondisi_row(csf: Node | None, node: Node | None, inner: int, has_partner: bool) -> Baris:
    first = csf["pernyataan"] if csf else ""
    key = (csf["id"] if csf else 0,)
    if node is None:
        return Baris([first], kunci=key)
    sel: list[Any] = [first, Sel(node["pernyataan"], inden=min(inner, 4)), _kind(node, inner)]
    if has_partner:
        sel.append(partners(node))
    return Baris(sel, kunci=key)


def _kind(node: Node, inner: int) -> str:
    if node["jenis"] == Simpul.Jenis.OPERASIONAL:
        return "kondisi operasional"
    return "kondisi antara utama" if inner == 0 else "kondisi antara"


def partners(node: Node) -> str:
    """Return the partners of a node with their answers, as one text."""
    status = dict(Crosscutting.Status.choices)
    return "; ".join(
        f"{entry['nama_mitra']} ({str(status[entry['status']]).lower()})"
        for entry in node.get("crosscutting", ())
    )


# --- Tahap 4 and 5 ---------------------------------------------------------------------------------
def _tahap_4(pohon: Pohon, head: Node, nodes: Sequence[Node]) -> Tabel:
    tahun = head["periode"]["tahun"]
    kolom = (
        *_kinerja_kolom(30, 34, 20),
        Kolom("Satuan", 11),
        Kolom("Kondisi awal", 10, Format.ANGKA),
        *(Kolom(str(year), 9, Format.ANGKA, grup=("Target",)) for year in tahun),
        Kolom("Kondisi akhir", 10, Format.ANGKA),
    )
    remarks = {i["keterangan"] for n in nodes for i in n.get("indikator", ()) if "keterangan" in i}
    notes = [f"Keterangan indikator: {text}." for text in sorted(remarks)[:5]]
    return _tabel(pohon, 4, kolom, _indikator_rows(nodes, tahun), huruf=8, catatan=notes)


def _kinerja_kolom(kinerja: float, indikator: float, level: float) -> tuple[Kolom, ...]:
    return (
        Kolom("Rujukan Tahapan", 10, gabung=1),
        Kolom("Kinerja", kinerja, gabung=1),
        Kolom("Indikator Kinerja", indikator),
        Kolom("Keterangan", level, gabung=1),
    )


def _indikator_rows(nodes: Sequence[Node], tahun: Sequence[int]) -> Iterator[Baris]:
    for node in nodes:
        for indikator in node.get("indikator") or [{}]:
            target = indikator.get("target", {})
            yield Baris(
                [
                    *_kinerja_cells(node, indikator),
                    indikator.get("satuan", ""),
                    indikator.get("baseline_nilai"),
                    *(target.get(str(year)) for year in tahun),
                    indikator.get("kondisi_akhir"),
                ],
                kunci=(node["id"],),
            )


def _kinerja_cells(node: Node, indikator: Node) -> list[Any]:
    return [
        RUJUKAN.get(node["jenis"], "Tahap 3"),
        node["pernyataan"],
        indikator.get("nama", ""),
        LEVEL.get(node.get("level_kinerja", ""), ""),
    ]


def _tahap_5(pohon: Pohon, nodes: Sequence[Node], tambahan: Sequence[KolomTahap5]) -> Tabel:
    kolom = (
        *_kinerja_kolom(40, 40, 22),
        *(Kolom(lain.judul, lain.lebar, gabung=1) for lain in tambahan),
    )
    return _tabel(pohon, 5, kolom, _penuangan_rows(nodes, tambahan))


def _penuangan_rows(nodes: Sequence[Node], tambahan: Sequence[KolomTahap5]) -> Iterator[Baris]:
    for node in nodes:
        for indikator in node.get("indikator") or [{}]:
            extra = [lain.teks.get(node["id"], "") for lain in tambahan]
            yield Baris([*_kinerja_cells(node, indikator), *extra], kunci=(node["id"],))
    shared = [node for node in nodes if "crosscutting" in node]
    if shared:
        yield Baris(["Crosscutting"], Jenis.KELOMPOK)
    for node in shared:
        names = Sel(partners(node), rentang=2 + len(tambahan))
        yield Baris([RUJUKAN.get(node["jenis"], "Tahap 3"), node["pernyataan"], names])
