"""Checks on tracked files that no other tool makes; prints each fault, exit code 1 with any.

- no file names a package registry's host (a mirror must be able to stand in);
- no script outside a vendor folder exceeds 300 lines;
- no page template holds an inline script, style or event handler, which the browser would
  refuse by our policy (templates for print, in `cetak/` or linking `css/cetak/`, never reach one).
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Written in pieces, so that this file does not name them either.
REGISTRIES = [
    "py" + r"pi\.org",
    "python" + "hosted",
    "npm" + r"js\.(org|com)",
    "yarn" + r"pkg\.com",
    "deb" + r"\.debian\.org",
    "archive" + r"\.ubuntu\.com",
]
REGISTRY = re.compile("|".join(REGISTRIES).encode(), re.IGNORECASE)
LONGEST_SCRIPT = 300
INLINE = re.compile(
    rb"<script\b(?![^>]*(?:\bsrc=|application/json))[^>]*>|<style\b|\sstyle=|\son[a-z]+=|\shx-on[:-]",
    re.IGNORECASE,
)


def tracked_files() -> list[Path]:
    """Files git knows that still exist, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [Path(n) for n in listed.stdout.split("\0") if n and (ROOT / n).is_file()]


def line_of(found: re.Match[bytes]) -> int:
    """Line number of a find."""
    return found.string.count(b"\n", 0, found.start()) + 1


def is_for_print(name: Path, content: bytes) -> bool:
    """Whether a template is made into a PDF instead of shown by a browser."""
    return "cetak" in name.parts or b"css/cetak/" in content


def faults_of(name: Path, content: bytes) -> Iterator[str]:
    """Sentences about what is wrong with one file."""
    if found := REGISTRY.search(content):
        yield f"{name}:{line_of(found)}: names a package registry's host ({found[0].decode()})"
    if name.parts[0] == "templates" and not is_for_print(name, content):
        for found in INLINE.finditer(content):
            yield f"{name}:{line_of(found)}: inline script or style ({found[0].decode().strip()})"
    lines = content.count(b"\n")
    if name.suffix == ".js" and "vendor" not in name.parts and lines > LONGEST_SCRIPT:
        yield f"{name}: {lines} lines, at most {LONGEST_SCRIPT}; split it by noun"


def main() -> int:
    """Check every tracked file."""
    faults = [f for name in tracked_files() for f in faults_of(name, (ROOT / name).read_bytes())]
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
