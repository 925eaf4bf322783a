"""The lines of a komponen of a sheet: what is asked, the form to answer it, and what is proposed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from evaluasi.actions.lke import FIELDS, Row
from evaluasi.actions.lke_usulan import answer_of, percent_of, sentence_of
from evaluasi.forms.lke import BarisForm, HurufForm, TerpenuhiForm, print_of
from evaluasi.lke.hak import Sisi
from evaluasi.lke.isi import IsiKomponen, IsiKriteria, IsiLke, IsiSubkomponen
from evaluasi.lke.nilai import suggested_letter
from evaluasi.models import JawabanKriteria
from lib.teks import format_number

TERPENUHI = dict(JawabanKriteria.Terpenuhi.choices)


@dataclass
class Baris:
    """A line of the page: what is asked, the form (None: only to read), and what somebody else wrote meanwhile."""

    kunci: str
    isi: IsiSubkomponen | IsiKriteria
    form: BarisForm | None = None
    usulan: dict[str, Any] | None = None
    bentrok: str = ""


@dataclass
class Bagian:
    """A subkomponen of the page with its criteria."""

    baris: Baris
    kriteria: list[Baris] = field(default_factory=list)


def lines_of(
    isi: IsiLke, part: IsiKomponen, sisi: Sisi, *, write: bool, data: Any = None
) -> list[Bagian]:
    """Return the lines of a komponen; `data` fills the forms of the lines it speaks of."""
    letters = [(s.huruf, f"{s.huruf} ({format_number(s.nilai)})") for s in isi.skala]
    parts = []
    for sub in part.subkomponen:
        line = Baris(f"s{sub.subkomponen.pk}", sub)
        if write:
            form_args = _arguments(line.kunci, sub.jawaban, "s", sisi, data)
            line.form = HurufForm(pilihan=letters, **form_args)
        parts.append(Bagian(line, [_criterion(isi, k, sisi, write, data) for k in sub.kriteria]))
    return parts


def _criterion(isi: IsiLke, k: IsiKriteria, sisi: Sisi, write: bool, data: Any) -> Baris:
    line = Baris(f"k{k.kriteria.pk}", k, usulan=_proposal(isi, k))
    if write:
        line.form = TerpenuhiForm(**_arguments(line.kunci, k.jawaban, "k", sisi, data))
    return line


def _arguments(kunci: str, row: Row, jenis: str, sisi: Sisi, data: Any) -> dict[str, Any]:
    chosen, text = (getattr(row, name) for name in FIELDS[jenis, sisi])
    initial = {
        "pilihan": chosen,
        "uraian": text,
        "versi": row.versi,
        "awal": print_of(chosen, text),
    }
    bound = data if data is not None and f"{kunci}-versi" in data else None
    return {"data": bound, "prefix": kunci, "initial": initial}


def _proposal(isi: IsiLke, k: IsiKriteria) -> dict[str, Any] | None:
    """Return what is shown of a proposal: its sentence, answer and letter, and the figures once taken over."""
    if k.usulan is None:
        return None
    letter = suggested_letter(isi.skala, percent_of(k.usulan))
    used = k.jawaban.dari_usulan
    kept = ""
    if used:
        kept = f"{format_number(float(used['pembilang']))} dari {format_number(float(used['penyebut']))}"
    now = f"{format_number(k.usulan.pembilang)} dari {format_number(k.usulan.penyebut)}"
    return {
        "kalimat": sentence_of(k.usulan),
        "jawaban": TERPENUHI.get(answer_of(k.usulan), ""),
        "huruf": letter.huruf if letter else "",
        "dipakai": kept,
        "berubah": bool(kept) and kept != now,
        "boleh": bool(k.usulan.penyebut) and not k.jawaban.is_typed and kept != now,
    }
