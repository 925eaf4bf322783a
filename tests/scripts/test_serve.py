"""The supervisor behind `make run`: two children, one Ctrl+C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import serve
from scripts.serve import Address, Child

ROOT = Path(__file__).resolve().parents[2]
PATIENT = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"

HARNESS = """
import sys
from scripts import serve
serve.STOP_SECONDS = 1.0
web = serve.Child("web", [sys.executable, "-c", sys.argv[1]])
worker = serve.Child("worker", [sys.executable, "-c", sys.argv[2]])
sys.exit(serve.Supervisor(web, worker, ready=lambda: True).run("SIAP"))
"""


def supervise(web: str, worker: str) -> subprocess.Popen[str]:
    """Start a supervisor over two Python one-liners, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", HARNESS, web, worker],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for(supervisor: subprocess.Popen[str], sentence: str) -> None:
    """Read its output up to a sentence."""
    assert supervisor.stdout is not None
    for line in supervisor.stdout:
        if sentence in line:
            return
    pytest.fail(f"never said {sentence!r}")


def children_of(pid: int) -> list[int]:
    """Process ids of the direct children (Linux)."""
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_gone(pid: int) -> bool:
    """Whether no such process runs any more (one that nobody waited for counts as gone)."""
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait up to ten seconds."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def leaves_one(note: Path) -> str:
    """Code of a child that starts a stubborn process of its own and writes down its id."""
    return (
        "import subprocess, sys, pathlib, time\n"
        f"p = subprocess.Popen([sys.executable, '-c', {STUBBORN!r}])\n"
        f"pathlib.Path({str(note)!r}).write_text(f'{{p.pid}};')\n"
    )


def wait_for_pid(note: Path) -> int:
    """The id that `leaves_one` wrote first."""
    wait_until(lambda: note.exists() and ";" in note.read_text())
    return int(note.read_text().split(";")[0])


class TestStopping:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_it_ends_both_children_with_code_0(self, number):
        supervisor = supervise(PATIENT, PATIENT)
        wait_for(supervisor, "SIAP")
        children = children_of(supervisor.pid)
        assert len(children) == 2
        os.killpg(supervisor.pid, number)
        assert supervisor.wait(timeout=20) == 0
        assert all(is_gone(pid) for pid in children)

    def test_it_kills_a_child_that_does_not_listen(self):
        supervisor = supervise(PATIENT, STUBBORN)
        wait_for(supervisor, "SIAP")
        children = children_of(supervisor.pid)
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(timeout=20) == 0
        assert all(is_gone(pid) for pid in children)

    def test_it_kills_what_a_child_left_behind(self, tmp_path):
        note = tmp_path / "pid"
        supervisor = supervise(PATIENT, leaves_one(note) + "time.sleep(60)")
        grandchild = wait_for_pid(note)
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(timeout=20) == 0
        assert is_gone(grandchild)


class TestDeaths:
    def test_it_stops_with_code_1_when_the_web_server_dies(self):
        supervisor = supervise("raise SystemExit(3)", PATIENT)
        said, _ = supervisor.communicate(timeout=20)
        assert supervisor.returncode == 1
        assert "Server web berhenti sendiri (kode 3)" in said

    def test_it_starts_a_dead_worker_again(self, tmp_path):
        note = tmp_path / "starts"
        counts = f"open({str(note)!r}, 'a').write('x')"
        supervisor = supervise(PATIENT, counts)
        wait_for(supervisor, "Pekerja antrean berhenti")
        wait_for(supervisor, "Pekerja antrean berhenti")
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(timeout=20) == 0
        assert len(note.read_text()) >= 2

    def test_a_worker_started_again_finds_nothing_of_the_dead_one(self, tmp_path):
        note = tmp_path / "pid"
        supervisor = supervise(PATIENT, leaves_one(note) + "sys.exit(4)")
        grandchild = wait_for_pid(note)
        wait_for(supervisor, "Pekerja antrean berhenti (kode 4)")
        wait_until(lambda: is_gone(grandchild))
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(timeout=20) == 0

    def test_pauses_grow_and_have_an_end(self):
        worker = Child("worker", [])
        worker.started = time.monotonic()
        assert [worker.plan_restart() for _ in range(7)] == [1, 3, 7, 15, 30, 30, 30]

    def test_a_worker_that_lived_long_starts_again_at_once(self):
        worker = Child("worker", [], deaths=5)
        worker.started = time.monotonic() - serve.STEADY_SECONDS - 1
        assert worker.plan_restart() == 0


class TestAddress:
    @pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "", "80 80"])
    def test_it_refuses_what_is_no_port(self, port, monkeypatch, capsys):
        monkeypatch.setenv("PORT", port)
        with pytest.raises(SystemExit) as ended:
            Address.from_environment()
        assert ended.value.code == 1
        assert "bukan nomor porta" in capsys.readouterr().err

    def test_it_reads_the_environment(self, monkeypatch):
        monkeypatch.setenv("PORT", "8123")
        monkeypatch.setenv("BIND", "0.0.0.0")
        assert str(Address.from_environment()) == "0.0.0.0:8123"

    def test_a_taken_port_is_one_sentence(self, capsys):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = Address("127.0.0.1", taken.getsockname()[1])
            assert address.answers()
            with pytest.raises(SystemExit):
                address.check_free()
        said = capsys.readouterr().err
        assert "sudah dipakai" in said
        assert said.count("\n") == 1
        assert not address.answers()
