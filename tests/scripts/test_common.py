"""The shell functions that prepare a machine, tried with a PATH of our own making."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("bash", "dirname", "id", "mkdir", "cat")


@pytest.fixture
def bare_path(tmp_path):
    """A folder with the few programs the functions need, and no apt, sudo or python."""
    for name in NEEDED:
        (tmp_path / name).symlink_to(Path("/usr/bin") / name)
    return tmp_path


def shell(code: str, path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run shell code after sourcing the functions."""
    return subprocess.run(
        ["/usr/bin/bash", "-c", f"set -euo pipefail; source {ROOT}/scripts/common.sh; {code}"],
        env={"PATH": str(path), **env},
        cwd=path,
        capture_output=True,
        text=True,
        check=False,
    )


def put_program(folder: Path, name: str, code: str) -> None:
    """Write a small program into the folder."""
    program = folder / name
    program.unlink(missing_ok=True)
    program.write_text(f"#!/usr/bin/bash\n{code}\n")
    program.chmod(0o755)


class TestInstallPackages:
    def test_without_the_right_to_install_it_says_what_to_install(self, bare_path):
        ended = shell("install_packages libpango-1.0-0 chromium; echo reached", bare_path)
        assert ended.returncode == 1
        assert "sudo apt-get install libpango-1.0-0 chromium" in ended.stderr
        assert ended.stderr.count("\n") == 1
        assert ended.stdout == ""

    def test_a_refusing_sudo_is_no_right_either(self, bare_path):
        put_program(bare_path, "id", "echo 1000")
        put_program(bare_path, "apt-get", "exit 0")
        put_program(bare_path, "sudo", "echo 'sudo: a password is required' >&2; exit 1")
        ended = shell("install_packages chromium", bare_path)
        assert ended.returncode == 1
        assert "sudo apt-get install chromium" in ended.stderr
        assert "password" not in ended.stderr


class TestFindPython:
    def test_it_passes_over_an_older_python(self, bare_path):
        put_program(bare_path, "python3", "exit 1")
        put_program(bare_path, "python3.12", "exit 0")
        assert shell("find_python", bare_path).stdout.strip().endswith("/python3.12")

    def test_it_fails_where_there_is_none(self, bare_path):
        assert shell("find_python", bare_path).returncode == 1


class TestLoadEnv:
    def test_it_reads_settings_and_lets_the_environment_win(self, bare_path):
        lines = ["# comment", "", "DOMAIN=a b=c", "PORT=1", "bad name=x", "$(touch x)=1", "LAST=z"]
        (bare_path / ".env").write_text("\n".join(lines))
        code = f'cd {bare_path}; load_env; echo "$DOMAIN|$PORT|$LAST"'
        assert shell(code, bare_path, PORT="9").stdout == "a b=c|9|z\n"
        assert not (bare_path / "x").exists()

    def test_no_file_is_fine(self, bare_path):
        assert shell(f"cd {bare_path}; load_env; echo ok", bare_path).stdout == "ok\n"
