"""A komponen of a sheet, filled by the unit or judged by the evaluator.

The form saves all lines at once; with JavaScript each line is sent by itself and answered as JSON. Either way a line
somebody else changed since is not saved, and what was typed stays on the page.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from evaluasi.actions import lke as actions
from evaluasi.actions.lke import FIELDS, Bentrok, Isian, Row
from evaluasi.actions.lke_usulan import changed_since
from evaluasi.forms.lke import BarisForm, print_of
from evaluasi.lke.hak import Hak, Sisi, rights_of
from evaluasi.lke.isi import IsiKomponen, IsiLke, read_isi
from evaluasi.models import Lke
from evaluasi.views.lke import load_lke
from evaluasi.views.lke_baris import TERPENUHI, Bagian, Baris, lines_of
from organisasi.aktif import SignedInRequest
from organisasi.models import Pengguna

MARKED = "Belum tersimpan. Periksa baris yang bertanda merah, lalu simpan lagi."
Sent = list[tuple[Baris, BarisForm]]


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
    return _show(request, isi, part, hak, lines_of(isi, part, sisi, write=may), sisi)


def _post(
    request: SignedInRequest, isi: IsiLke, part: IsiKomponen, hak: Hak, sisi: Sisi
) -> HttpResponse:
    """Save the lines that were sent and touched: all of them, or none."""
    lines = lines_of(isi, part, sisi, write=True, data=request.POST)
    sent = [
        (line, line.form)
        for bagian in lines
        for line in (bagian.baris, *bagian.kriteria)
        if line.form is not None and line.form.is_bound
    ]
    saved, refusal = None, MARKED
    alone = "application/json" in request.headers.get("Accept", "")
    valid = [form.is_valid() for _, form in sent]  # each is asked, so that each says what is wrong
    if all(valid):
        meant = [(line, form) for line, form in sent if alone or form.is_touched]
        try:
            saved = _save(request.user, isi.lke, sisi, meant)
        except ValidationError as error:
            refusal = error.messages[0]
    if alone:
        return _answer(isi.lke, sisi, sent, saved, refusal)
    if saved is not None:
        messages.success(request, f"Komponen {part.komponen.kode} disimpan.")
        return redirect(request.path)
    messages.error(request, refusal)
    return _show(request, isi, part, hak, lines, sisi)


def _save(user: Pengguna, lke: Lke, sisi: Sisi, sent: Sent) -> dict[str, Row] | None:
    """Save lines; None, with what stands there said on the forms, where somebody else changed one.

    Raises ValidationError when nothing may be saved now.
    """
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
        return actions.save_answers(user=user, lke_id=lke.pk, sisi=sisi, isian=entries)
    except Bentrok as clash:
        for line, form in sent:
            if row := clash.baris.get(line.kunci):
                _tell_clash(user, line, form, row, sisi, clash)
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
    lke: Lke, sisi: Sisi, sent: Sent, saved: dict[str, Row] | None, refusal: str
) -> JsonResponse:
    """Answer a line that was sent by itself: its new version, or why it was not saved."""
    if saved is None:
        refused = {
            line.kunci: {
                "galat": [text for texts in form.errors.values() for text in texts] or [refusal],
                "bentrok": line.bentrok,
                "versi": form.data.get(form.add_prefix("versi")),
                "awal": form.data.get(form.add_prefix("awal")),
            }
            for line, form in sent
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
