"""The page of an approach: which one a team takes, its aspect, places, service steps or milestones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jabatan import actions
from jabatan.actions.kinerja import closed_reason
from jabatan.actions.teknik import mark_layanan, mark_milestone, mark_pendekatan
from jabatan.forms import LayananForm, MilestoneForm, PendekatanForm
from jabatan.models import Jabatan, KinerjaJabatan, Layanan, Milestone
from jabatan.teknik import pasangan
from jabatan.teknik.pembagian import aspects, division, places
from jabatan.teknik.pendekatan import (
    AKIBAT_LANGSUNG,
    AKIBAT_TIDAK_LANGSUNG,
    LANGSUNG,
    PENJELASAN,
    TIDAK_LANGSUNG,
    P,
    consequence,
    missing_steps,
)
from jabatan.views.teknik import load_kinerja, load_own
from lib.forms import add_errors
from lib.masukan import number_of
from organisasi.aktif import SignedInRequest
from organisasi.izin import izin

LIST_OF = {P.ASPEK: ("aspek", aspects), P.WILAYAH: ("wilayah", places)}
MOST_ROWS = 60  # forms of milestones in one request


def pendekatan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show and write the approach of a kinerja; `bagian` says which of the forms was sent."""
    kinerja = load_own(request, pk) if request.method == "POST" else load_kinerja(request, pk)
    closed = closed_reason(kinerja.simpul.pohon)
    rights = izin(request.user)
    unit, instansi = kinerja.jabatan.unit, kinerja.jabatan.instansi_id
    may = (
        not closed
        and rights.may_edit(instansi, kinerja.simpul.pohon.unit)
        and rights.may_edit(instansi, unit)
    )
    sent = request.POST.get("bagian", "") if request.method == "POST" else ""
    forms = _Forms(request, kinerja, sent)
    if request.method == "POST":
        if closed:
            messages.error(request, closed)
        elif done := forms.save():
            messages.success(request, done)
            return redirect(reverse("jabatan:pendekatan", args=[pk]) + forms.anchor)
    context = {
        "kinerja": forms.kinerja,
        "jabatan": kinerja.jabatan,
        "tertutup": closed,
        "boleh_ubah": may,
        "akibat": consequence(forms.chosen),
        "metode": [
            (AKIBAT_LANGSUNG, _named(LANGSUNG)),
            (AKIBAT_TIDAK_LANGSUNG, _named(TIDAK_LANGSUNG)),
        ],
        "terpilih": forms.chosen,
        "tim": _team(request, forms.kinerja),
        **forms.context(),
    }
    return render(request, "jabatan/pendekatan.html", context)


def _named(daftar: tuple[P, ...]) -> list[tuple[str, str]]:
    return [(str(one.label), PENJELASAN[one]) for one in daftar]


class _Forms:
    """The forms of the page: the one that was sent bound, the others as stored."""

    def __init__(self, request: SignedInRequest, kinerja: KinerjaJabatan, sent: str) -> None:
        self.request = request
        self.kinerja = kinerja
        self.sent = sent
        self.chosen = kinerja.pendekatan  # as stored: a bound model form writes into its instance
        self.marks = {"pendekatan": mark_pendekatan(kinerja)}
        self.layanan = Layanan.objects.filter(kinerja=kinerja).first()
        self.milestone = list(Milestone.objects.filter(kinerja=kinerja))
        self.marks |= {
            "layanan": mark_layanan(self.layanan),
            "milestone": mark_milestone(self.milestone),
        }
        self.kurang = missing_steps(self.layanan)
        self.form = PendekatanForm(
            request.POST if sent == "pendekatan" else None, instance=self._own_copy()
        )
        self.form_layanan = LayananForm(
            request.POST if sent == "layanan" else None,
            instance=self.layanan or Layanan(kinerja=kinerja),
        )
        self.daftar_milestone = self._milestone_forms()
        self.galat: list[str] = []

    def _own_copy(self) -> KinerjaJabatan:
        """Return the row for the form to write into, so that the page goes on showing what is stored."""
        copy = KinerjaJabatan(
            pk=self.kinerja.pk,
            pendekatan=self.kinerja.pendekatan,
            aspek=self.kinerja.aspek,
            wilayah=self.kinerja.wilayah,
        )
        copy.simpul, copy.jabatan = self.kinerja.simpul, self.kinerja.jabatan
        return copy

    @property
    def anchor(self) -> str:
        """The part of the page that was written."""
        return f"#{self.sent}" if self.sent in ("layanan", "milestone") else ""

    def _milestone_forms(self) -> list[MilestoneForm]:
        if self.sent == "milestone":
            count = min(number_of(self.request.POST.get("banyak")), MOST_ROWS)
            return [MilestoneForm(self.request.POST, prefix=f"m{n}") for n in range(count)]
        stored = [
            MilestoneForm(
                prefix=f"m{n}",
                initial={
                    "id": row.pk,
                    "nama": row.nama,
                    "output": row.output,
                    "ekspektasi": row.ekspektasi,
                },
            )
            for n, row in enumerate(self.milestone)
        ]
        return [*stored, MilestoneForm(prefix=f"m{len(stored)}")]

    def save(self) -> str:
        """Write the form that was sent; return the sentence that says so, or nothing when it has errors."""
        writers = {
            "pendekatan": self._save_pendekatan,
            "layanan": self._save_layanan,
            "milestone": self._save_milestone,
        }
        if self.sent not in writers:
            self.galat = ["Formulir tidak dikenali. Muat ulang halaman."]
            return ""
        return writers[self.sent]()

    @property
    def _seen(self) -> dict[str, Any]:
        return {
            "user": self.request.user,
            "kinerja": self.kinerja,
            "dilihat": self.request.POST.get("dilihat", ""),
        }

    def _save_pendekatan(self) -> str:
        if self.form.is_valid():
            try:
                actions.set_pendekatan(data=self.form.cleaned_data, **self._seen)
                return "Pendekatan disimpan."
            except ValidationError as error:
                add_errors(self.form, error)
        return ""

    def _save_layanan(self) -> str:
        if self.form_layanan.is_valid():
            try:
                actions.set_layanan(data=self.form_layanan.cleaned_data, **self._seen)
                return "Langkah layanan disimpan."
            except ValidationError as error:
                add_errors(self.form_layanan, error)
        return ""

    def _save_milestone(self) -> str:
        broken = [form for form in self.daftar_milestone if not form.is_valid()]
        if broken:
            return ""
        rows = [
            {**form.cleaned_data, "tempat": place}
            for place, form in enumerate(self.daftar_milestone)
            if not form.is_empty
        ]
        rows = _arranged(rows, self.request.POST.get("aksi", ""))
        try:
            actions.set_milestone(daftar=rows, **self._seen)
            return "Milestone disimpan."
        except ValidationError as error:
            self.galat = error.messages
        return ""

    def context(self) -> dict[str, Any]:
        """Return what the template shows of the forms."""
        return {
            "form": self.form,
            "form_layanan": self.form_layanan,
            "daftar_milestone": self.daftar_milestone,
            "jumlah_milestone": len(self.milestone),
            "tanda": self.marks,
            "langkah_kurang": self.kurang,
            "galat": self.galat,
        }


def _arranged(rows: list[dict[str, Any]], aksi: str) -> list[dict[str, Any]]:
    """Return the rows with one moved or taken out: "naik-2", "turun-0", "hapus-1", by its place on the page."""
    what, _, number = aksi.partition("-")
    found = [index for index, row in enumerate(rows) if str(row["tempat"]) == number]
    if not found or what not in ("naik", "turun", "hapus"):
        return rows
    place = found[0]
    rows = list(rows)
    row = rows.pop(place)
    if what != "hapus":
        rows.insert(max(place - 1, 0) if what == "naik" else place + 1, row)
    return rows


def _team(request: SignedInRequest, kinerja: KinerjaJabatan) -> dict[str, Any] | None:
    """Return who shares the list of a direct approach and what is wrong with its division; None for the others."""
    if kinerja.pendekatan not in LIST_OF or kinerja.jabatan.induk_id is None:
        return None
    field, read_list = LIST_OF[P(kinerja.pendekatan)]
    induk = kinerja.jabatan.induk_id
    bacaan = pasangan.read(
        Q(jabatan=induk) | Q(jabatan__induk=induk), tahun=kinerja.simpul.pohon.periode.tahun_awal
    )
    own = bacaan.by_kinerja[kinerja.pk]
    upper = bacaan.atasan(induk).above(own.letak)
    members = [
        row
        for row in bacaan.daftar
        if row.jabatan != induk
        and row.pendekatan == kinerja.pendekatan
        and bacaan.atasan(induk).above(row.letak) == upper
    ]
    names = dict(
        Jabatan.objects.visible_to(request.user).filter(induk=induk).values_list("pk", "nama")
    )
    parts = {row.kinerja: read_list(getattr(row, field)) for row in members}
    whole = read_list(getattr(upper, field)) if upper else {}
    return {
        "judul": {P.ASPEK: "Aspek", P.WILAYAH: "Wilayah"}[P(kinerja.pendekatan)],
        "anggota": [
            (names.get(row.jabatan, ""), getattr(row, field), row.kinerja == kinerja.pk)
            for row in members
        ],
        "seluruhnya": getattr(upper, field) if upper else "",
        "pembagian": division(whole, parts),
    }
