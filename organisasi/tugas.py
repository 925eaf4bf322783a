"""Background jobs: long work runs in the queue's worker; its Tugas row tells how far it is.

A room registers a function in its `actions`, `exporters` or `importers` and starts it from a view:

    @pekerjaan("renstra_pdf")
    def write_renstra(job: Kemajuan, *, dokumen: int) -> HasilBerkas:
        dokumen = Dokumen.objects.visible_to(job.pengguna).get(pk=dokumen)
        job.report(40, "Menyusun tabel T-C.27")
        return HasilBerkas("renstra.pdf", "application/pdf", isi)

    tugas = start(jenis="renstra_pdf", judul="Renstra (PDF)", pengguna=request.user,
                  instansi=instansi, argumen={"dokumen": dokumen.pk})

The queue (django-q2) may deliver a job twice: after its worker was killed, or when the worker was
busy for long. What holds then: a row is taken by a conditional UPDATE, which counts `percobaan` up;
every later write of an attempt names its number, so an attempt that was cancelled or replaced can
write nothing more. A running attempt beats every TUGAS_DENYUT seconds; after STALE_BEATS missed
ones it counts as dead and may be taken over. A job is never run inside a transaction: on SQLite
that would stop every other writer.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import threading
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_q.exceptions import TimeoutException
from django_q.tasks import async_task

from organisasi.models import BerkasTugas, Instansi, Pengguna, Tugas

__all__ = [
    "Dibatalkan",
    "HasilBerkas",
    "Kemajuan",
    "cancel",
    "is_stale",
    "pekerjaan",
    "repeat",
    "run",
    "start",
]

Status = Tugas.Status
OPEN = (Status.ANTRE, Status.BERJALAN)
STALE_BEATS = 6
MAX_TAKEOVERS = 3
MAX_OPEN_PER_USER = 10
KEPT_DAYS = 30
STEPS_KEY = "_langkah"  # reserved in Tugas.argumen: the steps that are done

logger = logging.getLogger("organisasi.tugas")


class Dibatalkan(Exception):
    """The attempt may not go on: the user cancelled the job, or another attempt replaced it."""


class SedangDikerjakan(Exception):
    """Another worker has the job; the queue keeps this delivery and offers it again later."""


@dataclass(frozen=True)
class HasilBerkas:
    """The file a job made: name with extension, media type, content."""

    nama: str
    tipe: str
    isi: bytes


Pekerjaan = Callable[..., HasilBerkas | None]
P = TypeVar("P", bound=Pekerjaan)
REGISTRY: dict[str, Pekerjaan] = {}


def pekerjaan(jenis: str) -> Callable[[P], P]:
    """Register a function `(job, **argumen) -> HasilBerkas | None` as the job kind `jenis`."""

    def register(function: P) -> P:
        known = REGISTRY.setdefault(jenis, function)
        if (known.__module__, known.__qualname__) != (function.__module__, function.__qualname__):
            raise ValueError(f"job kind {jenis!r} is registered twice")
        return function

    return register


def _function(jenis: str) -> Pekerjaan:
    """Return the function of a kind; a worker has not imported the rooms' modules yet."""
    if jenis not in REGISTRY:
        autodiscover_modules("actions", "exporters", "importers")
    return REGISTRY[jenis]


class Kemajuan:
    """One attempt at a job: what the job's function may ask and tell."""

    def __init__(self, tugas: Tugas) -> None:
        self.id = tugas.pk
        self.percobaan = tugas.percobaan
        self.pengguna: Pengguna = tugas.pengguna
        self.instansi: Instansi | None = tugas.instansi

    def _update(self, **values: Any) -> bool:
        """Write to the row if this attempt still holds it."""
        mine = Tugas.objects.filter(pk=self.id, status=Status.BERJALAN, percobaan=self.percobaan)
        return bool(mine.update(**values))

    def beat(self) -> bool:
        """Show that the attempt lives; False when it no longer holds the job."""
        return self._update(denyut=timezone.now())

    def report(self, percent: float, pesan: str = "") -> None:
        """Tell how far the job is (0 to 100) and what it does; raises Dibatalkan to stop it."""
        kemajuan = max(0, min(int(percent), 99))
        if not self._update(denyut=timezone.now(), kemajuan=kemajuan, pesan=pesan[:200]):
            raise Dibatalkan

    def report_part(self, done: int, total: int) -> None:
        """Tell that so many parts of the file are made (lib.pdf.Progress); raises Dibatalkan to stop it."""
        self.report(10 + 80 * done / total, f"Menyusun bagian {done} dari {total}")

    def once(self, langkah: str, work: Callable[[], object]) -> bool:
        """Do a writing step exactly once over all attempts; False when an earlier attempt did it.

        The step and its mark are one transaction, so `work` should be short. Raises Dibatalkan
        like `report`.
        """
        with transaction.atomic():
            if not self.beat():  # also locks the row until the step is committed
                raise Dibatalkan
            argumen = Tugas.objects.values_list("argumen", flat=True).get(pk=self.id)
            done = argumen.get(STEPS_KEY, [])
            if langkah in done:
                return False
            work()
            self._update(argumen={**argumen, STEPS_KEY: [*done, langkah]})
        return True


# --- From the pages -------------------------------------------------------------------------------


def start(
    *,
    jenis: str,
    judul: str,
    pengguna: Pengguna,
    instansi: Instansi | None,
    argumen: dict[str, Any],
) -> Tugas:
    """Record a job and queue it once the transaction commits.

    `argumen` are JSON values, passed to the function by name. With TUGAS_SYNC (tests) the job has
    run on return. Asked for the same thing again while it is open (a second click), returns the
    job that is there. Raises ValidationError when the user already has too many open jobs. Drops
    the user's jobs of over KEPT_DAYS days.
    """
    _function(jenis)
    own = Tugas.objects.filter(pengguna=pengguna)
    same = own.filter(jenis=jenis, instansi=instansi, argumen=argumen, status__in=OPEN)
    if (there := same.exclude(_stale_q()).first()) is not None:
        return there
    own.filter(dibuat__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
    if own.filter(status__in=OPEN).count() >= MAX_OPEN_PER_USER:
        raise ValidationError(
            f"Masih ada {MAX_OPEN_PER_USER} tugas Anda yang belum selesai. "
            "Tunggu atau batalkan salah satunya di halaman Tugas."
        )
    tugas = Tugas.objects.create(
        jenis=jenis, judul=judul[:200], pengguna=pengguna, instansi=instansi, argumen=argumen
    )
    _enqueue(tugas)
    return tugas


def cancel(tugas: Tugas) -> bool:
    """Cancel an open job; a running one stops at its next report. False when it had ended."""
    return bool(
        Tugas.objects.filter(pk=tugas.pk, status__in=OPEN).update(
            status=Status.BATAL, pesan="", selesai=timezone.now()
        )
    )


def repeat(tugas: Tugas) -> bool:
    """Queue a failed, cancelled or dead job again; False when it waits, runs or is done."""
    again = Q(status__in=(Status.GAGAL, Status.BATAL)) | _stale_q()
    queued = (
        Tugas.objects.filter(pk=tugas.pk)
        .filter(again)
        .update(status=Status.ANTRE, kemajuan=0, pesan="", galat="", selesai=None)
    )
    if queued:
        _enqueue(tugas)
    return bool(queued)


def is_stale(tugas: Tugas) -> bool:
    """Whether the job is marked as running but its worker gives no sign of life."""
    return tugas.status == Status.BERJALAN and (
        tugas.denyut is None or tugas.denyut < _stale_before()
    )


def _stale_before() -> Any:
    return timezone.now() - timedelta(seconds=settings.TUGAS_DENYUT * STALE_BEATS)


def _stale_q() -> Q:
    return Q(status=Status.BERJALAN) & (Q(denyut=None) | Q(denyut__lt=_stale_before()))


def _enqueue(tugas: Tugas) -> None:
    pk = str(tugas.pk)
    if settings.TUGAS_SYNC:
        run(pk)
        return
    # A delivery that fails is kept by the queue (ack_failure): see SedangDikerjakan.
    send = functools.partial(async_task, "organisasi.tugas.run", pk, ack_failure=False)
    transaction.on_commit(send)


# --- In the worker --------------------------------------------------------------------------------


def run(pk: str) -> str:
    """Run a job: what the queue calls. Returns the row's status afterwards, for the queue's log.

    Raises SedangDikerjakan when another worker has the job; every other error ends in the row.
    """
    tugas = _take(pk)
    if tugas is None:
        return "tidak ada yang dikerjakan"
    job = Kemajuan(tugas)
    zone = tugas.instansi.zona_waktu if tugas.instansi else settings.TIME_ZONE
    with _beating(job), timezone.override(zoneinfo.ZoneInfo(zone)):
        _attempt(job, tugas)
    return str(Tugas.objects.values_list("status", flat=True).filter(pk=pk).first())


def _take(pk: str) -> Tugas | None:
    """Take a waiting or dead job for this worker; None when there is nothing (more) to do."""
    tugas = Tugas.objects.select_related("pengguna", "instansi").filter(pk=pk).first()
    if tugas is None or not tugas.is_open:
        return None
    free = Tugas.objects.filter(Q(status=Status.ANTRE) | _stale_q(), pk=pk)
    taken = free.filter(percobaan=tugas.percobaan).update(
        status=Status.BERJALAN,
        percobaan=F("percobaan") + 1,
        mulai=timezone.now(),
        denyut=timezone.now(),
        selesai=None,
        kemajuan=0,
        pesan="",
    )
    if not taken:
        raise SedangDikerjakan(pk)
    was_running = tugas.status == Status.BERJALAN
    tugas.percobaan += 1
    if was_running and tugas.percobaan > MAX_TAKEOVERS:
        _fail(
            Kemajuan(tugas),
            "Tugas ini berkali-kali terhenti. Perkecil cakupannya, lalu ulangi.",
            "",
        )
        return None
    return tugas


def _attempt(job: Kemajuan, tugas: Tugas) -> None:
    argumen = {key: value for key, value in tugas.argumen.items() if key != STEPS_KEY}
    try:
        _finish(job, _function(tugas.jenis)(job, **argumen))
    except Dibatalkan:
        logger.info("tugas %s: attempt %s stopped", tugas.pk, tugas.percobaan)
    except ValidationError as error:
        _fail(job, " ".join(error.messages), "\n".join(error.messages))
    except (ObjectDoesNotExist, Http404, PermissionDenied) as error:
        _fail(job, "Data tugas ini sudah tidak ada atau bukan wewenang Anda.", repr(error))
    except TimeoutException as error:
        _fail(job, "Tugas melewati batas waktu. Perkecil cakupannya, lalu ulangi.", repr(error))
    except Exception as error:  # the worker must live on; the defect is in the log
        logger.exception("tugas %s (%s) failed", tugas.pk, tugas.jenis)
        _fail(job, "Terjadi kesalahan di pihak kami. Ulangi, atau hubungi pengelola.", repr(error))


def _finish(job: Kemajuan, hasil: HasilBerkas | None) -> None:
    with transaction.atomic():
        if not job._update(
            status=Status.SELESAI, kemajuan=100, pesan="", galat="", selesai=timezone.now()
        ):
            raise Dibatalkan
        if hasil is not None:
            BerkasTugas.objects.update_or_create(
                tugas_id=job.id,
                defaults={"nama": hasil.nama, "tipe": hasil.tipe, "isi": hasil.isi},
            )


def _fail(job: Kemajuan, pesan: str, galat: str) -> None:
    short = pesan if len(pesan) <= 200 else pesan[:199] + "…"
    job._update(status=Status.GAGAL, pesan=short, galat=galat, selesai=timezone.now())


@contextlib.contextmanager
def _beating(job: Kemajuan) -> Iterator[None]:
    """Beat in a thread of its own while the job's function works (TUGAS_SYNC: not at all)."""
    if settings.TUGAS_SYNC:
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(job, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat_until(job: Kemajuan, stop: threading.Event) -> None:
    alive = True
    while alive and not stop.wait(settings.TUGAS_DENYUT):
        try:
            alive = job.beat()
        except DatabaseError:  # a busy moment; the next beat will tell
            logger.warning("tugas %s: missed a beat", job.id)
        finally:
            connection.close()
