"""A komponen of a sheet, filled by the unit or judged by the evaluator.

The form saves all lines at once; with JavaScript each line is sent by itself and answered as JSON. Either way a line
somebody else changed since is not saved, and what was typed stays on the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from evaluasi.actions import lke as actions
from evaluasi.actions.lke import FIELDS, Bentrok, Isian, Row
from evaluasi.actions.lke_usulan import answer_of, changed_since, percent_of, sentence_of
from evaluasi.forms.lke import BarisForm, HurufForm, TerpenuhiForm, print_of
from evaluasi.lke.hak import Hak, Sisi, rights_of
from evaluasi.lke.isi import IsiKomponen, IsiKriteria, IsiLke, IsiSubkomponen, read_isi
from evaluasi.lke.nilai import suggested_letter
from evaluasi.models import JawabanKriteria, Lke
from evaluasi.views.lke import load_lke
from lib.forms import add_errors
from lib.teks import format_number
from organisasi.aktif import SignedInRequest
from organisasi.models import Pengguna

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


def isi_lke(request: SignedInRequest, pk: int, kode: str) -> HttpResponse:
    """Show a komponen; who fills the sheet writes the self-assessment here."""
    return _page(request, pk, kode, Sisi.MANDIRI)


def nilai_lke(request: SignedInRequest, pk: int, kode: str) -> HttpResponse:
    """Show a komponen; the evaluator writes the verdict here."""
    return _page(request, pk, kode, Sisi.EVALUATOR)


def _page(request: SignedInRequest, pk: int, kode: str, sisi: Sisi) -> HttpResponse:
    lke = load_lke(request, pk)
    isi = read_isi(lke)
    part = next((p for p in isi.komponen if p.komponen.kode == kode), None)
    if part is None:
        raise Http404
    hak = rights_of(request.user, lke)
    may = hak.isi if sisi == Sisi.MANDIRI else hak.nilai
    if request.method == "POST":
        return _post(request, isi, part, hak, sisi)
    return _show(request, isi, part, hak, _lines(isi, part, sisi, write=may), sisi)


def _lines(
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


def _post(
    request: SignedInRequest, isi: IsiLke, part: IsiKomponen, hak: Hak, sisi: Sisi
) -> HttpResponse:
    """Save the lines that were sent and touched: all of them, or none."""
    lines = _lines(isi, part, sisi, write=True, data=request.POST)
    sent = [
        (line, line.form)
        for bagian in lines
        for line in (bagian.baris, *bagian.kriteria)
        if line.form is not None and line.form.is_bound
    ]
    saved = None
    alone = "application/json" in request.headers.get("Accept", "")
    valid = [form.is_valid() for _, form in sent]  # each is asked, so that each says what is wrong
    if all(valid):
        meant = [(line, form) for line, form in sent if alone or form.is_touched]
        saved = _save(request, isi.lke, sisi, meant)
    if alone:
        return _answer(isi.lke, sisi, sent, saved)
    if saved is not None:
        messages.success(request, f"Komponen {part.komponen.kode} disimpan.")
        return redirect(request.path)
    return _show(request, isi, part, hak, lines, sisi)


def _save(
    request: SignedInRequest, lke: Lke, sisi: Sisi, sent: list[tuple[Baris, BarisForm]]
) -> dict[str, Row] | None:
    """Save lines; None with the sentences on the forms when one is refused."""
    entries = [
        Isian(
            jenis=line.kunci[0],
            pk=int(line.kunci[1:]),
            versi=form.cleaned_data["versi"],
            pilihan=form.cleaned_data["pilihan"],
            uraian=form.cleaned_data["uraian"],
        )
        for line, form in sent
    ]
    try:
        return actions.save_answers(user=request.user, lke_id=lke.pk, sisi=sisi, isian=entries)
    except Bentrok as clash:
        for line, form in sent:
            if row := clash.baris.get(line.kunci):
                _tell_clash(request.user, line, form, row, sisi, clash)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        for _, form in sent[:1]:
            add_errors(form, ValidationError(error.messages))
    return None


def _tell_clash(
    user: Pengguna, line: Baris, form: BarisForm, row: Row, sisi: Sisi, clash: Bentrok
) -> None:
    """Say beside a line what stands there now; saving once more then means it."""
    chosen, text = (getattr(row, name) for name in FIELDS[line.kunci[0], sisi])
    who = row.diisi_oleh if sisi == Sisi.MANDIRI else row.dinilai_oleh
    shown = TERPENUHI.get(chosen, chosen) or "belum dipilih"
    by = "Anda di jendela lain" if who == user else str(who or "orang lain")
    line.bentrok = f"Isi sekarang oleh {by}: {shown}. {text}".strip()
    form.add_error(None, clash.messages[0])
    data: Any = form.data
    form.data = data.copy()
    form.data[form.add_prefix("versi")] = row.versi  # type: ignore[index]
    form.data[form.add_prefix("awal")] = print_of(chosen, text)  # type: ignore[index]


def _answer(
    lke: Lke, sisi: Sisi, sent: list[tuple[Baris, BarisForm]], saved: dict[str, Row] | None
) -> JsonResponse:
    """Answer a line that was sent by itself: its new version, or why it was not saved."""
    if saved is None:
        refused = {
            line.kunci: {
                "galat": [text for texts in form.errors.values() for text in texts],
                "bentrok": line.bentrok,
                "versi": form.data.get(form.add_prefix("versi")),
                "awal": form.data.get(form.add_prefix("awal")),
            }
            for line, form in sent
            if form.errors
        }
        clash = any(line.bentrok for line, _ in sent)
        return JsonResponse({"baris": refused}, status=409 if clash else 400)
    rows = {}
    for line, form in sent:
        data = form.cleaned_data
        rows[line.kunci] = {
            "versi": saved[line.kunci].versi,
            "awal": print_of(data["pilihan"], data["uraian"]),
        }
    isi = read_isi(lke)
    letters = {
        f"s{s.subkomponen.pk}": (found.huruf if (found := s.suggested(sisi)) else "")
        for s in isi.subkomponen
    }
    ringkas = render_to_string("evaluasi/_lke_ringkas.html", {"isi": isi, "lke": lke})
    return JsonResponse({"baris": rows, "ringkas": ringkas, "usul_huruf": letters})


def _show(
    request: SignedInRequest,
    isi: IsiLke,
    part: IsiKomponen,
    hak: Hak,
    lines: list[Bagian],
    sisi: Sisi,
) -> HttpResponse:
    place = isi.komponen.index(part)
    context = {
        "lke": isi.lke,
        "isi": isi,
        "bagian": part,
        "daftar_bagian": lines,
        "berikut": isi.komponen[place + 1] if place + 1 < len(isi.komponen) else None,
        "sisi": sisi.value,
        "alamat": f"evaluasi:{'isi' if sisi == Sisi.MANDIRI else 'nilai'}_lke",
        "boleh_tulis": any(b.baris.form for b in lines),
        "hak": hak,
        "usul_huruf": {s.subkomponen.pk: s.suggested(sisi) for s in part.subkomponen},
        "ada_usulan": any(k.usulan for b in lines for k in b.kriteria),
        "usulan_usang": hak.isi and changed_since(isi.lke),
    }
    return render(request, "evaluasi/lke_komponen.html", context)
