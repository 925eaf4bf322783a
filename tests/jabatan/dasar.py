"""What the tests of this room share: a structure with holders, a tree at stage 5, a plan with pagu."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from pypdf import PdfReader

from jabatan import actions
from jabatan.models import Jabatan, Pejabat, PerjanjianKinerja
from organisasi.models import Unit
from perencanaan import actions as perencanaan_actions
from perencanaan.models import Dokumen, Komponen
from pohon.models import Pohon, Simpul
from tests.base import Cast

TAHUN = 2026
TMT = datetime.date(2025, 1, 2)
TANGGAL = datetime.date(2026, 1, 5)
ELECTED = {"nama": "Ibu Wali", "nip": "196501011990012001", "pangkat": "Bukan pegawai"}
# (key, key of the superior, name, jenjang, unit, holder)
STRUKTUR = [
    ("walikota", None, "Wali Kota Contoh", "kepala_daerah", None, ELECTED),
    ("kadis", "walikota", "Kepala Dinas Perhubungan", "jpt_pratama", "unit_a", {}),
    ("kabid", "kadis", "Kepala Bidang Lalu Lintas", "administrator", "unit_a1", {}),
    ("kasi", "kabid", "Kepala Seksi Rekayasa", "pengawas", "unit_a1", {}),
    ("staf", "kasi", "Pengadministrasi Lalu Lintas", "pelaksana", "unit_a1", {}),
    ("kadis_b", "walikota", "Kepala Dinas Pendidikan", "jpt_pratama", "unit_b", {}),
]
# (key, key of the parent, kind, level, statement, target of 2026)
SIMPUL = [
    ("csf", "akar", "csf", "strategis_urusan", "Volume kendaraan berkurang", "75,5"),
    ("prog", "csf", "antara", "taktikal_intermediate", "Angkutan umum diminati", "40"),
    ("keg", "prog", "antara", "taktikal_immediate", "Armada terawat", "12"),
    ("sub", "keg", "operasional", "operasional", "Uji kir terlaksana", "3"),
]
CARRIERS = {"csf": "kadis", "prog": "kabid", "keg": "kasi", "sub": "staf"}


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF with every run of blanks as one space."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return " ".join(" ".join(pages).split())


def sheets(content: bytes) -> Any:
    """Open a workbook."""
    return load_workbook(io.BytesIO(content))


class Struktur(Cast):
    """The cast with positions (`jabatan`), each held by somebody since 2 January 2025."""

    jabatan: dict[str, Jabatan]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        daftar = [
            {
                "kunci": kunci,
                "induk_kunci": induk,
                "nama": nama,
                "jenjang": jenjang,
                "unit": cls.fresh_unit(unit),
                "pejabat": [cls.person(number, **pejabat)],
            }
            for number, (kunci, induk, nama, jenjang, unit, pejabat) in enumerate(STRUKTUR)
        ]
        made = actions.build_jabatan(user=cls.admin, instansi=cls.instansi, daftar=daftar)
        cls.jabatan = {kunci: cls.fresh(row) for kunci, row in made.items()}

    @classmethod
    def fresh_unit(cls, name: str | None) -> Unit | None:
        return Unit.objects.get(pk=getattr(cls, name).pk) if name else None

    @staticmethod
    def fresh(jabatan: Jabatan) -> Jabatan:
        """Return a position as it is now."""
        return Jabatan.objects.select_related("unit", "induk", "instansi").get(pk=jabatan.pk)

    @staticmethod
    def person(number: int, **fields: Any) -> dict[str, Any]:
        """Return the fields of a holder."""
        return {
            "nama": f"Pejabat {number}, S.T.",
            "nip": f"19800101200501100{number}",
            "pangkat": "Penata (III/c)",
            "mulai": TMT,
            **fields,
        }

    @classmethod
    def new(cls, **fields: Any) -> Jabatan:
        """Return an unsaved position of the city."""
        data = {"instansi": cls.instansi, "nama": "Jabatan baru", "jenjang": "pelaksana", **fields}
        return Jabatan(**data)


class Pembagian(Struktur):
    """The structure with a tree of unit A, its plan, and every node below the root carried."""

    pohon: Pohon
    simpul: dict[str, Simpul]
    komponen: dict[str, Komponen]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.pohon, cls.simpul = cls.make_tree()
        cls.komponen = cls.make_plan()

    @classmethod
    def make_tree(cls, **fields: Any) -> tuple[Pohon, dict[str, Simpul]]:
        """Draw a tree of unit A with a node per level, an indicator and a target each."""
        pohon = cls.make_pohon(unit=cls.unit_a, tahap=4, **fields)
        nodes = {"akar": Simpul.objects.get(pohon=pohon, induk=None)}
        for kunci, induk, jenis, level, text, target in SIMPUL:
            nodes[kunci] = cls.make_simpul(
                pohon,
                text,
                nodes[induk],
                jenis=jenis,
                level_kinerja=level,
                indikator=[
                    {"nama": f"Ukuran {text}", "satuan": "persen", "target": {"2026": target}}
                ],
            )
        Pohon.objects.filter(pk=pohon.pk).update(tahap=5)
        pohon.refresh_from_db()
        return pohon, {k: Simpul.objects.get(pk=row.pk) for k, row in nodes.items()}

    @classmethod
    def make_plan(cls) -> dict[str, Komponen]:
        """Make a Renstra with two subkegiatan of 1.5 and 2 million, and map the nodes to it."""
        renstra = Dokumen.objects.create(
            instansi=cls.instansi,
            unit=cls.unit_a,
            periode=cls.periode,
            jenis=Dokumen.Jenis.RENSTRA_PD,
            nama="Renstra Dishub",
        )
        made: dict[str, Komponen] = {}
        upper = None
        for jenis in ("tujuan", "sasaran", "program", "kegiatan", "subkegiatan"):
            upper = cls.komponen_of(renstra, jenis, upper)
            made[jenis] = upper
        made["sub_dua"] = cls.komponen_of(renstra, "subkegiatan", made["kegiatan"], "dua")
        for kunci, rupiah in (("subkegiatan", "1500000"), ("sub_dua", "2000000")):
            perencanaan_actions.set_pagu(
                user=cls.admin,
                komponen=made[kunci].pk,
                daftar={"APBD": {TAHUN: Decimal(rupiah)}, "DAK": {2027: Decimal(9)}},
            )
        for simpul, komponen in (
            ("csf", "sasaran"),
            ("prog", "program"),
            ("keg", "kegiatan"),
            ("sub", "subkegiatan"),
        ):
            perencanaan_actions.map_simpul(
                user=cls.admin, simpul=cls.simpul[simpul].pk, komponen=made[komponen].pk
            )
        return made

    @classmethod
    def komponen_of(
        cls, dokumen: Dokumen, jenis: str, induk: Komponen | None, nomor: str = "satu"
    ) -> Komponen:
        return perencanaan_actions.create_komponen(
            user=cls.admin,
            dokumen=dokumen.pk,
            jenis=jenis,
            nama=f"{jenis.capitalize()} {nomor}",
            induk=induk.pk if induk else None,
        )

    @classmethod
    def assign_all(cls) -> None:
        """Let each position carry the node of its level."""
        for simpul, jabatan in CARRIERS.items():
            cls.assign(simpul, jabatan)

    @classmethod
    def assign(cls, simpul: str, jabatan: str, **fields: Any) -> Any:
        return actions.assign(
            user=cls.admin, simpul=cls.simpul[simpul], jabatan=cls.jabatan[jabatan], **fields
        )

    @classmethod
    def draft(cls, jabatan: str, *, dated: bool = True) -> PerjanjianKinerja:
        """Begin the PK of a position for 2026, with its date of signing."""
        pk = actions.draft_pk(user=cls.admin, jabatan=cls.jabatan[jabatan], tahun=TAHUN)
        if dated:
            pk = actions.change_pk(user=cls.admin, pk=pk, data={"tanggal": TANGGAL})
        return pk

    @classmethod
    def signed(cls, jabatan: str) -> PerjanjianKinerja:
        """Sign the PK of a position for 2026."""
        return actions.tetapkan_pk(user=cls.admin, pk=cls.draft(jabatan))

    @staticmethod
    def holder(jabatan: Jabatan) -> Pejabat:
        return Pejabat.objects.get(jabatan=jabatan)
