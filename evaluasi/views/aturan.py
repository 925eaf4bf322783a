"""The catalogue of rules, for everybody: what is checked, how heavy it weighs, and where the regulation says so."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluasi.actions.ambang import key
from evaluasi.temuan import LABELS
from lib.aturan import KELOMPOK, Rule, rules
from lib.daftar import search_text
from organisasi.aktif import SignedInRequest, instansi_aktif
from organisasi.izin import izin
from organisasi.models import AmbangAturan
from pohon.models import Pohon


@require_safe
def aturan(request: SignedInRequest) -> HttpResponse:
    """List every registered rule; `?huruf=` keeps one letter, `?q=` rules with these words."""
    huruf = request.GET.get("huruf", "")
    words = search_text(request).casefold().split()
    instansi = instansi_aktif(request)
    own = {
        f"{row.aturan}-{row.nama}": row.nilai
        for row in AmbangAturan.objects.filter(instansi=instansi)
    }
    shown = [
        rule
        for rule in rules()
        if huruf in ("", rule.id[0]) and all(word in _text(rule) for word in words)
    ]
    context = {
        "kelompok": [
            {
                "huruf": letter,
                "judul": title,
                "daftar": [_line(rule, own) for rule in shown if rule.id[0] == letter],
            }
            for letter, title in KELOMPOK.items()
            if any(rule.id[0] == letter for rule in shown)
        ],
        "daftar_huruf": [(letter, f"{letter}. {title}") for letter, title in KELOMPOK.items()],
        "banyak": len(shown),
        "boleh_ambang": instansi is not None and izin(request.user).is_admin(instansi.pk),
    }
    return render(request, "evaluasi/aturan.html", context)


def _text(rule: Rule) -> str:
    return f"{rule.id} {rule.judul} {rule.kelompok} {rule.source}".casefold()


def _line(rule: Rule, own: Mapping[str, object]) -> dict[str, object]:
    return {
        "aturan": rule,
        "tingkat": LABELS[rule.severity],
        "tahap": f"Tahap {rule.tahap}: {Pohon.Tahap(rule.tahap).label}",
        "ambang": [(one, own.get(key(one), one.bawaan)) for one in rule.ambang],
    }
