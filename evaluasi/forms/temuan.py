"""Forms of the report: a finding, its follow-up by the planner, and the verification of the evaluator."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluasi.kertas.pola import rule_choices
from evaluasi.models import TemuanEvaluasi
from lib.fields import WEB_ONLY
from lib.forms import PokinForm, PokinModelForm
from pohon.models import VersiPohon

LONGEST_LABEL = 90
DEEPEST = 8


class TemuanEvaluasiForm(PokinModelForm[TemuanEvaluasi]):
    """A finding from condition to recommendation; `seen` is the mark of what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    simpul = forms.TypedChoiceField(label="Simpul", required=False, coerce=int, empty_value=None)
    aturan = forms.ChoiceField(label="Aturan", required=False)

    class Meta:
        model = TemuanEvaluasi
        fields = (
            "simpul",
            "aturan",
            "kondisi",
            "kriteria",
            "sebab",
            "akibat",
            "rekomendasi",
            "batas",
        )
        help_texts = {  # noqa: RUF012 - Django reads it as it stands
            "kondisi": "Apa yang ditemukan, dengan angka atau contohnya.",
            "kriteria": "Apa yang seharusnya, menurut peraturan atau pedoman.",
            "sebab": "Mengapa kondisi itu terjadi.",
            "akibat": "Apa dampaknya bagi pencapaian kinerja.",
            "rekomendasi": "Apa yang perlu dilakukan perangkat daerah.",
            "batas": "Kapan tindak lanjut paling lambat selesai.",
        }

    def __init__(self, *args: Any, versi: VersiPohon, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        simpul, aturan = self.fields["simpul"], self.fields["aturan"]
        assert isinstance(simpul, forms.ChoiceField)
        assert isinstance(aturan, forms.ChoiceField)
        simpul.choices = [("", "(seluruh pohon)"), *node_choices(versi)]
        aturan.choices = [("", "(tidak terkait aturan)"), *rule_choices()]

    def _post_clean(self) -> None:
        """Leave the checks of the model to the action, which sees the row under its lock."""


def node_choices(versi: VersiPohon) -> list[tuple[int, str]]:
    """Return the nodes of a version as choices, indented by depth."""
    depth: dict[int | None, int] = {None: -1}
    found = []
    for node in versi.isi["simpul"]:
        depth[node["id"]] = depth.get(node["induk"], -1) + 1
        text = node["pernyataan"]
        short = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
        found.append((node["id"], "\u00a0\u00a0" * min(depth[node["id"]], DEEPEST) + short))
    return found


class TindakLanjutForm(PokinForm):
    """What was done about a finding, with the address of the evidence."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    tindak_lanjut = forms.CharField(
        label="Tindak lanjut",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis apa yang sudah dilakukan atas temuan ini."},
    )
    tautan = forms.URLField(
        label="Tautan bukti",
        required=False,
        max_length=400,
        assume_scheme="https",
        validators=[WEB_ONLY],
        help_text="Alamat dokumen pendukung, misalnya di penyimpanan instansi.",
    )


class VerifikasiForm(PokinForm):
    """The evaluator's verdict on a follow-up."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    keputusan = forms.ChoiceField(choices=[("selesai", "Selesai"), ("kembalikan", "Kembalikan")])
    catatan = forms.CharField(
        label="Catatan verifikasi",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
