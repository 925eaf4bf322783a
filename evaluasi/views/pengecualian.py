"""Giving, changing and withdrawing a reason for findings of one rule, and the evaluator's answer to it."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evaluasi import actions
from evaluasi.actions.pengecualian import require_may_answer
from evaluasi.forms import AlasanForm, TanggapanForm
from evaluasi.models import Pengecualian
from evaluasi.temuan import Temuan, check
from lib.forms import add_errors
from lib.masukan import submitted
from organisasi.aktif import SignedInRequest
from organisasi.izin import require_edit
from pohon.baca import load_pohon

KNOWN = "dikenal-"  # hidden fields: which reason of a finding the user saw


def alasan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Give one reason for findings of the rule `?aturan=`; `?sidik=` chooses one beforehand, else all without one."""
    pohon = load_pohon(request.user, pohon_id)
    require_edit(request.user, pohon.instansi_id, pohon.unit)
    if pohon.is_locked:
        raise PermissionDenied(pohon.lock_reason)
    rule, first = request.GET.get("aturan", ""), request.GET.get("sidik", "")
    laporan = check(pohon)
    daftar = _of_rule(laporan.daftar, rule)
    if not daftar:
        messages.info(request, f"Tidak ada lagi temuan {rule} yang memerlukan alasan."[:200])
        return redirect("evaluasi:temuan", pohon_id)
    form = AlasanForm(submitted(request), daftar=daftar, initial=_initial(daftar, first))
    if request.method == "POST" and form.is_valid():
        try:
            rows = actions.give_reason(
                user=request.user,
                pohon_id=pohon_id,
                sidik=form.cleaned_data["sidik"],
                alasan=form.cleaned_data["alasan"],
                dikenal=_known(request.POST),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Alasan tersimpan untuk {len(rows)} temuan {rule}.")
            return redirect("evaluasi:temuan", pohon_id)
    context = {
        "pohon": pohon,
        "form": form,
        "aturan": daftar[0].finding.by,
        "pilihan": _choices(request, form, daftar, laporan.nama_simpul),
        "ada_alasan": any(one.pengecualian for one in daftar),
    }
    return render(request, "evaluasi/pengecualian.html", context)


def _of_rule(daftar: list[Temuan], rule: str) -> list[Temuan]:
    """Return the findings of a rule that may be left with a reason, each once."""
    fitting = [one for one in daftar if one.finding.rule == rule and one.finding.needs_reason]
    return list({one.sidik: one for one in fitting}.values())


def _initial(daftar: list[Temuan], first: str) -> dict[str, object]:
    chosen = [one for one in daftar if (one.sidik == first if first else one.wants_reason)]
    known = {one.pengecualian.alasan for one in chosen if one.pengecualian}
    return {
        "sidik": [one.sidik for one in chosen],
        "alasan": known.pop() if len(known) == 1 else "",
    }


def _known(post: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix(KNOWN): post[name] for name in post if name.startswith(KNOWN)}


def _choices(
    request: SignedInRequest, form: AlasanForm, daftar: list[Temuan], names: Mapping[int, str]
) -> list[dict[str, object]]:
    """Return the lines to choose from; after a refusal the stamp stays what the user first saw."""
    chosen = set(form["sidik"].value() or ())
    return [
        {
            "temuan": one,
            "simpul": names.get(one.finding.simpul or 0, ""),
            "dipilih": one.sidik in chosen,
            "dikenal": request.POST.get(KNOWN + one.sidik, actions.stamp(one.pengecualian)),
        }
        for one in daftar
    ]


@require_POST
def cabut_alasan(request: SignedInRequest, pohon_id: int) -> HttpResponse:
    """Withdraw a reason; withdrawn already, nothing happens."""
    sidik = request.POST.get("sidik", "")
    gone = actions.withdraw_reason(user=request.user, pohon_id=pohon_id, sidik=[sidik])
    if gone:
        messages.success(request, "Alasan dicabut.")
    else:
        messages.info(request, "Alasan ini sudah dicabut.")
    return redirect("evaluasi:temuan", pohon_id)


def tanggapan(request: SignedInRequest, pohon_id: int, sidik: str) -> HttpResponse:
    """Let the evaluator reject a reason with a sentence, or accept it again."""
    pohon = load_pohon(request.user, pohon_id)
    rows = Pengecualian.objects.visible_to(request.user).select_related("oleh", "ditanggapi_oleh")
    row = get_object_or_404(rows, pohon=pohon, sidik=sidik)
    require_may_answer(request.user, pohon)
    # What was said of an earlier reason is not said of this one.
    said = "" if row.is_valid else row.tanggapan
    initial = {"tanggapan": said, "dikenal": actions.stamp(row)}
    form = TanggapanForm(submitted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        reject = form.cleaned_data["keputusan"] == "tolak"
        try:
            actions.answer_reason(
                user=request.user,
                pohon_id=pohon_id,
                sidik=sidik,
                tolak=reject,
                tanggapan=form.cleaned_data["tanggapan"],
                dikenal=form.cleaned_data["dikenal"] or None,
            )
        except ValidationError as error:
            add_errors(form, error)
            row.refresh_from_db()
            form.data = {**request.POST.dict(), "dikenal": actions.stamp(row)}
        else:
            messages.success(request, "Alasan ditolak." if reject else "Alasan diterima.")
            return redirect(f"{reverse('evaluasi:temuan', args=[pohon_id])}?susunan=aturan")
    context = {"pohon": pohon, "form": form, "alasan": row}
    return render(request, "evaluasi/tanggapan_alasan.html", context)
