"""Run the web server and the job worker side by side until someone says stop.

Ctrl+C, SIGTERM or a closed terminal end both within STOP_SECONDS; what is still running then is
killed (a job that was cut off is delivered again at the next start). A worker that dies is started
again, at growing intervals; when the web server dies, everything ends with exit code 1.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 8.0
TICK_SECONDS = 0.1
STEADY_SECONDS = 60.0  # a worker that lived this long starts again without waiting
LONGEST_PAUSE = 30.0


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)


def fail(text: str) -> NoReturn:
    """End with one sentence instead of a traceback."""
    print(text, file=sys.stderr, flush=True)
    sys.exit(1)


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> Address:
        """Read BIND and PORT; end with a sentence where PORT is no port."""
        text = os.environ.get("PORT", "8000")
        if not text.isdecimal() or not 0 < int(text) < 65536:
            fail(f'PORT "{text}" bukan nomor porta; isi angka 1 sampai 65535, misalnya PORT=8001.')
        return cls(os.environ.get("BIND", "127.0.0.1"), int(text))

    def check_free(self) -> None:
        """End with a sentence where the address cannot be taken."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError:
                fail(
                    f"Porta {self.port} sudah dipakai atau tidak boleh dipakai; "
                    f"pilih porta lain, misalnya: make run PORT={self.port % 60000 + 1}"
                )

    def answers(self) -> bool:
        """Whether something accepts connections there."""
        local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        try:
            socket.create_connection((local, self.port), timeout=0.2).close()
        except OSError:
            return False
        return True

    def __str__(self) -> str:
        """As gunicorn takes it and as a browser shows it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass
class Child:
    """One supervised process in a session of its own, so that Ctrl+C reaches it only through us."""

    name: str
    command: Sequence[str]
    deaths: int = 0
    process: subprocess.Popen[bytes] | None = None
    started: float = field(default=0.0)
    restart_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(self.command, cwd=ROOT, start_new_session=True)
        self.started = time.monotonic()

    @property
    def code(self) -> int | None:
        """Its exit code; None while it runs or waits for its restart."""
        return None if self.process is None else self.process.poll()

    def signal(self, number: int, *, group: bool = False) -> None:
        """Send a signal to the process, or to it and all its children."""
        if self.process is None:
            return
        try:
            if group:
                os.killpg(self.process.pid, number)
            else:
                os.kill(self.process.pid, number)
        except ProcessLookupError:
            return

    def plan_restart(self) -> float:
        """Clear away what it left; return the seconds to wait before it may start again."""
        self.signal(signal.SIGKILL, group=True)
        now = time.monotonic()
        self.deaths = 0 if now - self.started > STEADY_SECONDS else self.deaths + 1
        pause = min(2.0**self.deaths - 1, LONGEST_PAUSE)
        self.process, self.restart_at = None, now + pause
        return pause


class Supervisor:
    """Keeps `web` and `worker` running; `ready` says when the web answers."""

    def __init__(self, web: Child, worker: Child, *, ready: Callable[[], bool]) -> None:
        self.web, self.worker, self.ready = web, worker, ready
        self.announced = False
        self.stops = 0

    def ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        """Signal handler: the first asks politely, the second no longer waits."""
        self.stops += 1

    def run(self, announcement: str) -> int:
        """Run until a signal (0) or the death of the web server (1)."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        self.web.start()
        self.worker.start()
        while not self.stops and self.web.code is None:
            self.announce(announcement)
            self.mind_worker()
            time.sleep(TICK_SECONDS)
        died = None if self.stops else self.web.code
        if died is not None:
            say(f"Server web berhenti sendiri (kode {died}); Pokin dihentikan.")
        self.stop()
        return 0 if died is None else 1

    def announce(self, announcement: str) -> None:
        """Say once that the web answers."""
        if not self.announced and self.ready():
            self.announced = True
            say(announcement)

    def mind_worker(self) -> None:
        """Start the worker again after it died and its pause is over."""
        code = self.worker.code
        if code is not None:
            pause = self.worker.plan_restart()
            say(f"Pekerja antrean berhenti (kode {code}); dijalankan lagi dalam {pause:.0f} detik.")
        if self.worker.process is None and time.monotonic() >= self.worker.restart_at:
            self.worker.start()

    def stop(self) -> None:
        """Ask both to end, wait, and kill what remains."""
        asked, children = self.stops, (self.web, self.worker)
        for child in children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while any(c.process is not None and c.code is None for c in children):
            if time.monotonic() > deadline or self.stops > max(asked, 1):
                break
            time.sleep(TICK_SECONDS)
        for child in children:
            child.signal(signal.SIGKILL, group=True)
            if child.process is not None:
                child.process.wait()
        say("Pokin berhenti.")


def web_command(address: Address) -> list[str]:
    """Gunicorn with threads; WEB_CONCURRENCY processes (2 by default)."""
    workers = os.environ.get("WEB_CONCURRENCY", "2")
    return [
        *(sys.executable, "-m", "gunicorn", "cascading.wsgi:application"),
        *("--bind", str(address), "--workers", workers, "--threads", "4"),
        *("--timeout", "60", "--graceful-timeout", "5"),
        *("--log-level", "warning", "--no-control-socket"),
    ]


def main() -> int:
    """Serve Pokin at BIND:PORT."""
    address = Address.from_environment()
    address.check_free()
    web = Child("web", web_command(address))
    worker = Child("worker", [sys.executable, "manage.py", "qcluster"])
    return Supervisor(web, worker, ready=address.answers).run(
        f"\nPokin berjalan di http://{address} (Ctrl+C untuk berhenti).\n"
    )


if __name__ == "__main__":
    sys.exit(main())
