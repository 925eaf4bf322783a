"""Hostile and mistaken files for the import of nomenclature, made in memory: what each is called, and its bytes."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from lib.unggah import LARGEST
from lib.xlsx_jaga import ENCRYPTED, OLE
from tests.perencanaan.dasar_impor import HEAD_C, ROWS_C, workbook

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
XML = '<?xml version="1.0" encoding="UTF-8"?>'
Row = Sequence[Any]


def good() -> bytes:
    """Return a workbook that would be taken."""
    return workbook([HEAD_C, *ROWS_C])


def rows(*extra: Row) -> bytes:
    """Return the good rows and more."""
    return workbook([HEAD_C, *ROWS_C, *extra])


def text(*lines: str, code: str = "utf-8") -> bytes:
    """Return a .csv with its head."""
    return "\r\n".join(["NO;KODE;NOMENKLATUR", *lines]).encode(code)


def changed(parts: Mapping[str, bytes | str], content: bytes = b"") -> bytes:
    """Return a workbook with parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or good())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml" and STRINGS in parts:
                part = part.replace(b"</Types>", STRINGS_TYPE)
            if name not in parts:
                new.writestr(name, part)
        for name, value in parts.items():
            new.writestr(name, value)
    return out.getvalue()


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a zip that is no workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, value in parts.items():
            new.writestr(name, value)
    return out.getvalue()


def sheet(cells: str, more: str = "", *, before: str = "") -> bytes:
    """Return a workbook whose sheet is this XML."""
    body = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{cells}</sheetData>{more}</worksheet>'
    return changed({SHEET: XML + body})


def inline(ref: str, value: str) -> str:
    """Return a cell with its text in it."""
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


def head(columns: str = "ABC") -> str:
    """Return the head as XML."""
    titles = zip(columns, HEAD_C, strict=False)
    return f'<row r="1">{"".join(inline(f"{column}1", title) for column, title in titles)}</row>'


def part_of(content: bytes, name: str) -> str:
    """Return a part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(name).decode()


def many_rows() -> bytes:
    return sheet("".join(f'<row r="{n}"><c r="B{n}"><v>1</v></c></row>' for n in range(1, 26_002)))


def many_columns() -> bytes:
    return workbook([[*HEAD_C, *range(200)]])


def many_sheets() -> bytes:
    book = Workbook()
    for _ in range(520):
        book.create_sheet()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ratio_bomb() -> bytes:
    return changed({STRINGS: f'{XML}<sst xmlns="{MAIN}">{" " * 60_000_000}</sst>'})


def unfolded() -> bytes:
    return changed({f"xl/media/{n}.bin": bytes(30_000_000) for n in range(3)})


def far_cell() -> bytes:
    return sheet(head() + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def declared() -> bytes:
    big = '<dimension ref="A1:XFD1048576"/>'
    return changed({SHEET: part_of(good(), SHEET).replace("<sheetData>", f"{big}<sheetData>")})


def entity_bomb(doctype: str) -> bytes:
    return changed({STRINGS: f"{XML}<!DOCTYPE sst [{doctype}]><sst>&a;</sst>"})


def string_bomb() -> bytes:
    strings = f'{XML}<sst xmlns="{MAIN}">{"<si><t>a</t></si>" * 900_000}</sst>'
    return changed({STRINGS: strings, "xl/noise.bin": noise(200_000)})


def one_huge_string(times: int = 130_000) -> bytes:
    """Return one string (a megabyte) that thousands of cells refer to."""
    cells = "".join(
        f'<row r="{n}"><c r="B{n}" t="s"><v>0</v></c><c r="C{n}" t="s"><v>0</v></c></row>'
        for n in range(2, 20_000)
    )
    strings = f'{XML}<sst xmlns="{MAIN}"><si><t>{"ab1.2 (*" * times}</t></si></sst>'
    body = f'<worksheet xmlns="{MAIN}"><sheetData>{head()}{cells}</sheetData></worksheet>'
    return changed({SHEET: XML + body, STRINGS: strings, "xl/noise.bin": noise(200_000)})


def noise(size: int) -> bytes:
    """Return bytes that no zip makes smaller, so that a ratio hides."""
    state, out = 1, bytearray()
    while len(out) < size:
        state = (state * 1_103_515_245 + 12_345) % 2**31
        out += struct.pack(">H", state >> 15)
    return bytes(out)


def deep() -> bytes:
    return sheet("<a>" * 200 + "</a>" * 200)


def merge_bomb() -> bytes:
    areas = '<mergeCell ref="A2:J20000"/>' * 300
    body = "".join(f'<row r="{n}"><c r="J{n}"><v>1</v></c></row>' for n in range(2, 20_000))
    return sheet(head() + body, f"<mergeCells>{areas}</mergeCells>")


def merge_flood() -> bytes:
    areas = '<mergeCell ref="A2:A3"/>' * 20_001
    return sheet(head(), f"<mergeCells>{areas}</mergeCells>")


def wrong_crc() -> bytes:
    content = bytearray(good())
    at = content.index(b"PK\x01\x02")
    content[at + 16 : at + 20] = b"\x00\x00\x00\x00"
    return bytes(content)


def locked_zip() -> bytes:
    content = bytearray(good())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def lying_size() -> bytes:
    """Return a zip whose directory says each part is tiny."""
    content = bytearray(changed({STRINGS: f"{XML}<sst>{'a' * 5_000_000}</sst>"}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


def lying_offset() -> bytes:
    """Return a zip whose directory leads before its own beginning."""
    content = bytearray(good())
    at = content.rindex(b"PK\x05\x06")
    content[at + 16 : at + 20] = b"\xff\xff\xff\xf0"
    return bytes(content)


def lying_place() -> bytes:
    """Return a zip one of whose parts lies where no file is."""
    content = bytearray(good())
    for at in range(len(content) - 4):
        if content[at : at + 4] == b"PK\x01\x02":
            content[at + 42 : at + 46] = struct.pack("<I", 2**31)
    return bytes(content)


def hidden() -> bytes:
    book = part_of(good(), "xl/workbook.xml").replace('state="visible"', 'state="hidden"')
    return changed({"xl/workbook.xml": book})


def bad_string() -> bytes:
    return sheet(head() + '<row r="2"><c r="B2" t="s"><v>9999</v></c></row>')


def lost_sheet() -> bytes:
    rels = part_of(good(), "xl/_rels/workbook.xml.rels")
    return changed({"xl/_rels/workbook.xml.rels": rels.replace("sheet1.xml", "../../../x.xml")})


def errors() -> bytes:
    cells = '<row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="e"><v>#N/A</v></c></row>'
    return sheet(head() + cells)


def formulas() -> bytes:
    cells = f'<row r="2"><c r="B2"><f>"2"&amp;".15"</f></c>{inline("C2", "Urusan")}</row>'
    return sheet(head() + cells)


def command() -> bytes:
    cells = f'<row r="2">{inline("B2", "2.15")}<c r="C2"><f>cmd|"/C calc"!A0</f></c></row>'
    return sheet(head() + cells)


def protected() -> bytes:
    book = Workbook()
    here = book.active
    assert here is not None
    for row in (HEAD_C, *ROWS_C):
        here.append(list(row))
    here.protection.sheet = True
    here.protection.password = "rahasia"  # noqa: S105 - of a sheet that is made here
    book.create_sheet("Rahasia").sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def linked() -> bytes:
    link = f'{XML}<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'
    rels = part_of(good(), "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
    )
    return changed({"xl/externalLinks/externalLink1.xml": link, "xl/_rels/workbook.xml.rels": rels})


def macro() -> bytes:
    return changed({"xl/vbaProject.bin": b"\xd0\xcf" + bytes(100)})


def giant_number() -> bytes:
    cells = f'<row r="2"><c r="B2"><v>{"9" * 5000}</v></c>{inline("C2", "Besar")}</row>'
    return sheet(head() + cells)


DAMAGED = "Berkas ini rusak atau bukan buku kerja Excel"
TOO_MUCH = "Isi berkas ini terlalu banyak"
NO_HEAD = "Baris judul kolom tidak ditemukan"
NO_TEXT = "Berkas ini bukan teks yang dapat dibaca"
NOTHING = "Tidak ada baris yang dapat disimpan"
DOCTYPE = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
DAY = datetime.date(2026, 1, 2)

# What it is, the name it is sent under, its bytes, the sentence shown.
BERKAS: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("empty", "a.xlsx", bytes, "Berkas ini kosong"),
    ("only white space", "a.csv", lambda: b" \r\n\t\r\n" * 9, "Berkas ini kosong"),
    ("too large", "a.xlsx", lambda: b"PK" + bytes(LARGEST), "terlalu besar; paling besar 10 MB"),
    ("prose named .xlsx", "a.xlsx", lambda: b"Yth. Bapak Camat,\n" * 50, NO_HEAD),
    ("a picture", "a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), NO_TEXT),
    ("a program", "a.xlsx", lambda: b"MZ\x90\x00" + bytes(500), NO_TEXT),
    ("PDF", "a.xlsx", lambda: b"%PDF-1.7\n1 0 obj", "Berkas ini berisi PDF"),
    (
        "HTML saved as .xls",
        "a.xls",
        lambda: b"<html><table><td>KODE",
        "berisi halaman web atau XML",
    ),
    ("XML of 2003", "a.xls", lambda: b"<?xml version='1.0'?><Workbook/>", "halaman web atau XML"),
    ("old .xls", "a.xls", lambda: OLE + bytes(600), "berformat Excel lama (.xls)"),
    ("locked with a password", "a.xlsx", lambda: OLE + ENCRYPTED, "terkunci kata sandi"),
    ("locked zip", "a.xlsx", locked_zip, "terkunci kata sandi"),
    ("macro", "a.xlsm", macro, "Berkas ini memuat makro"),
    ("macro renamed", "a.xlsx", macro, "Berkas ini memuat makro"),
    ("zip of photographs", "a.xlsx", lambda: archive({"a.jpg": b"x"}), "bukan buku kerja Excel"),
    ("Word", "a.xlsx", lambda: archive({"word/document.xml": "<a/>"}), "bukan buku kerja Excel"),
    ("OpenDocument", "a.xlsx", lambda: archive({"mimetype": "ods"}), "OpenDocument (.ods)"),
    ("binary .xlsb", "a.xlsx", lambda: archive({"xl/workbook.bin": b"x"}), "berformat .xlsb"),
    ("cut off", "a.xlsx", lambda: good()[:-200], DAMAGED),
    ("cut in the middle", "a.xlsx", lambda: good()[:900], DAMAGED),
    ("wrong checksum", "a.xlsx", wrong_crc, DAMAGED),
    ("size that lies", "a.xlsx", lying_size, DAMAGED),
    ("directory that lies", "a.xlsx", lying_offset, DAMAGED),
    ("parts that are nowhere", "a.xlsx", lying_place, DAMAGED),
    ("path out of the zip", "a.xlsx", lambda: changed({"../../etc/passwd": "x"}), DAMAGED),
    ("path from the root", "a.xlsx", lambda: changed({"/etc/passwd": "x"}), DAMAGED),
    ("sheet outside the zip", "a.xlsx", lost_sheet, DAMAGED),
    ("zip bomb", "a.xlsx", ratio_bomb, "mengembang terlalu besar saat dibuka"),
    ("much unfolded", "a.xlsx", unfolded, TOO_MUCH),
    ("entities that multiply", "a.xlsx", lambda: entity_bomb(DOCTYPE), DAMAGED),
    (
        "entity from a file",
        "a.xlsx",
        lambda: entity_bomb('<!ENTITY a SYSTEM "file:///etc/passwd">'),
        DAMAGED,
    ),
    ("many strings", "a.xlsx", string_bomb, TOO_MUCH),
    ("one huge string everywhere", "a.xlsx", one_huge_string, "paling banyak 32.767"),
    ("one long string everywhere", "a.xlsx", lambda: one_huge_string(4000), NOTHING),
    ("XML without end", "a.xlsx", deep, TOO_MUCH),
    ("broken XML", "a.xlsx", lambda: changed({SHEET: "<worksheet><row>"}), DAMAGED),
    ("string that is not there", "a.xlsx", bad_string, DAMAGED),
    ("too many rows", "a.xlsx", many_rows, "paling banyak 25.000 baris"),
    ("too many columns", "a.xlsx", many_columns, "paling banyak 100 kolom"),
    ("too many sheets", "a.xlsx", many_sheets, TOO_MUCH),
    ("one cell far away", "a.xlsx", far_cell, "berisi data sampai baris 1.048.576"),
    ("merges over one another", "a.xlsx", merge_bomb, "Sel gabungan di lembar ini terlalu banyak"),
    ("too many merges", "a.xlsx", merge_flood, "Sel gabungan di lembar ini terlalu banyak"),
    ("every sheet hidden", "a.xlsx", hidden, "Lembar “yang tampak” tidak ada di berkas ini"),
    ("blank sheet", "a.xlsx", lambda: workbook([]), "kosong. Isi dahulu"),
    ("unknown head", "a.xlsx", lambda: workbook([["A", "B"], [1, 2]]), NO_HEAD),
    ("head below row 15", "a.xlsx", lambda: workbook([HEAD_C, *ROWS_C], above=15), NO_HEAD),
    (
        "head without names",
        "a.xlsx",
        lambda: workbook([["KODE", "KINERJA", "SATUAN"], ["2.15", "a", "b"]]),
        "Kolom yang kurang: NOMENKLATUR",
    ),
    (
        "code column twice",
        "a.xlsx",
        lambda: workbook([["KODE", "NAMA", "KODE"], ["2.15", "A", "2.16"]]),
        "Kolom KODE tertulis dua kali",
    ),
    ("only a head", "a.xlsx", lambda: workbook([HEAD_C]), NOTHING),
    ("formula without a value", "a.xlsx", formulas, "hasil rumus di sel ini belum tersimpan"),
    ("formula that runs a program", "a.xlsx", command, "hasil rumus di sel ini belum tersimpan"),
    (
        "the same in a .csv",
        "a.csv",
        lambda: text("1;2.15;=cmd|' /C calc'!A0"),
        "nama diawali “=” seperti rumus",
    ),
    ("error values", "a.xlsx", errors, "sel berisi galat #"),
    (
        "a date for a code",
        "a.xlsx",
        lambda: rows([5, DAY, "Tanggal"]),
        "Excel mengubah isi sel ini menjadi tanggal (2 Januari 2026)",
    ),
    ("a zero lost", "a.xlsx", lambda: rows([5, 1.3, "A"]), "ambigu (1.03 atau 1.30)"),
    ("a negative code", "a.xlsx", lambda: rows([5, -2.15, "A"]), "kode '-2.15' tidak sesuai pola"),
    ("a giant number", "a.xlsx", giant_number, DAMAGED),
    ("a large number", "a.xlsx", lambda: rows([5, 1e300, "A"]), "tidak sesuai pola"),
    ("TRUE for a code", "a.xlsx", lambda: rows([5, True, "A"]), "sel berisi BENAR/SALAH"),
    (
        "script in a code",
        "a.xlsx",
        lambda: rows([5, "<script>alert(1)</script>", "A"]),
        "kode &#x27;&lt;SCRIPT&gt;ALERT(1)&lt;/SCRIPT&gt;&#x27; tidak sesuai pola",
    ),
    ("NUL in a .csv", "a.csv", lambda: text("1;2.15;A\x00B"), NO_TEXT),
    ("UTF-16 without its mark", "a.csv", lambda: text("1;2.15;A", code="utf-16-le"), NO_TEXT),
    ("one line without end", "a.csv", lambda: b"KODE;NAMA\n" + b"x" * 5_000_000, "terlalu panjang"),
    ("quote never closed", "a.csv", lambda: text('1;2.15;"' + "A\n" * 90_000), "tanda kutipnya"),
    ("columns without end", "a.csv", lambda: text(";".join("1" * 5000)), "lebih dari 100 kolom"),
    (
        "lines without end",
        "a.csv",
        lambda: text(*["1;2.15;A"] * 25_100),
        "melebihi 25.000 baris",
    ),
]

# Strange, but no harm: these are read.
DIBACA: list[tuple[str, str, Callable[[], bytes]]] = [
    ("a size it does not have", "a.xlsx", declared),
    ("a locked sheet beside a hidden one", "a.xlsx", protected),
    ("links to other workbooks", "a.xlsx", linked),
    ("a workbook named .csv", "a.csv", good),
    ("characters nobody sees", "a.xlsx", lambda: rows([5, "2.\u200b16\ufeff", "A\u00ad"])),
]
