"""What is missing between the trees and a planning document, looked at from both sides.

Nodes that became no komponen (G-04), komponen that no node holds up (G-05), codes the nomenclature does not have
(G-07), sasaran that refer to nothing above and that no tree leads up to the RPJMD or RPJMN (G-11) and those no Renstra
takes up, programmes without the OPD that answers for them or that the RPJMD does not have, and komponen without target
or pagu (G-09). A fixed number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from organisasi.models import Unit
from perencanaan import kodefikasi, susunan
from perencanaan.banding.nomenklatur import is_similar
from perencanaan.exporters.rujukan import read_rujukan
from perencanaan.models import Dokumen, Komponen, Nomenklatur, Pagu, Pemetaan
from perencanaan.ukuran import read_ukuran
from perencanaan.usulan.komponen import LEVEL_LABEL, carried_by, foreign_to, is_given_to, level_of
from pohon.models import Pohon, Simpul

if TYPE_CHECKING:
    from organisasi.models import AnyUser
    from perencanaan.models.dokumen import DokumenQuerySet

LABEL_JENIS = dict(Komponen.Jenis.choices)
SASARAN = frozenset({susunan.SASARAN, susunan.SASARAN_STRATEGIS})
RENSTRA = frozenset({Dokumen.Jenis.RENSTRA_PD, Dokumen.Jenis.RENSTRA_KL})


class Daftar(StrEnum):
    """The lists."""

    SIMPUL = "simpul"
    KOMPONEN = "komponen"
    KODE = "kode"
    RPJMD = "rpjmd"
    DIACU = "diacu"
    PROGRAM = "program"
    PENANGGUNG = "penanggung"
    LENGKAP = "lengkap"


LABEL = {
    Daftar.SIMPUL: "Simpul tanpa komponen",
    Daftar.KOMPONEN: "Komponen tanpa simpul",
    Daftar.KODE: "Kode tidak ada di versi",
    Daftar.RPJMD: "Sasaran tanpa kaitan ke atas",
    Daftar.DIACU: "Sasaran tanpa perangkat daerah",
    Daftar.PROGRAM: "Program di luar RPJMD",
    Daftar.PENANGGUNG: "Program tanpa penanggung jawab",
    Daftar.LENGKAP: "Tanpa target atau pagu",
}


@dataclass(frozen=True)
class Celah:
    """One gap: in which list, about what, and where it is mended (`ajakan` is the text of the link)."""

    daftar: Daftar
    jenis: str
    objek: str
    pesan: str
    ajakan: str
    alamat: str

    @property
    def label(self) -> str:
        """The list in words."""
        return LABEL[self.daftar]

    @property
    def teks(self) -> str:
        """What is searched."""
        return f"{self.jenis} {self.objek} {self.pesan}"


def trees_for(user: AnyUser, dokumen: Dokumen, pohon: int = 0) -> list[Pohon]:
    """Return the visible trees at stage 5 whose nodes belong in a document: those of its unit and of
    units below it, those of others in which they carry a node, or of all the instansi; or just the
    tree named, whosever it is. One query.
    """
    years = dokumen.periode
    rows = Pohon.objects.visible_to(user).filter(
        instansi=dokumen.instansi_id,
        tahap__gte=Pohon.Tahap.PENUANGAN,
        periode__tahun_awal__lte=years.tahun_akhir,
        periode__tahun_akhir__gte=years.tahun_awal,
    )
    if pohon:
        rows = rows.filter(pk=pohon)
    elif dokumen.unit:
        branch = Unit.objects.in_branch(dokumen.unit)
        rows = rows.filter(Q(unit__in=branch) | carried_by(branch))
    return list(rows.with_outcome().select_related("unit").order_by("pk"))


class Pemeriksa:
    """Looks for the gaps of a document against trees; the caller has checked who may read them.

    `boleh_ubah` decides whether links lead to forms or to where one can only look. `bernama` says
    that one tree was asked for by name: then the nodes of its own unit count too.
    """

    def __init__(
        self,
        dokumen: Dokumen,
        daftar_pohon: Collection[Pohon],
        *,
        boleh_ubah: bool,
        bernama: bool = False,
    ) -> None:
        self.dokumen, self.boleh_ubah, self.bernama = dokumen, boleh_ubah, bernama
        self.pohon = {pohon.pk: pohon for pohon in daftar_pohon}
        self.komponen = list(Komponen.objects.filter(dokumen=dokumen).order_by("lft"))
        self.simpul: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        mapped = Pemetaan.objects.living().filter(komponen__dokumen=dokumen)
        fields = ("komponen_id", "simpul_id", "simpul__pohon_id", "simpul__lft")
        for komponen, *node in mapped.order_by("pk").values_list(*fields):
            self.simpul[komponen].append((node[0], node[1], node[2]))

    def gaps(self) -> list[Celah]:
        """Return all gaps, list by list, each in the order of its tree or document."""
        return [
            *self._nodes(),
            *self._unheld(),
            *self._codes(),
            *self._unlinked(),
            *self._untaken(),
            *self._outside(),
            *self._unowned(),
            *self._incomplete(),
        ]

    # --- The lists ---------------------------------------------------------------------------------
    def _nodes(self) -> Iterator[Celah]:
        """Own nodes of the levels this document takes that are mapped nowhere."""
        rows = Simpul.objects.filter(pohon__in=self.pohon)
        if self.dokumen.jenis in susunan.TOP_LEVELS:
            rows = rows.filter(level_kinerja__in=susunan.TOP_LEVELS[self.dokumen.jenis])
        standing = Q(komponen__dokumen__perubahan=None) | Q(komponen__dokumen=self.dokumen)
        mapped = Pemetaan.objects.filter(standing, simpul=OuterRef("pk"))
        rows = rows.annotate(dituangkan=Exists(mapped))
        rows = rows.select_related("pengampu").prefetch_related("daftar_crosscutting__mitra")
        by_pk = {row.pk: row for row in rows.order_by("tree_id", "lft")}
        boards = {pk: reverse("perencanaan:pemetaan", args=[pk]) for pk in self.pohon}
        for simpul in by_pk.values():
            level = level_of(simpul)
            takes = susunan.takes_level(
                self.dokumen.jenis, level, is_pemda=self.dokumen.instansi.is_pemda
            )
            if simpul.dituangkan or not takes or self._is_foreign(simpul, by_pk):
                continue
            query = f"?dokumen={self.dokumen.pk}&simpul={simpul.pk}#simpul-{simpul.pk}"
            yield Celah(
                Daftar.SIMPUL,
                LEVEL_LABEL.get(level, "Level belum diisi"),
                simpul.pernyataan,
                "Belum dituangkan ke komponen perencanaan.",
                "Tuangkan",
                boards[simpul.pohon_id] + query,
            )

    def _is_foreign(self, simpul: Simpul, by_pk: dict[int, Simpul]) -> bool:
        """Whether another unit maps the node. A document takes the trees of the units below its own, and of other
        trees the nodes those units carry.
        """
        own, unit = self.dokumen.unit, self.pohon[simpul.pohon_id].unit
        if own is None:
            return bool(foreign_to(simpul, by_pk, unit))
        if unit is not None and unit.is_within(own):
            return bool(foreign_to(simpul, by_pk, own))
        if is_given_to(simpul, by_pk, own):
            return False
        return not self.bernama or bool(foreign_to(simpul, by_pk, unit))

    def _unheld(self) -> Iterator[Celah]:
        """Komponen that cost money and lever no outcome; a KRO is held up by its RO."""
        by_parent: dict[int | None, list[Komponen]] = defaultdict(list)
        for komponen in self.komponen:
            by_parent[komponen.induk_id].append(komponen)
        for komponen in self.komponen:
            if komponen.jenis not in susunan.WITH_PAGU or self.simpul.get(komponen.pk):
                continue
            below = by_parent[komponen.pk]
            if komponen.jenis == susunan.KRO and any(self.simpul.get(row.pk) for row in below):
                continue
            yield self._about(
                Daftar.KOMPONEN,
                komponen,
                "Tidak menopang outcome mana pun (tanpa daya ungkit).",
                *self._mapping(komponen),
            )

    def _codes(self) -> Iterator[Celah]:
        """Codes that the document's version does not have, or has for something else."""
        dokumen = self.dokumen
        coded = [k for k in self.komponen if k.kode and k.jenis in susunan.WITH_NOMENKLATUR]
        if dokumen.versi_nomenklatur is None:
            return
        rows = Nomenklatur.objects.filter(
            versi=dokumen.versi_nomenklatur, tingkat=dokumen.tingkat_nomenklatur
        )
        known = {
            (jenjang, kodefikasi.comparable(kode)): nama
            for jenjang, kode, nama in rows.order_by().values_list("jenjang", "kode", "nama")
        }
        for komponen in coded:
            if text := self._code_fault(komponen, known):
                yield self._about(Daftar.KODE, komponen, text, *self._form(komponen))

    def _code_fault(self, komponen: Komponen, known: dict[tuple[str, str], str]) -> str:
        kode = _comparable(komponen.kode)
        nama = known.get((komponen.jenis, kode))
        if nama is None:
            nama = known.get((komponen.jenis, _generic(kode)))
        if nama is None:
            return f"Kode {komponen.kode} tidak ada di {self.dokumen.versi_nomenklatur}."
        taken = str(komponen.salinan_nomenklatur.get("nama", ""))
        if taken and not is_similar(taken, nama):
            return f"Kode {komponen.kode} di {self.dokumen.versi_nomenklatur} berarti “{nama}”."
        return ""

    def _unlinked(self) -> Iterator[Celah]:
        """Sasaran of a Renstra that name no sasaran above and no NSPK, and whose tree does not lead up either."""
        if self.dokumen.jenis not in RENSTRA:
            return
        rujukan = read_rujukan([self.dokumen], self.komponen)
        name = "RPJMD" if self.dokumen.instansi.is_pemda else "RPJMN"
        for komponen in self.komponen:
            found = rujukan.get(komponen.pk)
            if komponen.jenis not in SASARAN or (found and (found.sasaran or found.nspk)):
                continue
            text = f"Belum mengacu pada sasaran {name} atau NSPK, dan pohon kinerjanya tidak bersambung ke {name}."
            yield self._about(Daftar.RPJMD, komponen, text, *self._acuan(komponen))

    def _untaken(self) -> Iterator[Celah]:
        """Sasaran of an RPJMD or RPJMN that no Renstra of its years takes up, itself or by its tujuan."""
        if self.dokumen.jenis not in susunan.TOP_LEVELS:
            return
        renstra = list(self._same_years().filter(jenis__in=RENSTRA))
        if not renstra:
            return
        rows = list(Komponen.objects.filter(dokumen__in=renstra, jenis__in=susunan.NAMED_BY_RESULT))
        taken = {
            upper.pk for found in read_rujukan(renstra, rows).values() for upper in found.sasaran
        }
        for komponen in self.komponen:
            if komponen.jenis in SASARAN and not {komponen.pk, komponen.induk_id} & taken:
                text = "Belum ada sasaran Renstra yang mengacu padanya."
                yield self._about(Daftar.DIACU, komponen, text, *self._look(komponen))

    def _same_years(self) -> DokumenQuerySet:
        """Return the current documents of the instansi whose periode overlaps that of this one."""
        years = self.dokumen.periode
        return Dokumen.objects.current().filter(
            instansi=self.dokumen.instansi_id,
            periode__tahun_awal__lte=years.tahun_akhir,
            periode__tahun_akhir__gte=years.tahun_awal,
        )

    def _outside(self) -> Iterator[Celah]:
        """Programmes of a Renstra whose code no RPJMD of the periode has, where one lists programmes."""
        if self.dokumen.jenis != Dokumen.Jenis.RENSTRA_PD:
            return
        rpjmd = self._same_years().filter(jenis=Dokumen.Jenis.RPJMD)
        rows = Komponen.objects.filter(dokumen__in=rpjmd, jenis=susunan.PROGRAM).exclude(kode="")
        known = {_comparable(kode) for kode in rows.order_by().values_list("kode", flat=True)}
        if not known:
            return
        for komponen in self.komponen:
            if komponen.jenis != susunan.PROGRAM or not komponen.kode:
                continue
            code = _comparable(komponen.kode)
            if code not in known and _generic(code) not in known:
                text = f"Program {komponen.kode} tidak ada di RPJMD."
                yield self._about(Daftar.PROGRAM, komponen, text, *self._form(komponen))

    def _unowned(self) -> Iterator[Celah]:
        """Programmes of an RPJMD for which no OPD answers."""
        if self.dokumen.jenis != Dokumen.Jenis.RPJMD:
            return
        for komponen in self.komponen:
            if komponen.jenis == susunan.PROGRAM and komponen.penanggung_jawab_id is None:
                text = "Belum ada perangkat daerah penanggung jawab."
                yield self._about(Daftar.PENANGGUNG, komponen, text, *self._form(komponen))

    def _incomplete(self) -> Iterator[Celah]:
        """Komponen without an indicator or a target in the document's years; lowest ones without pagu in them."""
        ukuran, years = read_ukuran(self.dokumen), self.dokumen.daftar_tahun
        pagu = Pagu.objects.filter(komponen__dokumen=self.dokumen, tahun__in=years)
        funded = set(pagu.values_list("komponen_id", flat=True))
        for komponen in self.komponen:
            own = ukuran.get(komponen.pk, [])
            if not own:
                place = self._indicators(komponen)
                yield self._about(Daftar.LENGKAP, komponen, "Belum ada indikator.", *place)
            elif not any(year in one.target for one in own for year in years):
                place = self._grid(komponen, "Isi target")
                yield self._about(Daftar.LENGKAP, komponen, "Belum ada target.", *place)
            if (
                komponen.is_lowest
                and komponen.jenis in susunan.WITH_PAGU
                and komponen.pk not in funded
            ):
                place = self._grid(komponen, "Isi pagu")
                yield self._about(Daftar.LENGKAP, komponen, "Belum ada pagu.", *place)

    # --- Where a gap is mended ----------------------------------------------------------------------
    def _about(
        self, daftar: Daftar, komponen: Komponen, pesan: str, ajakan: str, alamat: str
    ) -> Celah:
        return Celah(daftar, LABEL_JENIS[komponen.jenis], str(komponen), pesan, ajakan, alamat)

    def _look(self, komponen: Komponen) -> tuple[str, str]:
        page = reverse("perencanaan:dokumen", args=[self.dokumen.pk])
        return "Lihat di dokumen", f"{page}#komponen-{komponen.pk}"

    def _mapping(self, komponen: Komponen) -> tuple[str, str]:
        nodes = self.simpul.get(komponen.pk)
        pohon = nodes[0][1] if nodes else next(iter(self.pohon), None)
        if pohon is None:
            return self._look(komponen)
        page = reverse("perencanaan:pemetaan", args=[pohon])
        anchor = f"#simpul-{nodes[0][0]}" if nodes else ""
        return "Buka pemetaan", f"{page}?dokumen={self.dokumen.pk}{anchor}"

    def _form(self, komponen: Komponen) -> tuple[str, str]:
        if not self.boleh_ubah:
            return self._look(komponen)
        return "Ubah komponen", reverse("perencanaan:ubah_komponen", args=[komponen.pk])

    def _grid(self, komponen: Komponen, ajakan: str) -> tuple[str, str]:
        if not self.boleh_ubah:
            return self._look(komponen)
        page = reverse("perencanaan:isian_dokumen", args=[self.dokumen.pk])
        return ajakan, f"{page}?komponen={komponen.pk}"

    def _acuan(self, komponen: Komponen) -> tuple[str, str]:
        if not self.boleh_ubah:
            return self._look(komponen)
        return "Pilih acuan", reverse("perencanaan:acuan_komponen", args=[komponen.pk])

    def _indicators(self, komponen: Komponen) -> tuple[str, str]:
        nodes = self.simpul.get(komponen.pk)
        return self._editor(nodes[0]) if nodes else self._mapping(komponen)

    def _editor(self, node: tuple[int, int, int]) -> tuple[str, str]:
        page = reverse("pohon:editor", args=[node[1]])
        return "Isi di editor", f"{page}#simpul-{node[0]}"


def _comparable(kode: str) -> str:
    return kodefikasi.comparable(kodefikasi.clean_code(kode))


def _generic(kode: str) -> str:
    """Return the code with X.XX for the bidang urusan, where program 01 has it so."""
    parts = kode.split(".")
    return ".".join([kodefikasi.OWN_BIDANG, *parts[2:]]) if parts[2:3] == ["01"] else kode
