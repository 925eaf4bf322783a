"""Front-end libraries kept in static/vendor, and those only tests load: fetch them again, or check what is there.

    python scripts/vendor.py build    write both folders anew; needs npm and the network
    python scripts/vendor.py check    compare every file with its SHA-256 in the manifest

To take a new version, change PACKAGES or D3_VERSIONS, run `build`, and commit the result.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
TEST_VENDOR = ROOT / "tests" / "browser" / "vendor"
MANIFEST = "manifest.json"
SOURCE_MAP = re.compile(rb"^[ \t]*(?://|/\*)[#@] sourceMappingURL=[^\n]*\n?", re.MULTILINE)
FACES = [("400", "normal"), ("400", "italic"), ("600", "normal"), ("700", "normal")]
SUBSETS = ["latin-ext", "latin"]


@dataclass(frozen=True)
class Package:
    """One library as published: its npm name, our folder name, and the files we ship."""

    npm: str
    name: str
    version: str
    licence: str
    files: tuple[str, ...]


PACKAGES = [
    Package(
        "bootstrap",
        "bootstrap",
        "5.3.8",
        "MIT",
        ("dist/css/bootstrap.min.css", "dist/js/bootstrap.bundle.min.js"),
    ),
    Package("htmx.org", "htmx", "2.0.11", "0BSD", ("dist/htmx.min.js",)),
    Package(
        "@fontsource/source-sans-3",
        "source-sans-3",
        "5.3.0",
        "OFL-1.1",
        tuple(f"files/source-sans-3-{s}-{w}-{i}.woff2" for s in SUBSETS for w, i in FACES),
    ),
]
TEST_PACKAGES = [Package("axe-core", "axe-core", "4.12.1", "MPL-2.0", ("axe.min.js",))]

ESBUILD = "0.28.2"
D3_BUNDLE = "d3-pokin"
D3_BUNDLE_VERSION = "3.1.3"  # follows d3-hierarchy; raise it whenever D3_VERSIONS changes
D3_VERSIONS = {
    "d3-flextree": "2.1.2",
    "d3-hierarchy": "3.1.3",
    "d3-zoom": "3.0.1",
    "d3-selection": "3.0.1",
}
D3_ENTRY = """\
export { hierarchy } from "d3-hierarchy";
export { flextree } from "d3-flextree";
export { zoom, zoomIdentity } from "d3-zoom";
export { select, pointer } from "d3-selection";
"""
D3_COMMAND = ["--bundle", "--format=esm", "--minify", "--target=es2020", "--legal-comments=none"]


def run(*command: str, cwd: Path) -> None:
    """Run a command quietly; its failure ends the script."""
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def ship(content: bytes, target: Path) -> None:
    """Write one file, without the line that points at a source map we do not ship."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix in {".js", ".css"}:
        content = SOURCE_MAP.sub(b"", content)
    target.write_bytes(content)


def fetch(package: Package, work: Path) -> Path:
    """Download and unpack one package; return its folder."""
    target = work / package.name
    target.mkdir()
    run("npm", "pack", "--silent", f"{package.npm}@{package.version}", cwd=target)
    with tarfile.open(next(target.glob("*.tgz"))) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def font_css(source: Path) -> str:
    """Our own @font-face rules: upstream's also name .woff files, which we do not ship."""
    ranges = json.loads((source / "unicode.json").read_text())
    rules = [
        f'@font-face {{\n  font-family: "Source Sans 3";\n  font-style: {style};\n'
        f"  font-weight: {weight};\n  font-display: swap;\n"
        f'  src: url("source-sans-3-{subset}-{weight}-{style}.woff2") format("woff2");\n'
        f"  unicode-range: {ranges[subset]};\n}}\n"
        for subset in SUBSETS
        for weight, style in FACES
    ]
    return "\n".join(rules)


def build_package(package: Package, work: Path, shelf: Path) -> dict[str, object]:
    """Ship one package's files beside its licence; return its entry in the manifest."""
    source = fetch(package, work)
    folder = shelf / f"{package.name}-{package.version}"
    for name in package.files:
        ship((source / name).read_bytes(), folder / Path(name).name)
    if package.name == "source-sans-3":
        ship(font_css(source).encode(), folder / "source-sans-3.css")
    shutil.copyfile(next(source.glob("LICENSE*")), folder / "LICENSE")
    return entry(package.name, package.version, package.licence, folder)


def build_d3(work: Path) -> dict[str, object]:
    """Bundle the few d3 functions of the editor into one ES module; return its manifest entry."""
    place = work / D3_BUNDLE
    place.mkdir()
    (place / "entry.js").write_text(D3_ENTRY)
    manifest = {"private": True, "overrides": {"d3-hierarchy": D3_VERSIONS["d3-hierarchy"]}}
    (place / "package.json").write_text(json.dumps(manifest))
    wanted = [f"{name}@{version}" for name, version in D3_VERSIONS.items()]
    options = ["--silent", "--save-exact", "--no-audit", "--no-fund"]
    run("npm", "install", *options, f"esbuild@{ESBUILD}", *wanted, cwd=place)
    run("node_modules/.bin/esbuild", "entry.js", *D3_COMMAND, "--outfile=out.js", cwd=place)
    folder = VENDOR / f"{D3_BUNDLE}-{D3_BUNDLE_VERSION}"
    ship((place / "out.js").read_bytes(), folder / f"{D3_BUNDLE}.min.js")
    parts, texts = bundled_parts(place / "node_modules")
    (folder / "LICENSE").write_text(f"\n{'-' * 72}\n\n".join(texts))
    licence = "ISC, BSD-3-Clause (d3-ease), WTFPL (d3-flextree)"
    made = entry(D3_BUNDLE, D3_BUNDLE_VERSION, licence, folder)
    command = " ".join(["esbuild", "entry.js", *D3_COMMAND])
    made["note"] = f"Built with esbuild {ESBUILD}: {command}; entry: {' '.join(D3_ENTRY.split())}"
    return made | {"bundles": parts}


def bundled_parts(modules: Path) -> tuple[dict[str, str], list[str]]:
    """Versions and licence texts of every d3 part that npm installed."""
    versions, texts = {}, []
    for package in sorted(modules.glob("d3-*/package.json")):
        about = json.loads(package.read_text())
        versions[about["name"]] = about["version"]
        text = next(package.parent.glob("LICENSE*")).read_text().strip()
        texts.append(f"{about['name']} {about['version']}\n\n{text}\n")
    return versions, texts


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def entry(name: str, version: str, licence: str, folder: Path) -> dict[str, object]:
    """One library's lines in the manifest, file names relative to the folder that holds the manifest."""
    files = {str(p.relative_to(folder.parent)): sha256(p) for p in sorted(folder.iterdir())}
    return {"name": name, "version": version, "licence": licence, "files": files}


def build() -> int:
    """Write both folders anew."""
    with tempfile.TemporaryDirectory() as work:
        for shelf, packages in ((VENDOR, PACKAGES), (TEST_VENDOR, TEST_PACKAGES)):
            shutil.rmtree(shelf, ignore_errors=True)
            shelf.mkdir(parents=True)
            libraries = [build_package(package, Path(work), shelf) for package in packages]
            if shelf == VENDOR:
                libraries.append(build_d3(Path(work)))
            text = json.dumps({"libraries": libraries}, indent=2) + "\n"
            (shelf / MANIFEST).write_text(text)
    return check()


def check() -> int:
    """Compare the files with their manifests; print each difference; 1 where there is any."""
    return max(check_folder(VENDOR), check_folder(TEST_VENDOR))


def check_folder(shelf: Path) -> int:
    """Compare one folder with its manifest; 1 where they differ."""
    listed: dict[str, str] = {}
    for library in json.loads((shelf / MANIFEST).read_text())["libraries"]:
        listed |= library["files"]
    present = {
        str(p.relative_to(shelf)): sha256(p)
        for p in shelf.rglob("*")
        if p.is_file() and p.name != MANIFEST
    }
    wrong = sorted(n for n in listed.keys() | present.keys() if listed.get(n) != present.get(n))
    for name in wrong:
        print(f"{shelf.relative_to(ROOT)}/{name}: differs from {MANIFEST}")
    return 1 if wrong else 0


if __name__ == "__main__":
    actions = {"build": build, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        sys.exit(__doc__)
    sys.exit(actions[sys.argv[1]]())
