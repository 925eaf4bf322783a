"""Mapping nodes to komponen, and making komponen out of nodes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lib.masukan import number_of
from perencanaan import susunan
from perencanaan.actions.komponen import add_komponen
from perencanaan.actions.kunci import lock_dokumen, lock_pohon, touch
from perencanaan.models import Dokumen, Komponen, Nomenklatur, Pemetaan
from perencanaan.penyesuaian.simpul import Salinan, copies, copies_of, quoted
from perencanaan.usulan.calon import BARU, SAMA, Penawaran, kinds_of, rows_of
from perencanaan.usulan.komponen import Letak, Perencana, Usulan, load_simpul
from pohon.models import Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser

STALE = "usulan ini sudah berubah. Muat ulang halaman, lalu pilih lagi."
ELSEWHERE = (
    "jenis komponennya bergantung pada simpul di atasnya. Pilih juga simpul itu, atau muat ulang "
    "halaman."
)


@transaction.atomic
def map_simpul(*, user: AnyUser, simpul: int, komponen: int, alasan: str = "") -> Pemetaan:
    """Map a node to a komponen that exists; raises ValidationError when it already is or the
    periods differ.
    """
    pohon = lock_pohon(user, _pohon_of(user, simpul))
    target = Komponen.objects.visible_to(user).get(pk=komponen)
    owner = lock_dokumen(user, target.dokumen_id)
    require_same_scope(pohon, owner)
    pemetaan = Pemetaan(
        simpul=Simpul.objects.select_related("pohon").get(pk=simpul),
        komponen=Komponen.objects.select_related("dokumen").get(pk=komponen, dokumen=owner),
        alasan=alasan.strip(),
        salinan=copies([simpul])[simpul],
    )
    pemetaan.full_clean()
    pemetaan.save()
    touch(owner)
    return pemetaan


@transaction.atomic
def unmap(*, user: AnyUser, pemetaan: int) -> Pemetaan:
    """Take a mapping away and return what it was, so that it can be made again; the komponen stays."""
    row = Pemetaan.objects.visible_to(user).select_related("simpul", "komponen").get(pk=pemetaan)
    lock_pohon(user, row.simpul.pohon_id)
    owner = lock_dokumen(user, row.komponen.dokumen_id)
    row.delete()
    touch(owner)
    return row


@transaction.atomic
def give_reason(*, user: AnyUser, daftar: Collection[int], alasan: str) -> int:
    """Say why several nodes of different level or parent became one komponen (G-03); return how many mappings it says.

    Raises ValidationError without a reason or when a mapping is gone; the rights are those of mapping.
    """
    alasan = " ".join(alasan.split())
    if not alasan:
        raise ValidationError("Tulis alasan penggabungan dahulu.")
    rows = list(
        Pemetaan.objects.visible_to(user).filter(pk__in=daftar).select_related("simpul", "komponen")
    )
    if not rows or len(rows) < len(set(daftar)):
        raise ValidationError("Pemetaan ini sudah dilepas orang lain. Muat ulang halaman.")
    for pk in sorted({row.simpul.pohon_id for row in rows}):
        lock_pohon(user, pk)
    owners = [lock_dokumen(user, pk) for pk in sorted({row.komponen.dokumen_id for row in rows})]
    for row in rows:
        row.alasan = alasan
        row.full_clean(exclude=["simpul", "komponen"], validate_constraints=False)
    count = Pemetaan.objects.filter(pk__in=[row.pk for row in rows]).update(alasan=alasan)
    for owner in owners:
        touch(owner)
    return count


@transaction.atomic
def create_from_simpul(
    *,
    user: AnyUser,
    simpul: int,
    dokumen: int,
    nomenklatur: Nomenklatur | None = None,
    kode: str = "",
) -> list[Komponen]:
    """Carry out the proposal for one node: make or find its komponen in the document and map it.

    `nomenklatur` names the lowest new komponen, `kode` the bidang urusan its X.XX stands for.
    Raises ValidationError with the reason when nothing can be proposed.
    """
    pohon = lock_pohon(user, _pohon_of(user, simpul))
    owner = lock_dokumen(user, dokumen)
    require_same_scope(pohon, owner)
    planner = load_planner(pohon, owner)
    if simpul not in planner.simpul:
        raise Simpul.DoesNotExist
    if planner.milik.get(simpul):
        raise ValidationError("Simpul ini sudah dituangkan ke dokumen itu.")
    usulan = planner.propose(planner.simpul[simpul])
    if not usulan.ada:
        raise ValidationError(usulan.alasan)
    tuang = Penuang(owner, Penawaran(planner))
    made = tuang.make(usulan, nomenklatur, kode)
    touch(owner)
    return made


@transaction.atomic
def apply_usulan(*, user: AnyUser, pohon: int, dokumen: int) -> dict[str, int]:
    """Carry out every proposal that needs no choice, for the nodes not yet mapped to the document; all or none.

    Returns {"dibuat": new komponen, "dicocokkan": mapped to existing ones, "tersisa": nodes without
    a proposal or with one to choose}.
    """
    tree = lock_pohon(user, pohon)
    owner = lock_dokumen(user, dokumen)
    require_same_scope(tree, owner)
    tuang = Penuang(owner, load_offers(tree, owner))
    planner = tuang.penawaran.planner
    tersisa = 0
    for simpul in planner.simpul.values():
        if planner.milik.get(simpul.pk):
            continue
        tawaran = tuang.penawaran.offer(planner.propose(simpul))
        if tawaran.keadaan != "siap" or tawaran.pilihan is None:
            tersisa += 1
        else:
            tuang.carry_out(tawaran.usulan, tawaran.pilihan.kunci)
    touch(owner)
    return {**tuang.jumlah, "tersisa": tersisa}


@transaction.atomic
def apply_chosen(
    *, user: AnyUser, pohon: int, dokumen: int, pilihan: Mapping[int, tuple[int, str]]
) -> dict[str, int]:
    """Carry out the proposals chosen: {node: (its versi as seen, key of the candidate)}; all or none.

    Returns {"dibuat", "dicocokkan"}. Raises ValidationError with a sentence that names the node when it changed, was
    mapped meanwhile, or needs the komponen of a node above that was not chosen.
    """
    if not pilihan:
        raise ValidationError("Pilih sekurang-kurangnya satu usulan.")
    tree = lock_pohon(user, pohon)
    owner = lock_dokumen(user, dokumen)
    require_same_scope(tree, owner)
    tuang = Penuang(owner, Penawaran(load_planner(tree, owner)))
    planner = tuang.penawaran.planner
    if any(pk not in planner.simpul for pk in pilihan):
        raise ValidationError("Sebagian simpul sudah dihapus. Muat ulang halaman, lalu pilih lagi.")
    for simpul in planner.simpul.values():  # in tree order, so that upper komponen are there
        if simpul.pk not in pilihan:
            continue
        versi, kunci = pilihan[simpul.pk]
        try:
            if simpul.versi != versi or planner.milik.get(simpul.pk):
                raise ValidationError(STALE)
            tuang.carry_out(planner.propose(simpul), kunci)
        except ValidationError as error:
            text = " ".join(error.messages)
            raise ValidationError(f"{quoted(simpul.pernyataan)}: {text}") from error
    touch(owner)
    return tuang.jumlah


def load_offers(pohon: Pohon, dokumen: Dokumen) -> Penawaran:
    """Return the proposals with candidates by name and by code; five queries. The caller has checked the rights."""
    planner = load_planner(pohon, dokumen)
    daftar = [letak.komponen for letak in planner.letak.values() if letak.komponen]
    return Penawaran(planner, rows_of(dokumen, daftar))


def load_planner(pohon: Pohon, dokumen: Dokumen) -> Perencana:
    """Return the planner of proposals with everything it reads; four queries. The caller has
    checked the rights.
    """
    return Perencana(
        dokumen,
        load_simpul(pohon),
        list(Komponen.objects.filter(dokumen=dokumen).order_by("lft")),
        Pemetaan.objects.filter(simpul__pohon=pohon, komponen__dokumen=dokumen),
    )


def require_same_scope(pohon: Pohon, dokumen: Dokumen) -> None:
    """Refuse a document of another instansi, or one whose years do not meet those of the tree."""
    if pohon.instansi_id != dokumen.instansi_id:
        raise ValidationError("Simpul dan komponen harus dari instansi yang sama.")
    if not set(pohon.periode.tahun) & set(dokumen.periode.tahun):
        raise ValidationError("Periode dokumen tidak beririsan dengan periode pohon ini.")


class Penuang:
    """Carries proposals out one after the other in a locked document, and counts what it did."""

    def __init__(self, owner: Dokumen, penawaran: Penawaran) -> None:
        self.owner, self.penawaran = owner, penawaran
        self.jumlah = {"dibuat": 0, "dicocokkan": 0}
        self._made: dict[int, Komponen] = {}  # by the Letak of earlier proposals
        self._salinan: dict[int, Salinan] | None = None

    def carry_out(self, usulan: Usulan, kunci: str) -> None:
        """Carry out one candidate of a proposal; raises ValidationError when it is no longer what was seen."""
        row = None
        kunci, _, kinds = kunci.partition(":")
        if kunci.startswith("k"):
            letak = self.penawaran.planner.letak.get(number_of(kunci[1:]))
            if letak is None:
                raise ValidationError(STALE)
            usulan.buat, usulan.cocok = [], letak
        elif not usulan.ada:
            raise ValidationError(usulan.alasan)
        elif (kunci == SAMA) != (usulan.cocok is not None):
            raise ValidationError(STALE)
        elif kunci != SAMA and kinds != kinds_of(usulan):
            raise ValidationError(ELSEWHERE)
        elif kunci.startswith("n"):
            row = self._row(number_of(kunci[1:]))
        elif kunci not in (BARU, SAMA):
            raise ValidationError("Pilih calon dari daftar.")
        self.make(usulan, row)

    def make(
        self, usulan: Usulan, nomenklatur: Nomenklatur | None = None, kode: str = ""
    ) -> list[Komponen]:
        """Make or find the komponen of a proposal and map its node; later proposals count on it."""
        if usulan.cocok is not None:
            targets = [self._komponen_of(usulan.cocok)]
            self.jumlah["dicocokkan"] += 1
        else:
            targets = list(self._new(usulan.buat, nomenklatur, kode))
            self.jumlah["dibuat"] += len(targets)
        salinan = self._copy_of(usulan.simpul)
        Pemetaan.objects.bulk_create(
            Pemetaan(simpul=usulan.simpul, komponen=k, salinan=salinan) for k in targets
        )
        self.penawaran.planner.take(usulan)
        return targets

    def _new(
        self, daftar: list[Letak], nomenklatur: Nomenklatur | None, kode: str
    ) -> Iterator[Komponen]:
        for letak in daftar:
            upper = self._komponen_of(letak.induk).pk if letak.induk else None
            data: dict[str, Any] = {"nama": letak.teks}
            if letak.jenis not in susunan.NAMED_BY_RESULT:
                data["sasaran"] = letak.teks
            if nomenklatur is not None and letak is daftar[-1]:
                data |= {"nomenklatur": nomenklatur, "kode": kode}
            made = add_komponen(self.owner, jenis=letak.jenis, induk=upper, **data)
            self._made[id(letak)] = made
            yield made

    def _row(self, pk: int) -> Nomenklatur:
        row = Nomenklatur.objects.filter(pk=pk, versi=self.owner.versi_nomenklatur_id).first()
        if row is None:
            raise ValidationError(STALE)
        return row

    def _komponen_of(self, letak: Letak) -> Komponen:
        return letak.komponen or self._made[id(letak)]

    def _copy_of(self, simpul: Simpul) -> Salinan:
        if self._salinan is None:
            self._salinan = copies_of(list(self.penawaran.planner.simpul.values()))
        return self._salinan[simpul.pk]


def _pohon_of(user: AnyUser, simpul: int) -> int:
    """Return the pk of the tree of a visible node; raises Simpul.DoesNotExist."""
    row: Simpul = Simpul.objects.visible_to(user).only("pohon_id").get(pk=simpul)
    return int(row.pohon_id)
