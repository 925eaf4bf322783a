"""What the start page shows: where the work of an instansi stands and what waits for this user.

Every part is one query (or none), however many trees there are; who sees which part follows from
`organisasi.izin`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from cascading.kelengkapan import kelengkapan
from evaluasi.models import TemuanEvaluasi
from evaluasi.skor.liga import Liga, read
from jabatan.sebaran.beban_kerja import default_period
from organisasi.izin import Izin, izin
from organisasi.models import Instansi, Keanggotaan, Pengguna, Periode, Tugas, Unit
from perencanaan.models import Nomenklatur
from pohon.models import Crosscutting, Pohon

if TYPE_CHECKING:
    from organisasi.models import AnyUser

SHOWN_POHON = 8
MOST_WAITING = 200
SHOWN_TUGAS = 5
SHOWN_UNIT = 20
SHOWN_INSTANSI = 50
BAR_WIDTH = 1000  # units of the drawing


@dataclass(frozen=True)
class Ruas:
    """One stage in the bar of stages: how many trees, and where it lies in the drawing."""

    tahap: int
    nama: str
    jumlah: int
    x: int
    lebar: int


@dataclass(frozen=True)
class Langkah:
    """A line of the checklist that sets an instansi up."""

    judul: str
    keterangan: str
    selesai: bool
    url: str


@dataclass(frozen=True)
class Bagian:
    """Whose trees the page counts, and which parts the user has in the instansi."""

    menyusun: bool
    menilai: bool
    seluruh: bool
    pohon: QuerySet[Pohon]


def bagian(user: AnyUser, instansi: Instansi) -> Bagian:
    """Return the user's part: a planner counts the trees they write, others all of the instansi."""
    rights = izin(user)
    own = [k for k in rights.keanggotaan if k.instansi_id == instansi.pk]
    writes = rights.may_edit_some(instansi.pk)
    judges = any(rights.may_judge(instansi.pk, k.unit) for k in own)
    whole = any(k.unit_id is None for k in own)
    daftar = Pohon.objects.editable_by(user) if writes else Pohon.objects.visible_to(user)
    return Bagian(writes, judges, whole, daftar.filter(instansi=instansi))


def peran_teks(user: AnyUser, instansi: Instansi) -> str:
    """Return the user's roles in words: "Perencana Dinas Perhubungan"."""
    own = [k for k in izin(user).keanggotaan if k.instansi_id == instansi.pk]
    return ", ".join(f"{k.get_peran_display()} {k.unit or k.instansi}" for k in own)


def ringkasan_tahap(daftar: QuerySet[Pohon]) -> tuple[list[Ruas], dict[str, int]]:
    """Count trees by stage (as parts of a bar) and by status; one query."""
    by_stage: dict[int, int] = dict.fromkeys(Pohon.Tahap.values, 0)
    by_status: dict[str, int] = dict.fromkeys(Pohon.Status.values, 0)
    for row in daftar.order_by().values("tahap", "status").annotate(n=Count("pk")):
        by_stage[row["tahap"]] += row["n"]
        by_status[row["status"]] += row["n"]
    total = sum(by_stage.values())
    ruas, done = [], 0
    for tahap in Pohon.Tahap:
        start = done * BAR_WIDTH // total if total else 0
        done += by_stage[tahap]
        end = done * BAR_WIDTH // total if total else 0
        ruas.append(Ruas(tahap, str(tahap.label), by_stage[tahap], start, end - start))
    return ruas, by_status


def pohon_terakhir(daftar: QuerySet[Pohon]) -> list[Pohon]:
    """Return the trees that changed last."""
    rows = daftar.with_outcome().select_related("unit", "periode")  # type: ignore[attr-defined]
    return list(rows.order_by("-diubah", "-pk")[:SHOWN_POHON])


def menunggu_keputusan(user: AnyUser, instansi: Instansi) -> list[Pohon]:
    """Return submitted trees on which the user may decide, the oldest first."""
    rights = izin(user)
    rows = (
        Pohon.objects.visible_to(user)
        .filter(instansi=instansi, status=Pohon.Status.DIAJUKAN)
        .with_outcome()
        .select_related("unit", "periode")
        .order_by("diubah", "pk")
    )
    return [pohon for pohon in rows[:MOST_WAITING] if rights.may_judge(instansi.pk, pohon.unit)]


def kemajuan_unit(user: AnyUser, instansi: Instansi) -> tuple[list[Unit], int, int]:
    """Return the top units with their trees (also of units below) and furthest stage.

    One query for those shown, one for the two counts: how many such units, how many without a tree.
    """
    below = (
        Pohon.objects.visible_to(user)
        .filter(unit__tree_id=OuterRef("tree_id"))
        .filter(unit__lft__gte=OuterRef("lft"), unit__rght__lte=OuterRef("rght"))
        .order_by()
    )
    top = Unit.objects.visible_to(user).filter(instansi=instansi, induk=None)
    n = top.aggregate(semua=Count("pk"), tanpa=Count("pk", filter=~Q(Exists(below))))
    rows = top.annotate(
        jumlah_pohon=Subquery(below.values("unit__tree_id").annotate(n=Count("pk")).values("n")),
        tahap=Subquery(below.values("unit__tree_id").annotate(n=Max("tahap")).values("n")),
    ).order_by("lft")
    return list(rows[:SHOWN_UNIT]), n["semua"], n["tanpa"]


def skor_instansi(user: AnyUser, instansi: Instansi) -> Liga | None:
    """Return the scores of the running period for who judges or decides; three queries. None without scored trees."""
    periode = default_period(user, instansi, timezone.localdate().year)
    liga = read(user, instansi, periode) if periode else None
    return liga if liga and liga.total is not None else None


def crosscutting_menunggu(user: AnyUser, instansi: Instansi) -> int:
    """Count the requests that wait for an answer of a unit the user writes for."""
    units = Unit.objects.editable_by(user).filter(instansi=instansi)
    return Crosscutting.objects.filter(
        status=Crosscutting.Status.MENUNGGU, mitra__in=units, simpul__pohon__dihapus=None
    ).count()


def temuan_menunggu(user: AnyUser, instansi: Instansi, part: Bagian) -> dict[str, int]:
    """Count the findings of evaluators that wait for this user: to be answered, and to be verified; a query each."""
    rows = TemuanEvaluasi.objects.visible_to(user).filter(pohon__instansi=instansi)
    open_ones = rows.filter(status=TemuanEvaluasi.Status.TERBUKA, pohon__in=part.pohon)
    answered = rows.filter(
        izin(user).judge_q("pohon__instansi", "pohon__unit"), status=TemuanEvaluasi.Status.DIJAWAB
    )
    return {
        "temuan_terbuka": open_ones.count() if part.menyusun else 0,
        "temuan_dijawab": answered.count() if part.menilai else 0,
    }


def tugas_terakhir(user: AnyUser) -> list[Tugas]:
    """Return the jobs the user started last."""
    return list(Tugas.objects.visible_to(user).defer("argumen", "galat")[:SHOWN_TUGAS])


def penyiapan(user: AnyUser, instansi: Instansi) -> list[Langkah]:
    """Return what an admin sets up before trees can be drawn; four queries."""
    unit = Unit.objects.visible_to(user).filter(instansi=instansi).count()
    periode = Periode.objects.visible_to(user).filter(instansi=instansi).count()
    orang = (
        Pengguna.objects.filter(keanggotaan__in=Keanggotaan.objects.filter(instansi=instansi))
        .exclude(pk=user.pk or 0)
        .distinct()
        .count()
    )
    nomenklatur = Nomenklatur.objects.exists()
    return [
        Langkah(
            "Susunan unit",
            f"{unit} unit tercatat" if unit else "Catat perangkat daerah atau unit kerja.",
            unit > 0,
            "organisasi:daftar_unit",
        ),
        Langkah(
            "Periode perencanaan",
            f"{periode} periode tercatat" if periode else "Tentukan tahun RPJMD atau Renstra.",
            periode > 0,
            "organisasi:daftar_periode",
        ),
        Langkah(
            "Pengguna dan perannya",
            f"{orang} orang selain Anda" if orang else "Buat akun perencana, evaluator, pimpinan.",
            orang > 0,
            "organisasi:daftar_pengguna",
        ),
        Langkah(
            "Nomenklatur",
            "Tersedia" if nomenklatur else "Muat daftar program, kegiatan, dan subkegiatan.",
            nomenklatur,
            "perencanaan:daftar_nomenklatur",
        ),
    ]


def _has_periode(user: AnyUser, instansi: Instansi) -> bool:
    return Periode.objects.visible_to(user).filter(instansi=instansi).exists()


def daftar_instansi(rights: Izin) -> list[Instansi]:
    """Return the instansi of the installation for its pengelola; nothing for others."""
    if not rights.pengelola:
        return []
    people = Count("keanggotaan__pengguna", distinct=True)
    return list(Instansi.objects.annotate(jumlah_pengguna=people).order_by("nama")[:SHOWN_INSTANSI])


def isi_beranda(user: AnyUser, instansi: Instansi) -> dict[str, Any]:
    """Return everything the start page shows about the instansi at work."""
    part = bagian(user, instansi)
    ruas, status = ringkasan_tahap(part.pohon)
    jumlah = sum(r.jumlah for r in ruas)
    unit, jumlah_unit, tanpa = kemajuan_unit(user, instansi) if part.seluruh else ([], 0, 0)
    setup = penyiapan(user, instansi) if izin(user).is_admin(instansi.pk) else []
    return {
        "peran": peran_teks(user, instansi),
        "boleh_menyusun": part.menyusun,
        "boleh_menilai": part.menilai,
        "jumlah_pohon": jumlah,
        "ruas": ruas,
        "jumlah_status": [
            (nilai, label, status[nilai]) for nilai, label in Pohon.Status.choices if status[nilai]
        ],
        "dikembalikan": status[Pohon.Status.DIKEMBALIKAN] if part.menyusun else 0,
        "cincin": kelengkapan(part.pohon) if jumlah else [],
        "daftar_pohon": pohon_terakhir(part.pohon) if jumlah else [],
        "menunggu": menunggu_keputusan(user, instansi) if part.menilai else [],
        "liga": skor_instansi(user, instansi) if part.menilai and part.seluruh else None,
        "crosscutting": crosscutting_menunggu(user, instansi) if part.menyusun else 0,
        **temuan_menunggu(user, instansi, part),
        "ada_periode": bool(jumlah) or _has_periode(user, instansi),
        "daftar_unit": unit,
        "jumlah_unit": jumlah_unit,
        "unit_tanpa_pohon": tanpa,
        "penyiapan": setup,
        "penyiapan_selesai": sum(step.selesai for step in setup),
    }
