"""Loading one example through the actions of the rooms, in the order of the five stages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from cascading.contoh.akun import make_account, taken
from cascading.contoh.arah import load_around, load_misi, load_nspk
from cascading.contoh.berkas import Entry, read, without
from cascading.contoh.reviu import keep_figures, load_reviu
from cascading.contoh.skp import load_proses, load_skp
from jabatan import actions as jabatan_actions
from jabatan.models import Jabatan
from organisasi import actions as organisasi_actions
from organisasi.models import Instansi, Keanggotaan, Pengguna, Periode, Unit
from perencanaan import actions as perencanaan_actions
from perencanaan.actions import BarisNomenklatur
from perencanaan.models import Dokumen, Misi, Nomenklatur, Nspk, VersiNomenklatur
from pohon import actions as pohon_actions
from pohon.models import Indikator, Pohon, Simpul

Peran = Keanggotaan.Peran
TREE_KEYS = ("kunci", "induk_kunci")


@dataclass(frozen=True)
class Hasil:
    """What became of one example: its instansi and, where it was left alone, the reason as a sentence."""

    nama: str
    alasan: str = ""

    @property
    def baru(self) -> bool:
        """Whether it was loaded now."""
        return not self.alasan


@dataclass
class Muatan:
    """An example being loaded: its data, its people, and what was made so far by the keys of the file."""

    data: Entry
    instansi: Instansi
    periode: Periode
    versi: VersiNomenklatur
    admin: Pengguna
    perencana: Pengguna = field(init=False)
    unit: dict[str, Unit] = field(default_factory=dict)
    jabatan: dict[str, Jabatan] = field(default_factory=dict)
    simpul: dict[str, Simpul] = field(default_factory=dict)
    dokumen: dict[str, Dokumen] = field(default_factory=dict)
    nspk: dict[str, Nspk] = field(default_factory=dict)
    komponen: dict[str, int] = field(default_factory=dict)  # by "dokumen/komponen"

    def unit_of(self, entry: Entry, name: str = "unit") -> Unit | None:
        """Return the unit an entry names; None where it names none."""
        return self.unit[entry[name]] if entry.get(name) else None


@transaction.atomic
def load_nomenklatur() -> tuple[VersiNomenklatur, bool]:
    """Return the excerpt of the nomenclature, and whether it was made now; one that exists is left alone."""
    data = read("nomenklatur")
    versi, made = VersiNomenklatur.objects.get_or_create(
        nama=data["versi"]["nama"], defaults=data["versi"]
    )
    if made:
        rows = [BarisNomenklatur(tingkat=data["tingkat"], **row) for row in data["baris"]]
        perencanaan_actions.simpan_nomenklatur(versi=versi, rows=rows)
    return versi, made


@transaction.atomic
def load_example(name: str, versi: VersiNomenklatur) -> Hasil:
    """Load the example of that file, whole or not at all, unless its instansi or one of its accounts exists."""
    data = read(name)
    nama = data["instansi"]["nama"]
    if Instansi.objects.filter(nama=nama).exists():
        return Hasil(nama, "sudah ada, dibiarkan apa adanya.")
    if users := sorted(taken(entry["username"] for entry in data["akun"])):
        return Hasil(nama, f"tidak dimuat: akun {users[0]} sudah ada.")
    muatan = _open(data, versi)
    _load_units(muatan)
    _load_accounts(muatan)
    _load_jabatan(muatan)
    for entry in data["pohon"]:
        _load_pohon(muatan, entry)
    muatan.nspk = load_nspk(muatan)
    for entry in data["dokumen"]:
        _load_dokumen(muatan, entry)
    for entry in data["pohon"]:
        _load_pembagian(muatan, entry)
    load_proses(muatan)
    load_skp(muatan)
    for entry in data["pohon"]:
        if "reviu" in entry:
            load_reviu(muatan, entry)
    keep_figures(muatan)
    return Hasil(nama)


def _open(data: Entry, versi: VersiNomenklatur) -> Muatan:
    """Make the instansi with its admin and its period."""
    instansi = Instansi(**data["instansi"])
    instansi.full_clean()
    instansi.save()
    admin = next(entry for entry in data["akun"] if entry["peran"] == Peran.ADMIN)
    user = make_account(admin, instansi, None)
    periode = organisasi_actions.save_periode(
        user=user, periode=Periode(instansi=instansi, **data["periode"])
    )
    return Muatan(data, instansi, periode, versi, user)


def _load_units(muatan: Muatan) -> None:
    for entry in muatan.data["unit"]:
        upper = muatan.unit.get(entry.get("induk_kunci", ""))
        muatan.unit[entry["kunci"]] = organisasi_actions.create_unit(
            user=muatan.admin,
            instansi_id=muatan.instansi.pk,
            induk_id=upper.pk if upper else None,
            data=without(entry, *TREE_KEYS),
        )
    fresh = Unit.objects.in_bulk([unit.pk for unit in muatan.unit.values()])
    muatan.unit = {kunci: fresh[unit.pk] for kunci, unit in muatan.unit.items()}


def _load_accounts(muatan: Muatan) -> None:
    """Make the other accounts; the first perencana draws the trees."""
    for entry in reversed(muatan.data["akun"]):
        if entry["peran"] == Peran.ADMIN:
            continue
        user = make_account(entry, muatan.instansi, muatan.unit_of(entry))
        if entry["peran"] == Peran.PERENCANA:
            muatan.perencana = user


def _load_jabatan(muatan: Muatan) -> None:
    muatan.jabatan = jabatan_actions.build_jabatan(
        user=muatan.admin,
        instansi=muatan.instansi,
        daftar=[{**entry, "unit": muatan.unit_of(entry)} for entry in muatan.data["jabatan"]],
    )


# --- Stages 1 to 4: the tree ------------------------------------------------------------------------


def _load_pohon(muatan: Muatan, entry: Entry) -> None:
    """Draw a tree with its indicators, then open stage 5, which holds it to the rules of the stages before."""
    pohon = pohon_actions.create_pohon(
        user=muatan.perencana,
        instansi=muatan.instansi,
        unit=muatan.unit_of(entry),
        periode=muatan.periode,
        pernyataan=entry["simpul"][0]["pernyataan"],
        tahap=Pohon.Tahap.INDIKATOR,
    )
    about = without(entry, "kunci", "unit", "tahap", "simpul", "pembagian", "tinjauan", "reviu")
    pohon_actions.update_pohon(user=muatan.perencana, pohon_id=pohon.pk, data=about)
    made = pohon_actions.build_pohon(
        user=muatan.perencana,
        pohon=pohon,
        simpul=[_simpul(muatan, simpul) for simpul in entry["simpul"]],
    )
    muatan.simpul.update(made)
    _answer_crosscutting(muatan, entry)
    _keep_iku(muatan, pohon)
    for jenis, catatan in entry.get("tinjauan", {}).items():
        pohon_actions.sign_tinjauan(
            user=muatan.perencana, pohon_id=pohon.pk, jenis=jenis, catatan=catatan
        )
    pohon_actions.set_tahap(user=muatan.perencana, pohon_id=pohon.pk, tahap=Pohon.Tahap.PENUANGAN)


def _simpul(muatan: Muatan, entry: Entry) -> Entry:
    """Turn a node of the file into what the door of the tree takes: keys become ids, targets get their years."""
    node = dict(entry)
    if "pengampu" in node:
        node["pengampu"] = muatan.unit[node["pengampu"]].pk
    years = [str(tahun) for tahun in muatan.periode.tahun]
    node["indikator"] = [
        {**row, "target": dict(zip(years, row["target"], strict=True))}
        for row in entry["indikator"]
    ]
    node["crosscutting"] = [_crosscutting(muatan, row) for row in entry.get("crosscutting", [])]
    return node


def _crosscutting(muatan: Muatan, entry: Entry) -> Entry:
    row = without(entry, "jawaban")
    if "mitra" in row:
        row["mitra"] = muatan.unit[row["mitra"]].pk
    return row


def _answer_crosscutting(muatan: Muatan, pohon: Entry) -> None:
    """Give the partners' answers; a request without one stays open."""
    for entry in pohon["simpul"]:
        rows = muatan.simpul[entry["kunci"]].daftar_crosscutting.order_by("pk")
        for row, asked in zip(rows, entry.get("crosscutting", []), strict=True):
            if "jawaban" in asked:
                pohon_actions.answer_crosscutting(
                    user=muatan.admin, crosscutting_id=row.pk, status=asked["jawaban"], alasan=""
                )


def _keep_iku(muatan: Muatan, pohon: Pohon) -> None:
    """Keep the IKU of a tree in the library of the instansi, so that another tree finds them there."""
    rows = Indikator.objects.filter(simpul__pohon=pohon, kategori=Indikator.Kategori.IKU)
    for pk in list(rows.order_by("simpul__lft", "urutan", "pk").values_list("pk", flat=True)):
        row = Indikator.objects.select_related("simpul__pohon").get(pk=pk)
        pohon_actions.keep_indikator(user=muatan.perencana, indikator=row)


# --- Stage 5: plans and positions -------------------------------------------------------------------


def _load_dokumen(muatan: Muatan, entry: Entry) -> None:
    """Make a document with its misi and komponen, their pagu, the mapping from the nodes, acuan; then its Renja."""
    dokumen = Dokumen(
        instansi=muatan.instansi,
        unit=muatan.unit_of(entry),
        periode=muatan.periode,
        jenis=entry["jenis"],
        nama=entry["nama"],
        induk=muatan.dokumen.get(entry.get("induk_kunci", "")),
        versi_nomenklatur=muatan.versi if muatan.instansi.is_pemda else None,
    )
    perencanaan_actions.save_dokumen(user=muatan.admin, dokumen=dokumen)
    muatan.dokumen[entry["kunci"]] = dokumen
    misi = load_misi(muatan, dokumen, entry)
    made: dict[str, int] = {}
    for row in entry["komponen"]:
        made[row["kunci"]] = _load_komponen(muatan, dokumen, row, made, misi)
        muatan.komponen[f"{entry['kunci']}/{row['kunci']}"] = made[row["kunci"]]
        _load_pemetaan(muatan, row, made[row["kunci"]])
        if "pagu" in row:
            years = dict(zip(muatan.periode.tahun, row["pagu"], strict=True))
            perencanaan_actions.set_pagu(
                user=muatan.admin,
                komponen=made[row["kunci"]],
                daftar={entry["sumber_dana"]: years},
            )
        load_around(muatan, dokumen, row, made[row["kunci"]])
    for tahun in entry.get("renja", ()):
        perencanaan_actions.create_renja(user=muatan.admin, renstra=dokumen.pk, tahun=tahun)


def _load_komponen(
    muatan: Muatan, dokumen: Dokumen, row: Entry, made: dict[str, int], misi: dict[str, Misi]
) -> int:
    """Add one komponen and return its key; a `kode` is looked up in the nomenklatur, which names it."""
    fields: dict[str, Any] = {k: row[k] for k in ("nama", "sasaran", "lokasi") if k in row}
    if "misi" in row:
        fields["misi"] = misi[row["misi"]]
    if "kode" in row:
        fields["nomenklatur"] = Nomenklatur.objects.get(
            versi=muatan.versi, tingkat=dokumen.tingkat_nomenklatur, kode=row["kode"]
        )
    komponen = perencanaan_actions.create_komponen(
        user=muatan.admin,
        dokumen=dokumen.pk,
        jenis=row["jenis"],
        induk=made.get(row.get("induk_kunci", "")),
        penanggung_jawab=muatan.unit_of(row, "penanggung_jawab"),
        **fields,
    )
    return int(komponen.pk)


def _load_pemetaan(muatan: Muatan, row: Entry, komponen: int) -> None:
    for kunci in row.get("simpul", []):
        perencanaan_actions.map_simpul(
            user=muatan.admin,
            simpul=muatan.simpul[kunci].pk,
            komponen=komponen,
            alasan=row.get("alasan", ""),
        )


def _load_pembagian(muatan: Muatan, pohon: Entry) -> None:
    """Give the nodes to the positions that carry them, with the statement narrowed where the file narrows it."""
    for row in pohon["pembagian"]:
        jabatan_actions.assign(
            user=muatan.admin,
            simpul=muatan.simpul[row["simpul"]],
            jabatan=muatan.jabatan[row["jabatan"]],
            **without(row, "simpul", "jabatan"),
        )
