"""A sheet read whole: every komponen, subkomponen and criterion with its answers, evidence and proposal.

Nine queries, whatever the number of answers, evidence or proposals.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evaluasi.lke.hak import Sisi
from evaluasi.lke.nilai import HUNDRED, Jumlah, add_up, predikat_of, suggested_letter, value_of
from evaluasi.models import (
    BuktiLke,
    JawabanKriteria,
    JawabanLke,
    KomponenLke,
    KriteriaLke,
    Lke,
    PredikatLke,
    SkalaLke,
    SubkomponenLke,
    UsulanLke,
)

Terpenuhi = JawabanKriteria.Terpenuhi
SHARE = {Terpenuhi.YA: Decimal(1), Terpenuhi.SEBAGIAN: Decimal("0.5"), Terpenuhi.TIDAK: Decimal(0)}


@dataclass
class IsiKriteria:
    """A criterion of a sheet; `jawaban` is not saved yet while nobody answered."""

    kriteria: KriteriaLke
    jawaban: JawabanKriteria
    bukti: list[BuktiLke] = field(default_factory=list)
    usulan: UsulanLke | None = None


@dataclass
class IsiSubkomponen:
    """A subkomponen of a sheet with its letters and criteria."""

    subkomponen: SubkomponenLke
    jawaban: JawabanLke
    skala: dict[str, SkalaLke]
    kriteria: list[IsiKriteria] = field(default_factory=list)

    def letter(self, sisi: Sisi) -> str:
        """The letter of one side; empty while there is none."""
        own = sisi == Sisi.MANDIRI
        return self.jawaban.huruf if own else self.jawaban.huruf_evaluator

    def answer(self, sisi: Sisi) -> Decimal | None:
        """The value of the letter, 0 to 100."""
        found = self.skala.get(self.letter(sisi))
        return found.nilai if found else None

    def worth(self, sisi: Sisi) -> Decimal | None:
        """Weight x value / 100."""
        nilai = self.answer(sisi)
        return None if nilai is None else value_of(self.subkomponen.bobot, nilai)

    def share(self, sisi: Sisi) -> Decimal | None:
        """The percent of criteria one side calls fulfilled (sebagian counts half); None until all are answered."""
        said = [
            k.jawaban.terpenuhi if sisi == Sisi.MANDIRI else k.jawaban.terpenuhi_evaluator
            for k in self.kriteria
        ]
        if not said or not all(said):
            return None
        return sum((SHARE[Terpenuhi(text)] for text in said), Decimal(0)) / len(said) * HUNDRED

    def suggested(self, sisi: Sisi) -> SkalaLke | None:
        """The letter the answers to the criteria suggest."""
        return suggested_letter(list(self.skala.values()), self.share(sisi))

    def gaps(self, sisi: Sisi) -> list[str]:
        """Say what one side still has to fill here."""
        found = []
        if not self.letter(sisi):
            found.append("pilih jawaban AA sampai E")
        elif sisi == Sisi.MANDIRI and not self.jawaban.alasan.strip():
            found.append("tulis alasan jawabannya")
        empty = [k.kriteria.kode for k in self.kriteria if not _said(k.jawaban, sisi)]
        if empty and len(empty) == len(self.kriteria):
            found.append("jawab semua kriterianya")
        elif empty:
            found.append(f"jawab kriteria {', '.join(empty)}")
        return found

    @property
    def nilai_mandiri(self) -> Decimal | None:
        """What the unit's own letter is worth."""
        return self.worth(Sisi.MANDIRI)

    @property
    def nilai_evaluator(self) -> Decimal | None:
        """What the evaluator's letter is worth."""
        return self.worth(Sisi.EVALUATOR)

    @property
    def selisih(self) -> Decimal | None:
        """How much more the evaluator gives than the unit itself."""
        own, theirs = self.nilai_mandiri, self.nilai_evaluator
        return None if own is None or theirs is None else theirs - own


class Berjumlah(ABC):
    """What consists of subkomponen and so has a total of each side."""

    @abstractmethod
    def parts(self) -> Sequence[IsiSubkomponen]:
        """Return its subkomponen in order."""

    def total(self, sisi: Sisi) -> Jumlah:
        """What the answers of one side come to."""
        return add_up((s.subkomponen.bobot, s.answer(sisi)) for s in self.parts())

    @property
    def mandiri(self) -> Jumlah:
        """What the unit's own answers come to."""
        return self.total(Sisi.MANDIRI)

    @property
    def evaluator(self) -> Jumlah:
        """What the evaluator's answers come to."""
        return self.total(Sisi.EVALUATOR)


@dataclass
class IsiKomponen(Berjumlah):
    """A komponen of a sheet."""

    komponen: KomponenLke
    subkomponen: list[IsiSubkomponen] = field(default_factory=list)

    def parts(self) -> list[IsiSubkomponen]:
        """Return its subkomponen in order."""
        return self.subkomponen


@dataclass
class IsiLke(Berjumlah):
    """A whole sheet."""

    lke: Lke
    komponen: list[IsiKomponen]
    skala: list[SkalaLke]
    predikat: list[PredikatLke]

    @property
    def subkomponen(self) -> list[IsiSubkomponen]:
        """All subkomponen in order."""
        return [sub for part in self.komponen for sub in part.subkomponen]

    def parts(self) -> list[IsiSubkomponen]:
        """Return all subkomponen in order."""
        return self.subkomponen

    @property
    def kriteria(self) -> list[IsiKriteria]:
        """All criteria in order."""
        return [k for sub in self.subkomponen for k in sub.kriteria]

    @property
    def selisih(self) -> Decimal | None:
        """How much more the evaluator gives in all; None until both sides are complete."""
        own, theirs = self.mandiri, self.evaluator
        return theirs.bulat - own.bulat if own.is_complete and theirs.is_complete else None

    def predikat_of(self, sisi: Sisi) -> PredikatLke | None:
        """The predikat of one side; None until every subkomponen has its letter."""
        total = self.total(sisi)
        return predikat_of(self.predikat, total.nilai) if total.is_complete else None

    @property
    def predikat_mandiri(self) -> PredikatLke | None:
        """The predikat of the self-assessment."""
        return self.predikat_of(Sisi.MANDIRI)

    @property
    def predikat_evaluator(self) -> PredikatLke | None:
        """The predikat by the evaluator."""
        return self.predikat_of(Sisi.EVALUATOR)

    def missing(self, sisi: Sisi) -> list[str]:
        """Say what one side still has to fill, one sentence a subkomponen."""
        found = []
        for sub in self.subkomponen:
            if gaps := sub.gaps(sisi):
                found.append(f"Subkomponen {sub.subkomponen.kode}: {'; '.join(gaps)}.")
        return found


def _said(jawaban: JawabanKriteria, sisi: Sisi) -> str:
    return jawaban.terpenuhi if sisi == Sisi.MANDIRI else jawaban.terpenuhi_evaluator


def read_isi(lke: Lke) -> IsiLke:
    """Return the whole sheet; the caller has checked who may read it."""
    skala = list(SkalaLke.objects.filter(versi=lke.versi_id))
    parts = [IsiKomponen(row) for row in KomponenLke.objects.filter(versi=lke.versi_id)]
    by_part = {part.komponen.pk: part for part in parts}
    letters = {row.subkomponen_id: row for row in JawabanLke.objects.filter(lke=lke)}
    subs: dict[int, IsiSubkomponen] = {}
    for row in SubkomponenLke.objects.filter(komponen__versi=lke.versi_id):
        jawaban = letters.get(row.pk) or JawabanLke(lke=lke, subkomponen=row)
        subs[row.pk] = IsiSubkomponen(row, jawaban, {s.huruf: s for s in skala})
        by_part[row.komponen_id].subkomponen.append(subs[row.pk])
    for isi in _read_kriteria(lke):
        subs[isi.kriteria.subkomponen_id].kriteria.append(isi)
    return IsiLke(lke, parts, skala, list(PredikatLke.objects.filter(versi=lke.versi_id)))


def _read_kriteria(lke: Lke) -> list[IsiKriteria]:
    answers = {row.kriteria_id: row for row in JawabanKriteria.objects.filter(lke=lke)}
    proposals = {row.kriteria_id: row for row in UsulanLke.objects.filter(lke=lke)}
    evidence: dict[int, list[BuktiLke]] = defaultdict(list)
    for bukti in BuktiLke.objects.filter(lke=lke).defer("isi").select_related("oleh"):
        evidence[bukti.kriteria_id].append(bukti)
    return [
        IsiKriteria(
            row,
            answers.get(row.pk) or JawabanKriteria(lke=lke, kriteria=row),
            evidence[row.pk],
            proposals.get(row.pk),
        )
        for row in KriteriaLke.objects.filter(subkomponen__komponen__versi=lke.versi_id)
    ]
