"""Numbers, dates and lists as Indonesian text and back."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from lib.teks import format_date, format_number, format_rupiah, join_words, parse_number, small


class TestParseNumber:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("1.234,5", "1234.5"),
            ("1.234", "1234"),
            ("1.234.567", "1234567"),
            ("1.234.567,89", "1234567.89"),
            ("1234.5", "1234.5"),
            ("1234,5", "1234.5"),
            ("1.5", "1.5"),
            ("0.125", "125"),  # three digits behind a dot: thousands, as in all Indonesian text
            ("12.3456", "12.3456"),
            ("-0,5", "-0.5"),
            ("+75", "75"),
            ("0", "0"),
            ("007", "7"),
            ("  75,5  ", "75.5"),
            ("1 234", "1234"),
            ("1\u00a0234,5", "1234.5"),
            ("99999999999999999999,9999", "99999999999999999999.9999"),
        ],
    )
    def test_it_reads_both_ways_of_writing(self, text, number):
        assert parse_number(text) == Decimal(number)

    @pytest.mark.parametrize(
        ("value", "number"),
        [(75, "75"), (75.5, "75.5"), (0.1, "0.1"), (Decimal("1.10"), "1.10"), (-3, "-3")],
    )
    def test_it_takes_numbers_as_they_are(self, value, number):
        assert parse_number(value) == Decimal(number)

    @pytest.mark.parametrize(
        "text",
        [
            *("abc", "", " ", "-", ",", ".", "1,2,3", "1..2", "1.23.4", "1,234.5", "12a", "1e5"),
            *("NaN", "nan", "Infinity", "-inf", "0x10", "1/2", "75%", "Rp 5", "--5", "5-", "1_000"),
            *("<b>1</b>", "=1+1", "1;2", "1\n2"),
        ],
    )
    def test_it_refuses_what_is_no_number(self, text):
        with pytest.raises(ValueError, match="number"):
            parse_number(text)

    @pytest.mark.parametrize(
        "value",
        [None, True, False, float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")],
    )
    def test_it_refuses_truths_and_numbers_without_end(self, value):
        with pytest.raises(ValueError, match="number"):
            parse_number(value)

    @pytest.mark.parametrize("number", ["0", "-0.5", "1234.5", "1000000", "0.0001", "999.999"])
    def test_what_is_written_reads_back(self, number):
        assert parse_number(format_number(Decimal(number))) == Decimal(number)


class TestFormatNumber:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, ""),
            (0, "0"),
            (Decimal("-0.0"), "0"),
            (1234, "1.234"),
            (Decimal("1234.50"), "1.234,5"),
            (Decimal("75.0000"), "75"),
            (Decimal("1E+3"), "1.000"),
            (0.1, "0,1"),
            (-1234567.25, "-1.234.567,25"),
            (100, "100"),
        ],
    )
    def test_it_drops_zeros_that_say_nothing(self, value, text):
        assert format_number(value) == text

    def test_it_keeps_the_decimals_asked_for(self):
        assert format_number(Decimal("1234.5"), decimals=2) == "1.234,50"
        assert format_number(Decimal("1234.567"), decimals=0) == "1.235"

    def test_rupiah_show_cents_only_where_there_are_any(self):
        assert format_rupiah(Decimal("1234567.00")) == "Rp 1.234.567"
        assert format_rupiah(Decimal("0.5")) == "Rp 0,5"
        assert format_rupiah(None) == ""


def test_a_date_is_written_in_words():
    assert format_date(datetime.date(2026, 11, 20)) == "20 November 2026"
    assert format_date(datetime.date(2025, 1, 1)) == "1 Januari 2025"
    assert format_date(None) == ""


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a dan b"),
        (["a", "b", "c"], "a, b, dan c"),
    ],
)
def test_words_are_joined_as_a_sentence_does(words, text):
    assert join_words(words) == text


@pytest.mark.parametrize(
    ("label", "text"), [("Sasaran strategis", "sasaran strategis"), ("KRO", "KRO"), ("RO", "RO")]
)
def test_a_label_inside_a_sentence_keeps_short_names(label, text):
    assert small(label) == text
