"""Forms: classes, sentences, Indonesian numbers, and the parts that render them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory, SimpleTestCase

from lib.forms import AngkaField, PokinForm, PokinModelForm, TahunField
from organisasi.models import Periode
from pohon.models import Indikator


class ContohForm(PokinForm):
    nama = forms.CharField(label="nama lengkap", max_length=20, help_text="Dengan gelar.")
    jenis = forms.ChoiceField(label="Jenis", choices=[("a", "Satu"), ("b", "Dua")])
    nilai = forms.DecimalField(label="Nilai", required=False, min_value=0, decimal_places=2)
    tanggal = forms.DateField(label="Tanggal", required=False)
    tahun = TahunField(label="Tahun", required=False)
    surel = forms.EmailField(label="Surel", required=False)
    cara = forms.ChoiceField(
        label="Cara", choices=[("x", "X"), ("y", "Y")], widget=forms.RadioSelect, required=False
    )
    setuju = forms.BooleanField(label="Setuju", required=False)
    rahasia = forms.CharField(widget=forms.HiddenInput, required=False)
    khusus = forms.CharField(required=False, error_messages={"required": "Kalimat khusus."})


class IndikatorForm(PokinModelForm[Indikator]):
    class Meta:
        model = Indikator
        fields = ["nama", "baseline_nilai", "baseline_tahun"]


class PeriodeForm(PokinModelForm[Periode]):
    class Meta:
        model = Periode
        fields = ["nama", "tahun_awal", "tahun_akhir"]


def render(form):
    return render_to_string("_formulir.html", {"form": form}, RequestFactory().get("/"))


class TestAngkaField:
    @pytest.mark.parametrize(
        ("text", "number"),
        [("1.234,5", "1234.5"), ("1234.5", "1234.5"), ("-0,5", "-0.5"), (" 75 ", "75")],
    )
    def test_it_reads_indonesian_numbers(self, text, number):
        assert AngkaField().clean(text) == Decimal(number)

    @pytest.mark.parametrize("text", ["abc", "NaN", "Infinity", "1,2,3", "=1+1", "1e400", "<b>"])
    def test_it_says_how_to_write_a_number(self, text):
        with pytest.raises(forms.ValidationError) as caught:
            AngkaField().clean(text)
        assert caught.value.messages == ["Isi dengan angka, misalnya 1.234,5 atau 75."]

    def test_empty_is_none_unless_required(self):
        assert AngkaField(required=False).clean("") is None
        with pytest.raises(forms.ValidationError):
            AngkaField().clean("")

    @pytest.mark.parametrize("text", ["-1", "1.000.000", "0,123"])
    def test_it_keeps_the_bounds_of_a_decimal(self, text):
        field = AngkaField(min_value=0, max_value=1000, max_digits=6, decimal_places=2)
        with pytest.raises(forms.ValidationError):
            field.clean(text)

    def test_it_shows_a_stored_number_with_separators_and_typed_text_as_typed(self):
        field = AngkaField()
        assert field.prepare_value(Decimal("1234.50")) == "1.234,5"
        assert field.prepare_value("12,") == "12,"
        assert field.prepare_value(None) is None

    def test_writing_it_another_way_is_no_change(self):
        field = AngkaField(required=False)
        assert not field.has_changed(Decimal("1000.0000"), "1.000")
        assert field.has_changed(Decimal(1000), "1.001")
        assert field.has_changed(Decimal(1000), "abc")
        assert not field.has_changed(None, "")


class TestTahunField:
    def test_it_takes_a_year(self):
        assert TahunField().clean("2026") == 2026

    @pytest.mark.parametrize("text", ["26", "99999", "-2026", "2026,5", "abc", "1999", "2101"])
    def test_it_refuses_absurd_years(self, text):
        with pytest.raises(forms.ValidationError):
            TahunField().clean(text)


class TestPokinForm(SimpleTestCase):
    def test_fields_wear_bootstraps_classes(self):
        form = ContohForm()
        kinds = {name: field.widget.attrs.get("class") for name, field in form.fields.items()}
        self.assertEqual(kinds["nama"], "form-control")
        self.assertEqual(kinds["jenis"], "form-select")
        self.assertEqual(kinds["cara"], "form-check-input")
        self.assertEqual(kinds["setuju"], "form-check-input")

    def test_a_class_given_by_the_form_stays(self):
        class Lebar(PokinForm):
            a = forms.CharField(widget=forms.TextInput(attrs={"class": "lebar"}))

        self.assertEqual(Lebar().fields["a"].widget.attrs["class"], "form-control lebar")

    def test_two_forms_do_not_share_what_was_changed(self):
        first, second = ContohForm(), ContohForm()
        first.fields["nama"].error_messages["required"] = "Lain."
        self.assertEqual(
            second.fields["nama"].error_messages["required"], "Nama lengkap belum diisi."
        )

    def test_errors_are_sentences_that_say_what_to_do(self):
        form = ContohForm(
            {"nilai": "abc", "tanggal": "31/31/2026", "tahun": "20x", "surel": "x", "cara": "z"}
        )
        self.assertEqual(form.errors["nama"], ["Nama lengkap belum diisi."])
        self.assertEqual(form.errors["jenis"], ["Jenis belum dipilih."])
        self.assertEqual(form.errors["nilai"], ["Isi dengan angka, misalnya 1.234,5 atau 75."])
        self.assertEqual(form.errors["tanggal"], ["Isi dengan tanggal, misalnya 20/11/2026."])
        self.assertEqual(form.errors["tahun"], ["Isi dengan tahun, misalnya 2026."])
        self.assertIn("nama@instansi.go.id", form.errors["surel"][0])
        self.assertEqual(
            form.errors["cara"], ["Pilihan ini tidak tersedia. Pilih salah satu dari daftar."]
        )

    def test_a_sentence_of_the_form_itself_stays(self):
        self.assertEqual(
            ContohForm().fields["khusus"].error_messages["required"], "Kalimat khusus."
        )

    def test_plain_decimals_become_indonesian_numbers_with_their_bounds(self):
        form = ContohForm({"nama": "A", "jenis": "a", "nilai": "1.234,5"})
        self.assertTrue(form.is_valid(), form.errors)
        self.assertEqual(form.cleaned_data["nilai"], Decimal("1234.5"))
        self.assertIn("nilai", ContohForm({"nama": "A", "jenis": "a", "nilai": "-1"}).errors)
        self.assertIn("nilai", ContohForm({"nama": "A", "jenis": "a", "nilai": "1,234"}).errors)

    def test_a_model_speaks_for_its_own_empty_field(self):
        self.assertEqual(IndikatorForm({}).errors["nama"], ["Nama indikator belum diisi."])

    def test_a_model_form_reads_and_shows_indonesian_numbers(self):
        form = IndikatorForm({"nama": "Angka kemacetan", "baseline_nilai": "4.210,25"})
        form.full_clean()
        self.assertEqual(form.cleaned_data["baseline_nilai"], Decimal("4210.25"))
        shown = IndikatorForm(instance=Indikator(nama="A", baseline_nilai=Decimal("4210.2500")))
        self.assertIn('value="4.210,25"', str(shown["baseline_nilai"]))

    def test_years_are_shown_without_separators(self):
        form = PeriodeForm(instance=Periode(nama="RPJMD", tahun_awal=2025, tahun_akhir=2029))
        self.assertIn('value="2025"', render(form))

    def test_no_choice_is_a_row_of_dashes(self):
        class Form(PokinModelForm[Indikator]):
            class Meta:
                model = Indikator
                fields = ["simpul", "jenis", "polaritas"]

        form = Form()
        form.fields["simpul"].queryset = form.fields["simpul"].queryset.none()
        self.assertIn("Pilih…", str(form["simpul"]))
        self.assertIn("(tidak diisi)", str(form["jenis"]))
        self.assertNotIn("---", str(form["simpul"]) + str(form["jenis"]) + str(form["polaritas"]))


class TestFormulirHtml(SimpleTestCase):
    def test_errors_come_first_then_fields_that_point_to_their_help_and_error(self):
        html = render(ContohForm({}))
        self.assertLess(html.index("ringkasan-galat"), html.index('name="nama"'))
        self.assertInHTML(
            '<input type="text" name="nama" maxlength="20" class="form-control" '
            'aria-invalid="true" aria-describedby="id_nama_helptext id_nama_error" id="id_nama">',
            html,
        )
        self.assertIn('id="id_nama_helptext"', html)
        self.assertIn('id="id_nama_error"', html)
        self.assertIn('<a href="#id_nama">Nama lengkap</a>', html)
        self.assertIn("csrfmiddlewaretoken", html)

    def test_a_fresh_form_shows_no_errors_and_marks_what_is_required(self):
        html = render(ContohForm())
        self.assertNotIn("ringkasan-galat", html)
        self.assertNotIn("aria-invalid", html)
        self.assertEqual(html.count("(wajib)"), 2)

    def test_groups_of_choices_have_a_legend_and_hidden_fields_no_label(self):
        html = render(ContohForm())
        self.assertInHTML('<legend class="form-label">Cara</legend>', html)
        self.assertInHTML('<input type="hidden" name="rahasia" id="id_rahasia">', html)
        self.assertNotIn('for="id_rahasia"', html)

    def test_what_was_typed_comes_back_escaped(self):
        html = render(ContohForm({"nama": "<script>alert(1)</script>"}))
        self.assertNotIn("<script>", html)
        self.assertIn("&lt;script&gt;", html)

    def test_dates_use_the_browsers_calendar(self):
        html = render(ContohForm(initial={"tanggal": "2026-11-20"}))
        self.assertIn('type="date" name="tanggal" value="2026-11-20"', html)
