"""Writing judgements on a submitted version: edges, indicators, the whole. Each evaluator has rows of their own.

A request carries many judgements. What is in order is kept, what is not comes back with its sentence and the caller
keeps it: a list of forty verdicts is not lost because the note of one is missing. Repeating a request changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404

from evaluasi.actions.penugasan import require_team
from evaluasi.models import PenilaianHubungan, PenilaianIndikator, PenilaianPohon
from evaluasi.models.penilaian import Penilaian
from evaluasi.putusan import HURUF
from lib.teks import parse_number
from organisasi.models import Pengguna
from pohon.actions import lock_pohon, require_open_period
from pohon.models import Pohon, VersiPohon

MOST = 2000  # judgements in one request
NOTE_NEEDED = "Tulis keterangan mengapa hubungan ini tidak logis."
Nilai = PenilaianHubungan.Nilai
Row = TypeVar("Row", bound=Penilaian)


class Decided(ValidationError):
    """The version is no longer judged: the tree was decided, or submitted anew."""


@dataclass
class Hasil:
    """What came of a request: the keys that are kept, and the sentence for each that is not."""

    tersimpan: list[str] = field(default_factory=list)
    tolakan: dict[str, str] = field(default_factory=dict)


def open_version(user: Pengguna, versi_id: int) -> VersiPohon:
    """Lock the tree of a version and return the version while it is open to the user's judgement; inside `atomic()`.

    Raises Http404 when not visible, PermissionDenied for who is not of its team, Decided when it was decided.
    """
    rows = VersiPohon.objects.filter(pohon__in=Pohon.objects.visible_to(user), pk=versi_id)
    versi = rows.first()
    if versi is None:
        raise Http404("Versi pohon tidak ditemukan.")
    pohon = lock_pohon(user, versi.pohon_id, ignore_lock=True)
    require_open_period(pohon)
    require_team(user, pohon)
    if pohon.status != Pohon.Status.DIAJUKAN or _latest(pohon) != versi.nomor:
        raise Decided(
            f"Versi {versi.nomor} tidak sedang diajukan lagi, jadi penilaiannya tidak berubah. "
            "Muat ulang halaman."
        )
    versi.pohon = pohon
    return versi


def _latest(pohon: Pohon) -> int | None:
    rows = VersiPohon.objects.filter(pohon=pohon).order_by("-nomor")
    return rows.values_list("nomor", flat=True).first()


@transaction.atomic
def judge(*, user: Pengguna, versi_id: int, daftar: Iterable[Mapping[str, Any]]) -> Hasil:
    """Keep judgements of a version. Each entry names its `jenis` and says what it found:

    hubungan: simpul, nilai ("1", "0.5", "0"; empty takes it back), catatan
    indikator: indikator, huruf (name -> true, false or null), catatan
    pohon: nilai (0 to 100; empty takes it back), catatan

    Raises as `open_version`; ValidationError when there are too many.
    """
    entries = list(daftar)
    if len(entries) > MOST:
        raise ValidationError(f"Kirim paling banyak {MOST} penilaian sekaligus.")
    versi = open_version(user, versi_id)
    writer = _Writer(user, versi)
    hasil = Hasil()
    for entry in entries:
        key = key_of(entry)
        try:
            writer.write(entry)
        except ValidationError as error:
            hasil.tolakan[key] = " ".join(error.messages)
        else:
            hasil.tersimpan.append(key)
    return hasil


def key_of(entry: Mapping[str, Any]) -> str:
    """Return the name of a judged thing: h12 an edge, i7 an indicator, p the whole."""
    jenis = str(entry.get("jenis", ""))
    number = entry.get("simpul" if jenis == "hubungan" else "indikator", "")
    return "p" if jenis == "pohon" else f"{jenis[:1]}{number}"


class _Writer:
    """Writes one entry after another for one person on one version; the rows there are read once."""

    def __init__(self, user: Pengguna, versi: VersiPohon) -> None:
        self.user, self.versi = user, versi
        self.edges = {n["id"] for n in versi.isi["simpul"] if n["induk"] is not None}
        self.owner = {
            indikator["id"]: node["id"]
            for node in versi.isi["simpul"]
            for indikator in node.get("indikator", ())
        }
        mine: dict[str, Any] = {"versi": versi, "oleh": user}
        self.hubungan = {r.simpul: r for r in PenilaianHubungan.objects.filter(**mine)}
        self.indikator = {r.indikator: r for r in PenilaianIndikator.objects.filter(**mine)}
        self.pohon = PenilaianPohon.objects.filter(**mine).first()

    def write(self, entry: Mapping[str, Any]) -> None:
        """Keep one judgement or take it back; raises ValidationError."""
        kinds: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "hubungan": self._hubungan,
            "indikator": self._indikator,
            "pohon": self._pohon,
        }
        kind = kinds.get(str(entry.get("jenis")))
        if kind is None:
            raise ValidationError("Penilaian ini tidak dikenal. Muat ulang halaman.")
        kind(entry)

    def _hubungan(self, entry: Mapping[str, Any]) -> None:
        simpul, nilai = entry.get("simpul"), str(entry.get("nilai") or "")
        if not isinstance(simpul, int) or simpul not in self.edges:
            raise ValidationError("Hubungan ini tidak ada di versi yang dinilai.")
        row = self.hubungan.get(simpul) or PenilaianHubungan(
            versi=self.versi, oleh=self.user, simpul=simpul
        )
        if not nilai:
            self.hubungan.pop(simpul, None)
            _drop(row)
            return
        row.nilai, row.catatan = nilai, _note(entry)
        if nilai == Nilai.TIDAK and not row.catatan:
            raise ValidationError(NOTE_NEEDED)
        self.hubungan[simpul] = _keep(row)

    def _indikator(self, entry: Mapping[str, Any]) -> None:
        indikator, huruf = entry.get("indikator"), entry.get("huruf")
        if not isinstance(indikator, int) or indikator not in self.owner:
            raise ValidationError("Indikator ini tidak ada di versi yang dinilai.")
        if not isinstance(huruf, Mapping) or not set(huruf) <= set(HURUF):
            raise ValidationError("Huruf SMART-C tidak dikenal. Muat ulang halaman.")
        if not all(value is None or isinstance(value, bool) for value in huruf.values()):
            raise ValidationError("Isi tiap huruf SMART-C dengan ya atau tidak.")
        row = self.indikator.get(indikator) or PenilaianIndikator(
            versi=self.versi, oleh=self.user, simpul=self.owner[indikator], indikator=indikator
        )
        for nama in HURUF:
            setattr(row, nama, huruf.get(nama))
        row.catatan = _note(entry)
        if not row.catatan and all(getattr(row, nama) is None for nama in HURUF):
            self.indikator.pop(indikator, None)
            _drop(row)
            return
        self.indikator[indikator] = _keep(row)

    def _pohon(self, entry: Mapping[str, Any]) -> None:
        row = self.pohon or PenilaianPohon(versi=self.versi, oleh=self.user)
        text = str(entry.get("nilai") if entry.get("nilai") is not None else "").strip()
        if not text:
            self.pohon = None
            _drop(row)
            return
        try:
            row.nilai = parse_number(text)
        except ValueError:
            raise ValidationError("Tulis nilai sebagai angka 0 sampai 100.") from None
        row.catatan = _note(entry)
        self.pohon = _keep(row)


def _note(entry: Mapping[str, Any]) -> str:
    return str(entry.get("catatan") or "").strip()


def _keep(row: Row) -> Row:
    row.full_clean(exclude=["versi", "oleh"])
    row.save()
    return row


def _drop(row: Penilaian) -> None:
    if row.pk is not None:
        row.delete()
