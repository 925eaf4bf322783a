"""Forms of the review."""

from __future__ import annotations

from django import forms

from lib.forms import PokinForm


class CatatanForm(PokinForm):
    """A note that goes with a decision; the action says when it is required."""

    catatan = forms.CharField(
        label="Catatan", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
