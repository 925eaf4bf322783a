"""Comments as people read them: threads with what they speak of, mentions in the text, who may write and resolve."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from evaluasi.models import Komentar
from organisasi.izin import izin
from organisasi.models import Keanggotaan, Pengguna
from pohon.models import Indikator, Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser

Tentang = Komentar.Tentang
# A mention starts a word ("a@b.com" is none); a full stop at its end belongs to the sentence.
MENTION = re.compile(r"(?<![\w.+@-])@([A-Za-z0-9_](?:[\w.+-]*\w)?)")
MOST_MENTIONS = 20
FIELDS_SIMPUL = (
    "pernyataan",
    "faktor_penyebab",
    "level_kinerja",
    "sifat",
    "pengampu",
    "bobot",
    "hubungan",
    "keterangan",
)
FIELDS_INDIKATOR = (
    "nama",
    "satuan",
    "definisi_operasional",
    "formula",
    "sumber_data",
    "baseline_nilai",
    "kondisi_akhir",
    "penanggung_jawab",
)
TARGET = "target"  # no field of the card, but what most is said of


@dataclass
class Utas:
    """A thread: the comment that began it, the answers, and what may be done with it."""

    awal: Komentar
    balasan: list[Komentar] = field(default_factory=list)
    boleh_selesai: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody resolved it yet."""
        return self.awal.selesai is None

    @property
    def daftar(self) -> list[Komentar]:
        """All its comments, the oldest first."""
        return [self.awal, *self.balasan]


def may_comment(user: AnyUser, pohon: Pohon) -> bool:
    """Whether the user may write comments on a tree: who judges it or writes it; others read."""
    rights = izin(user)
    where = (pohon.instansi_id, pohon.unit)
    return rights.may_judge(*where) or rights.may_edit(*where)


def may_resolve(user: AnyUser, pohon: Pohon, awal: Komentar) -> bool:
    """Whether the user may resolve a thread: who began it, or who judges the tree."""
    return awal.oleh_id == user.pk or izin(user).may_judge(pohon.instansi_id, pohon.unit)


def threads(user: AnyUser, pohon: Pohon, rows: QuerySet[Komentar]) -> list[Utas]:
    """Return the threads these first comments began, with their answers; three queries."""
    people = ("oleh", "diselesaikan_oleh", "versi")
    first = list(rows.filter(atas=None).select_related(*people).defer("versi__isi"))
    answers = (
        Komentar.objects.filter(atas__in=[row.pk for row in first])
        .select_related("oleh")
        .order_by("waktu", "pk")
    )
    by_thread: dict[int | None, list[Komentar]] = defaultdict(list)
    for row in answers:
        by_thread[row.atas_id].append(row)
    found = [Utas(row, by_thread[row.pk], may_resolve(user, pohon, row)) for row in first]
    name_mentions([row for utas in found for row in utas.daftar])
    return found


def name_mentions(rows: Sequence[Komentar]) -> None:
    """Give each comment `potongan`, its text as (text, is a mention) with people by their names; one query."""
    pairs = Komentar.sebutan.through.objects.filter(komentar__in=[row.pk for row in rows])
    names: dict[int, dict[str, str]] = defaultdict(dict)
    for comment, username, nama in pairs.values_list(
        "komentar_id", "pengguna__username", "pengguna__nama"
    ):
        names[comment][username.lower()] = nama
    for row in rows:
        row.potongan = _pieces(row.isi, names[row.pk])  # type: ignore[attr-defined]


def _pieces(text: str, names: dict[str, str]) -> list[tuple[str, bool]]:
    found, done = [], 0
    for match in MENTION.finditer(text):
        nama = names.get(match[1].lower())
        if nama is None:
            continue
        found += [(text[done : match.start()], False), (f"@{nama}", True)]
        done = match.end()
    return [piece for piece in [*found, (text[done:], False)] if piece[0]]


def people(pohon: Pohon) -> QuerySet[Pengguna]:
    """Return who may be mentioned on a tree: everybody with a role in its instansi."""
    here = Keanggotaan.objects.filter(pengguna=OuterRef("pk"), instansi=pohon.instansi_id)
    return Pengguna.objects.filter(Exists(here), is_active=True)


def mentioned(pohon: Pohon, text: str) -> list[Pengguna]:
    """Return the people a text mentions; ValidationError names who has no role in the instansi."""
    wanted = list(dict.fromkeys(match[1].lower() for match in MENTION.finditer(text)))
    if len(wanted) > MOST_MENTIONS:
        raise ValidationError(f"Sebut paling banyak {MOST_MENTIONS} orang dalam satu komentar.")
    condition = Q(pk__in=[])
    for username in wanted:
        condition |= Q(username__iexact=username)
    known = {row.username.lower(): row for row in people(pohon).filter(condition)}
    for username in wanted:
        if username not in known:
            raise ValidationError(
                f"“@{username}” tidak punya peran di {pohon.instansi}. "
                "Pilih orang dari daftar yang muncul setelah @, atau hapus tanda @."
            )
    return [known[username] for username in wanted]


# --- what a comment speaks of -----------------------------------------------------------------------------------


def split_target(value: str) -> dict[str, Any]:
    """Read what a form says the comment is about: simpul, hubungan, indikator:7, medan:pernyataan, medan:7:formula."""
    kind, *rest = value.split(":")
    number = next((int(part) for part in rest if part.isdecimal() and len(part) < 19), None)
    words = [part for part in rest if not part.isdecimal()]
    return {"tentang": kind, "indikator": number, "medan": words[0] if words else ""}


def targets(simpul: Simpul, daftar: Iterable[Indikator]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be commented on a node, as groups of choices for a form."""
    own = [(Tentang.SIMPUL.value, "Simpul ini")]
    if simpul.induk_id is not None:
        own.append((Tentang.HUBUNGAN.value, "Hubungan dengan induknya"))
    own += [(f"medan:{name}", f"Isian: {field_label(name, None)}") for name in FIELDS_SIMPUL]
    groups = [("Simpul", own)]
    for row in daftar:
        choices = [(f"indikator:{row.pk}", f"Indikator: {_short(row.nama)}")]
        choices += [
            (f"medan:{row.pk}:{name}", f"{field_label(name, row.pk)}: {_short(row.nama)}")
            for name in (*FIELDS_INDIKATOR, TARGET)
        ]
        groups.append((f"Indikator: {_short(row.nama)}", choices))
    return groups


def field_label(name: str, indikator: int | None) -> str:
    """Return the name of a field as the forms call it."""
    if name == TARGET:
        return "Target per tahun"
    model: type[Indikator] | type[Simpul] = Simpul if indikator is None else Indikator
    label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def is_known_field(name: str, indikator: int | None) -> bool:
    """Whether a field can be commented on."""
    return name in (FIELDS_SIMPUL if indikator is None else (*FIELDS_INDIKATOR, TARGET))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def quote(simpul: Simpul | None, indikator: Indikator | None, medan: str, tentang: str) -> str:
    """Return what stands there now, so that the comment is understood when it changes."""
    if simpul is None:
        return ""
    if tentang == Tentang.HUBUNGAN and simpul.induk is not None:
        return f"{simpul.induk.pernyataan} ← {simpul.pernyataan}"
    if tentang == Tentang.MEDAN:
        return _field_text(simpul, indikator, medan)
    return simpul.pernyataan if indikator is None else indikator.nama


def _field_text(simpul: Simpul, indikator: Indikator | None, medan: str) -> str:
    if indikator is not None and medan == TARGET:
        rows = indikator.daftar_target.order_by("tahun").values_list("tahun", "nilai")
        return "; ".join(f"{tahun}: {nilai.normalize():f}" for tahun, nilai in rows)
    row: Simpul | Indikator = simpul if indikator is None else indikator
    display = getattr(row, f"get_{medan}_display", None)
    value = display() if display else getattr(row, medan)
    return "" if value is None else str(value)


def label_of(row: Komentar) -> str:
    """Return what a comment is about, in words."""
    if row.tentang == Tentang.MEDAN:
        return field_label(row.medan, row.indikator)
    return str(Tentang(row.tentang).label)


# --- mentions of one person ----------------------------------------------------------------------------------------


def mentions_of(user: Pengguna) -> QuerySet[Komentar]:
    """Return the comments that mention a person, on trees they may read, the latest first."""
    rows = Komentar.objects.visible_to(user).filter(sebutan=user)
    return rows.select_related("oleh", "pohon__unit", "pohon__instansi", "atas").order_by(
        "-waktu", "-pk"
    )


def waiting(user: Pengguna) -> QuerySet[Komentar]:
    """Return the mentions in open threads that the person has not answered since."""
    later = Komentar.objects.filter(oleh=user, waktu__gt=OuterRef("waktu"))
    answered = later.filter(Q(atas=OuterRef("atas")) | Q(atas=OuterRef("pk")))
    is_open = Q(atas=None, selesai=None) | Q(atas__isnull=False, atas__selesai=None)
    return mentions_of(user).filter(is_open).filter(~Exists(answered))
