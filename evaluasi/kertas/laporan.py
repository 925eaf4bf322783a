"""The report of an evaluation: what the papers come to, the findings, and their follow-up, of one tree or several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone

from evaluasi.kertas import bingkai, kke1, kke2, pantau
from evaluasi.kertas.lembar import Lembar, read
from evaluasi.models import PenilaianPohon, SkorVersi, TemuanEvaluasi
from evaluasi.putusan import ratings
from jabatan.pk.susun import kop
from lib.tabel import Baris, Kolom, Tabel, TandaTangan
from lib.teks import format_date, format_number
from organisasi.models import Instansi
from pohon.models import Simpul, VersiPohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser

NOT_YET = "belum dinilai"


@dataclass
class Laporan:
    """The report of one version of a tree."""

    lembar: Lembar
    smart: kke1.Hitungan
    logis: kke2.Hitungan
    nilai: PenilaianPohon | None = None
    skor: SkorVersi | None = None
    daftar: list[TemuanEvaluasi] = field(default_factory=list)
    simpul: dict[int, str] = field(default_factory=dict)

    def about(self, row: TemuanEvaluasi) -> str:
        """Return what a finding is about: the statement of its node, else the whole tree."""
        if row.simpul is None:
            return "Seluruh pohon"
        return self.simpul.get(row.simpul, f"Simpul nomor {row.simpul} (sudah dihapus)")

    def parts(self, row: TemuanEvaluasi) -> list[tuple[str, str]]:
        """Return the parts of a finding that say something, with what is due when."""
        found = [(label, text) for label, name in pantau.PARTS if (text := getattr(row, name))]
        if row.batas:
            found.append(("Batas waktu", format_date(row.batas)))
        return [("Simpul", self.about(row)), *found]

    @property
    def blok(self) -> list[tuple[int, str, list[tuple[str, str]]]]:
        """The findings as numbered blocks: number, state, parts."""
        return [(row.nomor, pantau.status_of(row), self.parts(row)) for row in self.daftar]

    @property
    def rincian(self) -> list[tuple[str, str]]:
        """The lines at the head of the report."""
        lembar = self.lembar
        versi = lembar.versi
        return [
            ("Perangkat daerah/unit", lembar.pemilik),
            ("Pohon kinerja", lembar.outcome),
            ("Versi", f"{versi.nomor}, {format_date(timezone.localtime(versi.waktu).date())}"),
            ("Periode", str(lembar.pohon.periode)),
            ("Tim evaluasi", ", ".join(lembar.evaluator) or "belum ada"),
            ("Jumlah temuan", format_number(len(self.daftar))),
        ]

    @property
    def hasil(self) -> list[tuple[str, str, str]]:
        """What the evaluation came to: measure, result, remark."""
        smart, logis = self.smart, self.logis
        return [
            (
                "KKE-1 Kualitas indikator (SMART-C)",
                _or_none(smart.persen, " %"),
                f"{smart.dinilai} dari {smart.n} indikator dinilai lengkap",
            ),
            (
                "KKE-2 Ketepatan cascading",
                _or_none(logis.skor, " %"),
                f"{logis.dinilai} dari {logis.n} baris KKE-2 dinilai"
                + (f"; gradasi {logis.gradasi} menurut praktik setempat" if logis.gradasi else ""),
            ),
            (
                "Nilai evaluator (0–100)",
                _or_none(self.nilai.nilai if self.nilai else None, ""),
                self.nilai.catatan if self.nilai else "",
            ),
            (
                "Skor penyelarasan Pokin (0–100)",
                _or_none(self.skor.total if self.skor else None, "", "belum dihitung"),
                "Dihitung sistem dari kelengkapan pohon" if self.skor else "",
            ),
        ]

    def tabel_hasil(self) -> Tabel:
        """Return the results as a table for paper."""
        return Tabel(
            "",
            [Kolom("Ukuran", 40), Kolom("Hasil", 18), Kolom("Keterangan", 52)],
            [Baris(row) for row in self.hasil],
            lanskap=False,
            huruf=9.5,
        )

    def tabel_tindak_lanjut(self) -> Tabel:
        """Return the follow-up as a table for paper."""
        return pantau.tabel_laporan(self.daftar)


@dataclass
class Naskah:
    """A whole report: letterhead, title, the reports of its trees, who signs."""

    instansi: Instansi
    nama: str
    tahun: int
    daftar: list[Laporan]

    @property
    def judul(self) -> tuple[str, str, str]:
        """The lines of the title."""
        return ("LAPORAN HASIL EVALUASI POHON KINERJA", self.nama.upper(), f"TAHUN {self.tahun}")

    @property
    def kop(self) -> tuple[str, ...]:
        """The lines of the letterhead."""
        return kop(self.instansi, None)

    @property
    def kaki(self) -> str:
        """What stands at the foot of each page."""
        return f"Laporan hasil evaluasi {self.nama} tahun {self.tahun}"

    @property
    def tanda(self) -> list[TandaTangan]:
        """Who signs: the lead of the team, where all trees have the same."""
        leads = {report.lembar.ketua for report in self.daftar}
        name = leads.pop() if len(leads) == 1 else ""
        place = self.instansi.tempat or bingkai.BLANK
        above = [f"{place}, {bingkai.today()}", "Ketua Tim Evaluasi,"]
        return [TandaTangan(above, name or bingkai.BLANK, [bingkai.NIP])]


def _or_none(value: object, unit: str, empty: str = NOT_YET) -> str:
    return empty if value is None else f"{format_number(value)}{unit}"  # type: ignore[arg-type]


def read_reports(user: AnyUser, daftar: Sequence[VersiPohon], tahun: int) -> list[Laporan]:
    """Return the reports of versions the user may see; a fixed number of queries."""
    trees = [versi.pohon_id for versi in daftar]
    findings: dict[int, list[TemuanEvaluasi]] = defaultdict(list)
    rows = TemuanEvaluasi.objects.visible_to(user).filter(pohon__in=trees)
    for row in rows.select_related("pohon__unit", "pohon__instansi", "ditindaklanjuti_oleh"):
        findings[row.pohon_id].append(row)
    scores = {row.versi_id: row for row in SkorVersi.objects.filter(versi__in=daftar)}
    nilai = ratings(daftar)
    berkas = read(user, daftar, tahun)
    reports = [
        Laporan(
            lembar,
            kke1.hitung_lembar(lembar),
            kke2.hitung_lembar(lembar),
            nilai.get(lembar.versi.pk),
            scores.get(lembar.versi.pk),
            findings[lembar.versi.pohon_id],
        )
        for lembar in berkas.daftar
    ]
    _name_nodes(reports)
    return reports


def _name_nodes(reports: Sequence[Laporan]) -> None:
    """Give every report the statements of the nodes its findings are about; one query at most."""
    missing = set()
    for report in reports:
        report.simpul = {node["id"]: node["pernyataan"] for node in report.lembar.simpul}
        missing |= {r.simpul for r in report.daftar if r.simpul and r.simpul not in report.simpul}
    if not missing:
        return
    rows = Simpul.objects.filter(pk__in=missing).values_list("pohon_id", "pk", "pernyataan")
    names: dict[int, dict[int, str]] = defaultdict(dict)
    for pohon, pk, text in rows:
        names[pohon][pk] = text
    for report in reports:
        report.simpul |= names[report.lembar.versi.pohon_id]
