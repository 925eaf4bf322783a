"""Print the findings of one tree, or of the trees of an instansi, a unit or the whole installation."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evaluasi.actions import keep
from evaluasi.daftar_temuan import by_id
from evaluasi.temuan import Laporan, Temuan, check
from lib.aturan import Severity
from organisasi.models import Instansi, Unit
from pohon.models import Pohon

NAMED = 40  # letters by which a sentence is seen to name its node


class Command(BaseCommand):
    """`manage.py periksa [POHON ...] [--instansi N] [--unit N] [--aturan B-05] [--tingkat galat] [--json]`."""

    help = "Menampilkan temuan aturan penyelarasan untuk pohon tertentu atau semuanya, beserta alasan yang diberikan."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the trees, and what is shown of their findings."""
        parser.add_argument("pohon", nargs="*", type=int, help="Nomor pohon; kosong berarti semua.")
        parser.add_argument("--instansi", type=int, help="Hanya pohon instansi bernomor ini.")
        parser.add_argument("--unit", type=int, help="Hanya pohon unit ini dan unit di bawahnya.")
        parser.add_argument(
            "--aturan", action="append", default=[], help="Hanya aturan ini; boleh diulang."
        )
        parser.add_argument("--tingkat", choices=[one.value for one in Severity])
        parser.add_argument("--json", action="store_true", help="Satu larik JSON.")
        parser.add_argument(
            "--gagal-bila-galat",
            action="store_true",
            help="Kode keluar 1 bila ada galat yang menghalangi pengajuan.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print, a line per finding."""
        rules = {name.upper() for name in options["aturan"]}
        if unknown := rules - set(by_id()):
            raise CommandError(f"Aturan tidak ada: {', '.join(sorted(unknown))}.")
        blocked = False
        answer: list[dict[str, Any]] = []
        for pohon in self._trees(options).order_by("pk").iterator():
            laporan = check(pohon)
            keep(laporan)
            shown = [one for one in laporan.daftar if _passes(one, rules, options["tingkat"])]
            blocked = blocked or any(one.finding.blocks for one in shown)
            if options["json"]:
                answer.append(_plain(laporan, shown))
            else:
                self._print(laporan, shown)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        if blocked and options["gagal_bila_galat"]:
            sys.exit(1)

    def _trees(self, options: dict[str, Any]) -> Any:
        rows = Pohon.objects.filter(dihapus=None).select_related("instansi", "unit", "periode")
        if options["pohon"]:
            if missing := set(options["pohon"]) - set(rows.values_list("pk", flat=True)):
                raise CommandError(f"Pohon tidak ada: {', '.join(map(str, sorted(missing)))}.")
            rows = rows.filter(pk__in=options["pohon"])
        if options["instansi"]:
            if not Instansi.objects.filter(pk=options["instansi"]).exists():
                raise CommandError(f"Instansi {options['instansi']} tidak ada.")
            rows = rows.filter(instansi=options["instansi"])
        if options["unit"]:
            unit = Unit.objects.filter(pk=options["unit"]).first()
            if unit is None:
                raise CommandError(f"Unit {options['unit']} tidak ada.")
            rows = rows.filter(unit__in=Unit.objects.in_branch(unit))
        return rows

    def _print(self, laporan: Laporan, shown: list[Temuan]) -> None:
        pohon = laporan.pohon
        self.stdout.write(f"{pohon} ({pohon.pk}), Tahap {pohon.tahap}: {len(shown)} temuan")
        for one in shown:
            where = _where(laporan, one)
            self.stdout.write(
                f"  {one.finding.rule} {one.finding.severity}: {where}{one.finding.message}{_reason(one)}"
            )


def _passes(one: Temuan, rules: set[str], weight: str | None) -> bool:
    return (not rules or one.finding.rule in rules) and weight in (None, one.finding.severity)


def _where(laporan: Laporan, one: Temuan) -> str:
    """Return the node a sentence is about, where it names only an indikator or a position of it."""
    text = laporan.nama_simpul.get(one.finding.simpul or 0, "")
    return f"“{text}”: " if text and text[:NAMED] not in one.finding.message else ""


def _reason(one: Temuan) -> str:
    row = one.pengecualian
    if row is None or not one.finding.needs_reason:
        return ""
    if one.is_rejected:
        return f" [alasan ditolak: {row.alasan}; evaluator: {row.tanggapan}]"
    return f" [diberi alasan: {row.alasan}]"


def _plain(laporan: Laporan, shown: list[Temuan]) -> dict[str, Any]:
    pohon = laporan.pohon
    return {
        "pohon": pohon.pk,
        "nama": str(pohon),
        "tahap": pohon.tahap,
        "temuan": [
            {
                "aturan": one.finding.rule,
                "tingkat": one.finding.severity,
                "simpul": one.finding.simpul,
                "pernyataan": laporan.nama_simpul.get(one.finding.simpul or 0, ""),
                "pesan": one.finding.message,
                "saran": one.finding.fix,
                "sumber": one.finding.source,
                "sidik": one.sidik,
                "menghalangi": one.finding.blocks,
                "alasan": one.pengecualian.alasan if one.pengecualian else None,
                "alasan_berlaku": one.is_excused,
            }
            for one in shown
        ],
    }
