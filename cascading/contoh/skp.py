"""The steps of SOP and the SKP of an example, through the actions of the room jabatan."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from jabatan import actions
from jabatan.models import Pejabat, Skp
from jabatan.proses.langkah import read_jumlah, read_waktu, steps_of, tanda_of
from perencanaan.models import Komponen

if TYPE_CHECKING:
    from cascading.contoh.berkas import Entry
    from cascading.contoh.pemuat import Muatan


def load_proses(muatan: Muatan) -> None:
    """Record the steps of each kegiatan that has some; quantity and time are written as people write them."""
    for dokumen in muatan.data["dokumen"]:
        for row in dokumen["komponen"]:
            if "langkah" in row:
                key = muatan.komponen[f"{dokumen['kunci']}/{row['kunci']}"]
                komponen = Komponen.objects.get(pk=key)
                actions.save_langkah(
                    user=muatan.admin,
                    komponen=key,
                    tanda=tanda_of(steps_of(komponen)),
                    daftar=[_step(muatan, entry) for entry in row["langkah"]],
                )


def _step(muatan: Muatan, entry: Entry) -> Entry:
    jumlah, satuan = read_jumlah(entry.get("jumlah", ""))
    waktu, satuan_waktu = read_waktu(entry.get("waktu", ""))
    return {
        "nama": entry["nama"],
        "output": entry.get("output", ""),
        "jabatan": muatan.jabatan[entry["jabatan"]].pk,
        "jumlah": jumlah,
        "satuan": satuan,
        "waktu": waktu,
        "satuan_waktu": satuan_waktu,
    }


def load_skp(muatan: Muatan) -> None:
    """Make the SKP of the first year, fill what only people know, and sign those that say so."""
    for entry in muatan.data.get("skp", []):
        tahun = muatan.periode.tahun_awal
        holder = Pejabat.objects.select_related("jabatan").filter(
            jabatan=muatan.jabatan[entry["jabatan"]]
        )
        skp = actions.add_skp(user=muatan.admin, pejabat=holder.earliest("mulai"), tahun=tahun)
        if "lampiran" in entry:
            actions.save_lampiran(
                user=muatan.admin, skp=skp, versi=_version(skp), daftar=entry["lampiran"]
            )
        actions.save_perilaku(
            user=muatan.admin, skp=skp, versi=_version(skp), ekspektasi=entry.get("perilaku", {})
        )
        if "tanggal" in entry:
            day = datetime.date.fromisoformat(entry["tanggal"])
            data = {"tanggal": day}
            actions.change_skp(user=muatan.admin, skp=skp, versi=_version(skp), data=data)
            actions.tetapkan_skp(user=muatan.admin, skp=skp, versi=_version(skp))


def _version(skp: Skp) -> int:
    skp.refresh_from_db(fields=["versi"])
    return skp.versi
