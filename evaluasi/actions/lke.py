"""Writes on evaluation sheets: beginning one, its answers, and the steps from filling to the end.

Every write first locks the sheet's row. An answer carries the version its writer saw: where somebody else changed it
since, nothing of that request is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from evaluasi.lke.hak import (
    Sisi,
    Status,
    lock_of,
    require_filler,
    require_fresh,
    require_judge,
)
from evaluasi.lke.isi import IsiLke, read_isi
from evaluasi.models import (
    JawabanKriteria,
    JawabanLke,
    KriteriaLke,
    Lke,
    RiwayatLke,
    SkalaLke,
    SubkomponenLke,
    VersiLke,
)
from lib import tree
from organisasi.izin import require_edit
from organisasi.models import Instansi, Pengguna, Unit

Langkah = RiwayatLke.Langkah
Row = JawabanLke | JawabanKriteria
FIELDS = {
    ("s", Sisi.MANDIRI): ("huruf", "alasan"),
    ("s", Sisi.EVALUATOR): ("huruf_evaluator", "catatan_evaluator"),
    ("k", Sisi.MANDIRI): ("terpenuhi", "catatan"),
    ("k", Sisi.EVALUATOR): ("terpenuhi_evaluator", "catatan_evaluator"),
}


@dataclass(frozen=True)
class Isian:
    """What somebody wrote on one line: of a subkomponen ("s") or criterion ("k"), and the version they saw."""

    jenis: str
    pk: int
    versi: int
    pilihan: str
    uraian: str

    @property
    def kunci(self) -> str:
        """The name of the line on the page."""
        return f"{self.jenis}{self.pk}"


class Bentrok(ValidationError):
    """Somebody else changed these lines since they were shown; `baris` are the lines as they are now."""

    def __init__(self, baris: dict[str, Row]) -> None:
        self.baris = baris
        super().__init__(
            "Isian ini sudah berubah sejak halaman dibuka, jadi belum disimpan. Periksa isi yang sekarang, "
            "lalu simpan lagi bila isian Anda yang benar."
        )


def lock_lke(user: Pengguna, pk: int) -> Lke:
    """Lock and return a sheet the user may read; else Http404."""
    rows = Lke.objects.visible_to(user).select_for_update(of=("self",))
    lke = rows.select_related("instansi", "unit", "versi").filter(pk=pk).first()
    if lke is None:
        raise Http404
    return lke


@transaction.atomic
def create_lke(*, user: Pengguna, instansi: Instansi, unit: Unit | None, tahun: int) -> Lke:
    """Begin the sheet of a unit (None: the whole instansi) for a year, with the newest version in force."""
    require_edit(user, instansi.pk, unit)
    tree.lock(
        Instansi.objects.filter(pk=instansi.pk)
    )  # two beginning one sheet wait for each other
    if locked := lock_of(instansi.pk, tahun):
        raise ValidationError({"tahun": locked})
    versi = VersiLke.objects.in_force(tahun).first()
    if versi is None:
        raise ValidationError({"tahun": f"Belum ada versi LKE yang berlaku untuk tahun {tahun}."})
    lke = Lke(versi=versi, instansi=instansi, unit=unit, tahun=tahun, dibuat_oleh=user)
    lke.full_clean()
    lke.save()
    lke.pengisi.add(user)
    return lke


@transaction.atomic
def delete_lke(*, user: Pengguna, lke_id: int) -> None:
    """Delete a sheet that was never handed in, with its answers and evidence."""
    lke = lock_lke(user, lke_id)
    require_filler(user, lke)
    require_fresh(lke)
    lke.delete()


@transaction.atomic
def save_answers(
    *, user: Pengguna, lke_id: int, sisi: Sisi, isian: Sequence[Isian]
) -> dict[str, Row]:
    """Save lines of one side, all or none, and return them by name; raises Bentrok where one was changed since."""
    lke = lock_lke(user, lke_id)
    if sisi == Sisi.MANDIRI:
        require_filler(user, lke)
    else:
        require_judge(user, lke, status=Status.DIAJUKAN, what="penilaian tidak dapat diubah")
    rows = _rows(lke, isian)
    touched = [i for i in isian if not _same(rows[i.kunci], i, sisi)]
    if stale := {i.kunci: rows[i.kunci] for i in touched if rows[i.kunci].versi != i.versi}:
        raise Bentrok(stale)
    for line in touched:
        _write(rows[line.kunci], line, sisi, user)
    if touched:
        _settle(lke, user, sisi)
    return rows


def _rows(lke: Lke, isian: Sequence[Isian]) -> dict[str, Row]:
    """Return the line of each entry, not saved yet where nobody answered; Http404 for one of another version."""
    subs = [i.pk for i in isian if i.jenis == "s"]
    criteria = [i.pk for i in isian if i.jenis == "k"]
    rows: dict[str, Row] = {}
    for sub in SubkomponenLke.objects.filter(komponen__versi=lke.versi_id, pk__in=subs):
        rows[f"s{sub.pk}"] = JawabanLke(lke=lke, subkomponen=sub)
    for one in KriteriaLke.objects.filter(
        subkomponen__komponen__versi=lke.versi_id, pk__in=criteria
    ):
        rows[f"k{one.pk}"] = JawabanKriteria(lke=lke, kriteria=one)
    for letter in JawabanLke.objects.filter(lke=lke, subkomponen__in=subs):
        rows[f"s{letter.subkomponen_id}"] = letter
    for answer in JawabanKriteria.objects.filter(lke=lke, kriteria__in=criteria):
        rows[f"k{answer.kriteria_id}"] = answer
    if set(rows) != {i.kunci for i in isian}:
        raise Http404
    return rows


def _same(row: Row, line: Isian, sisi: Sisi) -> bool:
    chosen, text = FIELDS[line.jenis, sisi]
    return bool(getattr(row, chosen) == line.pilihan and getattr(row, text) == line.uraian)


def _write(row: Row, line: Isian, sisi: Sisi, user: Pengguna) -> None:
    chosen, text = FIELDS[line.jenis, sisi]
    setattr(row, chosen, line.pilihan)
    setattr(row, text, line.uraian)
    if sisi == Sisi.MANDIRI:
        row.diisi_oleh = user
        if isinstance(row, JawabanKriteria):
            row.dari_usulan = {}
    else:
        row.dinilai_oleh = user
    if isinstance(row, JawabanLke) and line.pilihan:
        letters = SkalaLke.objects.filter(versi=row.lke.versi_id, huruf=line.pilihan)
        if not letters.exists():
            raise ValidationError("Pilih jawaban dari AA sampai E.")
    row.versi += 1
    row.full_clean(exclude=["lke", "subkomponen", "kriteria", "diisi_oleh", "dinilai_oleh"])
    row.save()


def _settle(lke: Lke, user: Pengguna, sisi: Sisi) -> None:
    """Remember who fills, and keep both totals on the sheet."""
    if sisi == Sisi.MANDIRI:
        lke.pengisi.add(user)
    isi = read_isi(lke)
    own, theirs = isi.mandiri, isi.evaluator
    Lke.objects.filter(pk=lke.pk).update(
        diubah=timezone.now(),
        total_mandiri=own.bulat if own.terjawab else None,
        total_evaluator=theirs.bulat if theirs.terjawab else None,
    )


# --- Steps ----------------------------------------------------------------------------------------
def _step(lke: Lke, user: Pengguna, status: str, langkah: str, catatan: str) -> Lke:
    row = RiwayatLke(lke=lke, langkah=langkah, catatan=catatan.strip(), oleh=user)
    row.full_clean()
    row.save()
    lke.status = status
    lke.save(update_fields=["status", "diubah"])
    return lke


def _require_complete(isi: IsiLke, sisi: Sisi, what: str) -> None:
    if missing := isi.missing(sisi):
        raise ValidationError([f"LKE belum lengkap, jadi {what}.", *missing])


def _require_note(catatan: str, sentence: str) -> None:
    if not catatan.strip():
        raise ValidationError({"catatan": sentence})


@transaction.atomic
def submit_lke(*, user: Pengguna, lke_id: int, catatan: str = "") -> Lke:
    """Hand a complete self-assessment to the evaluator; refuses with a list of what is missing."""
    lke = lock_lke(user, lke_id)
    require_filler(user, lke)
    _require_complete(read_isi(lke), Sisi.MANDIRI, "belum dapat diajukan")
    return _step(lke, user, Status.DIAJUKAN, Langkah.DIAJUKAN, catatan)


@transaction.atomic
def return_lke(*, user: Pengguna, lke_id: int, catatan: str) -> Lke:
    """Give a submitted sheet back to be completed; what the evaluator wrote so far stays."""
    lke = lock_lke(user, lke_id)
    require_judge(
        user, lke, status=Status.DIAJUKAN, what="hanya LKE yang diajukan dapat dikembalikan"
    )
    _require_note(catatan, "Tulis apa yang perlu dilengkapi.")
    return _step(lke, user, Status.DIISI, Langkah.DIKEMBALIKAN, catatan)


@transaction.atomic
def settle_lke(*, user: Pengguna, lke_id: int, catatan: str = "") -> Lke:
    """Settle the evaluator's verdict once every line has one."""
    lke = lock_lke(user, lke_id)
    require_judge(
        user, lke, status=Status.DIAJUKAN, what="hanya LKE yang diajukan dapat ditetapkan nilainya"
    )
    _require_complete(read_isi(lke), Sisi.EVALUATOR, "nilainya belum dapat ditetapkan")
    return _step(lke, user, Status.DINILAI, Langkah.DINILAI, catatan)


@transaction.atomic
def resume_lke(*, user: Pengguna, lke_id: int, catatan: str) -> Lke:
    """Take the verdict up again before the sheet is finished."""
    lke = lock_lke(user, lke_id)
    require_judge(
        user,
        lke,
        status=Status.DINILAI,
        what="hanya LKE yang dinilai dapat dilanjutkan penilaiannya",
    )
    _require_note(catatan, "Tulis alasan melanjutkan penilaian.")
    return _step(lke, user, Status.DIAJUKAN, Langkah.DILANJUTKAN, catatan)


@transaction.atomic
def finish_lke(*, user: Pengguna, lke_id: int, catatan: str = "") -> Lke:
    """End the evaluation: the sheet can then only be read."""
    lke = lock_lke(user, lke_id)
    require_judge(
        user, lke, status=Status.DINILAI, what="hanya LKE yang dinilai dapat diselesaikan"
    )
    return _step(lke, user, Status.SELESAI, Langkah.SELESAI, catatan)


@transaction.atomic
def reopen_lke(*, user: Pengguna, lke_id: int, catatan: str) -> Lke:
    """Open a finished sheet for the evaluator, with the reason."""
    lke = lock_lke(user, lke_id)
    require_judge(
        user, lke, status=Status.SELESAI, what="hanya LKE yang selesai dapat dibuka kembali"
    )
    _require_note(catatan, "Tulis alasan membuka kembali.")
    return _step(lke, user, Status.DINILAI, Langkah.DIBUKA, catatan)
