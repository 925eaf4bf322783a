"""The list of deletions of an amendment: typed, or a file in one of the layouts."""

from __future__ import annotations

import re
from typing import BinaryIO

from perencanaan import kodefikasi
from perencanaan.importers.baca import TIERS, parse
from perencanaan.importers.bentuk import Hapus, Pilihan, Temuan
from perencanaan.importers.normal import TakTerbaca, clean_text, read_code

TIER_OF_DIGIT = {digit: tingkat for tingkat, digit in kodefikasi.DIGIT.items()}
TIER_FIRST = re.compile(r"^([a-z/]{4,})[\s:;,]+(.*)$", re.IGNORECASE)
CODE_FIRST = re.compile(r"^((?:[0-9X]+\s?\.\s?)*[0-9X]+)(?:[\s.;,:–-].*)?$", re.IGNORECASE)
TYPED = "Daftar hapus"
MOST_TYPED = 20_000


def parse_deletions(
    text: str, berkas: BinaryIO | None, pilihan: Pilihan
) -> tuple[list[Hapus], list[Temuan]]:
    """Return the codes to delete and what could not be read.

    A typed line is a code, a name after it if any, and before it the tingkat where the form names none. Raises
    ValidationError where the file as a whole cannot be taken.
    """
    found: list[Hapus] = []
    problems: list[Temuan] = []
    for number, line in enumerate(text.splitlines()[:MOST_TYPED], start=1):
        if line.strip():
            _typed(number, line, pilihan, found, problems)
    if berkas is not None:
        terbaca = parse(berkas, pilihan, hapus=True)
        problems += [
            Temuan(t.baris, f"Berkas hapus: {t.kolom}", t.kalimat, t.kode)
            for t in terbaca.temuan
            if t.tolak
        ]
        for row in terbaca.baris:
            _keep(row.nomor, row.tingkat, row.kode, found, problems, "Berkas hapus")
    return found, problems


def _typed(
    number: int, line: str, pilihan: Pilihan, found: list[Hapus], problems: list[Temuan]
) -> None:
    text, tingkat = clean_text(line), pilihan.tingkat
    lead = TIER_FIRST.match(text)
    if lead and lead[1].casefold() in TIERS:
        tingkat, text = TIERS[lead[1].casefold()], lead[2]
    match = CODE_FIRST.match(text)
    try:
        kode = read_code(match[1] if match else text)
    except TakTerbaca as error:
        problems.append(Temuan(number, TYPED, str(error), text[:24]))
        return
    _keep(number, tingkat, kode, found, problems, TYPED)


def _keep(
    number: int,
    tingkat: str,
    kode: str,
    found: list[Hapus],
    problems: list[Temuan],
    kolom: str,
) -> None:
    tingkat = tingkat or TIER_OF_DIGIT.get(kodefikasi.kegiatan_digit(kode) or "", "")
    if kodefikasi.jenjang_of(kode) is None:
        text = f"kode '{kode[:40]}' pada daftar hapus tidak sesuai pola."
        problems.append(Temuan(number, kolom, text, kode[:40]))
    elif not tingkat:
        text = f"tulis provinsi atau kabkota di depan kode {kode} pada daftar hapus."
        problems.append(Temuan(number, kolom, text, kode))
    else:
        found.append(Hapus(number, tingkat, kode))
