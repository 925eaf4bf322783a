"""What every form shares: Bootstrap's classes, Indonesian sentences and Indonesian numbers.

Use `PokinForm` and `PokinModelForm`; put `PokinFormMixin` before one of Django's own forms
(sign-in, password). The templates `_formulir.html` and `_medan.html` render them; Django itself
sets aria-invalid and aria-describedby.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from lib import teks

M = TypeVar("M", bound=models.Model)
DASHES = "---------"

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    class _Base(forms.BaseForm):
        pass

    class _ModelForm(forms.ModelForm[M]):
        pass

else:
    _Base = object

    class _ModelForm(forms.ModelForm):
        def __class_getitem__(cls, item: Any) -> type:
            return cls


# What Django would say less clearly, by the key of the message; %(…)s as in Django's own.
SENTENCES: dict[str, str] = {
    "invalid_choice": "Pilihan ini tidak tersedia. Pilih salah satu dari daftar.",
    "invalid_pk_value": "Pilihan ini tidak tersedia. Pilih salah satu dari daftar.",
    "invalid_list": "Pilih dari daftar.",
    "max_whole_digits": "Angka terlalu besar.",
    "max_digits": "Angka terlalu panjang.",
}
INVALID: dict[type[forms.Field], str] = {
    forms.IntegerField: "Isi dengan angka bulat, misalnya 2026.",
    forms.DateField: "Isi dengan tanggal, misalnya 20/11/2026.",
    forms.EmailField: "Isi dengan alamat surel, misalnya nama@instansi.go.id.",
    forms.URLField: "Isi dengan alamat yang dimulai https://.",
}


class AngkaField(forms.DecimalField):
    """A decimal number written 1.234,5; the computer's form (1234.5) is understood too."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages", {"invalid": "Isi dengan angka, misalnya 1.234,5 atau 75."}
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read the number; raises ValidationError with a sentence."""
        if value in self.empty_values:
            return None
        try:
            return teks.parse_number(value)
        except (ValueError, InvalidOperation) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number in Indonesian form; what the user typed stays as typed."""
        if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            return teks.format_number(value)
        return value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask a phone for its number keys."""
        return {"inputmode": "decimal", "autocomplete": "off"}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as numbers: 1.000 is the 1000 that was there."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class TahunField(forms.IntegerField):
    """A year of four digits."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 2000)
        kwargs.setdefault("max_value", 2100)
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Isi dengan tahun, misalnya 2026."

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Four digits from a phone's number keys."""
        return {"inputmode": "numeric", "maxlength": "4", "autocomplete": "off"}


class PokinFormMixin(_Base):
    """Dress the fields of any form: classes, sentences, number and date inputs."""

    required_css_class = "wajib"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, field in list(self.fields.items()):
            if type(field) is forms.DecimalField:
                field = self.fields[name] = _as_angka(field)
            _dress(field.widget)
            _name_empty_choice(field)
            _speak(field, self._sentence_when_empty(name, field))

    def offer(self, name: str, queryset: models.QuerySet[Any], *, empty: str | None = None) -> None:
        """Let a field choose among these rows; `empty` are the words of the empty choice."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset
        if empty is not None:
            field.empty_label = empty

    def _sentence_when_empty(self, name: str, field: forms.Field) -> str:
        """The model's own sentence for an empty field, else one made from the label."""
        model = getattr(getattr(self, "_meta", None), "model", None)
        if model is not None and name in {f.name for f in model._meta.fields}:
            column = model._meta.get_field(name)
            own: _StrOrPromise | None = (getattr(column, "_error_messages", None) or {}).get(
                "blank"
            )
            if own:
                return str(own)
        label = str(field.label or name.replace("_", " "))
        label = label[:1].upper() + label[1:]
        return f"{label} belum {'dipilih' if _is_choice(field) else 'diisi'}."

    @property
    def medan_wajib(self) -> bool:
        """Whether any visible field must be filled, so that the form explains its mark."""
        return any(bound.field.required for bound in self.visible_fields())


class PokinForm(PokinFormMixin, forms.Form):
    """A form without a model."""


class PokinModelForm(PokinFormMixin, _ModelForm[M]):
    """A form of a model. Write `class UnitForm(PokinModelForm[Unit])`."""


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put the sentences of an action's refusal beside the fields they speak of, the rest on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        known = field in form.fields and field != NON_FIELD_ERRORS
        sentences = dict.fromkeys(ValidationError(errors).messages)  # each said once
        form.add_error(field if known else None, list(sentences))


def _is_choice(field: forms.Field) -> bool:
    return isinstance(field, forms.ChoiceField | forms.ModelChoiceField)


def _as_angka(field: forms.DecimalField) -> AngkaField:
    """Return an AngkaField that asks the same as a plain DecimalField did."""
    number = AngkaField(
        min_value=field.min_value,
        max_value=field.max_value,
        max_digits=field.max_digits,
        decimal_places=field.decimal_places,
        required=field.required,
        label=field.label,
        initial=field.initial,
        help_text=field.help_text,
        disabled=field.disabled,
    )
    number.validators = field.validators
    return number


def _dress(widget: forms.Widget) -> None:
    """Give a widget Bootstrap's class and, for dates, the browser's own calendar."""
    if widget.is_hidden:
        return
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind = "form-check-input"
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    else:
        kind = "form-control"
    if type(widget) is forms.DateInput:
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
        widget.attrs["rows"] = "4"
    classes = str(widget.attrs.get("class", "")).split()
    if kind not in classes:
        widget.attrs["class"] = " ".join([kind, *classes])


def _name_empty_choice(field: forms.Field) -> None:
    """Put words in the place of Django's row of dashes."""
    words = "Pilih…" if field.required else "(tidak diisi)"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = words
    elif isinstance(field, forms.ChoiceField):
        choices = list(cast(Iterable[Any], field.choices))
        if ("", DASHES) in choices:
            field.choices = [("", words) if c == ("", DASHES) else c for c in choices]


def _speak(field: forms.Field, empty: str) -> None:
    """Put clear sentences in the place of Django's general ones; the form's own texts stay."""
    own = _own_messages(field)
    for key, sentence in {"required": empty, **SENTENCES}.items():
        if key in field.error_messages and key not in own:
            field.error_messages[key] = sentence
    for kind, sentence in INVALID.items():
        if type(field) is kind and "invalid" not in own:
            field.error_messages["invalid"] = sentence


def _own_messages(field: forms.Field) -> set[str]:
    """The keys of the messages that were given to this very field, not inherited from its class."""
    default: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        default.update(getattr(kind, "default_error_messages", {}))
    return {key for key, text in field.error_messages.items() if text is not default.get(key)}
