"""The project's own checks of files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import check_files, vendor


class TestCheckFiles:
    def test_it_finds_a_registry_host_and_its_line(self):
        content = b"ok\nhttps://" + b"pypi" + b".org/simple\n"
        assert list(check_files.faults_of(Path("a.txt"), content)) == [
            "a.txt:2: names a package registry's host (" + "pypi" + ".org)"
        ]

    def test_it_finds_a_long_script_but_not_a_vendored_one(self):
        content = b"x;\n" * 301
        assert list(check_files.faults_of(Path("static/js/pohon/a.js"), content))
        assert not list(check_files.faults_of(Path("static/vendor/a/a.js"), content))
        assert not list(check_files.faults_of(Path("static/js/a.js"), content[3:]))

    @pytest.mark.parametrize(
        "inline",
        [b"<script>", b"<script type=module>", b"<style>", b'<p style="">', b'<p onclick="x()">'],
    )
    def test_it_finds_inline_script_and_style_in_a_page(self, inline):
        assert len(list(check_files.faults_of(Path("templates/pohon/a.html"), inline))) == 1
        assert not list(check_files.faults_of(Path("templates/pohon/cetak/a.html"), inline))

    def test_a_linked_script_and_data_are_fine(self):
        content = b'<script src="a.js"></script><script type="application/json">{}</script>'
        assert not list(check_files.faults_of(Path("templates/a.html"), content))


class TestVendor:
    def test_every_vendored_file_is_as_listed(self, capsys):
        assert vendor.check() == 0
        assert capsys.readouterr().out == ""

    @pytest.fixture
    def library(self, tmp_path, monkeypatch):
        folder = tmp_path / "x-1.0"
        folder.mkdir()
        (folder / "x.js").write_text("1")
        files = {"x-1.0/x.js": vendor.sha256(folder / "x.js")}
        listed = {"libraries": [{"name": "x", "version": "1.0", "files": files}]}
        (tmp_path / "manifest.json").write_text(json.dumps(listed))
        monkeypatch.setattr(vendor, "VENDOR", tmp_path)
        monkeypatch.setattr(vendor, "ROOT", tmp_path)
        return folder

    def test_it_finds_changed_missing_and_unlisted_files(self, library, capsys):
        assert vendor.check() == 0
        (library / "x.js").write_text("2")
        assert vendor.check() == 1
        (library / "x.js").write_text("1")
        (library / "y.js").write_text("1")
        assert vendor.check() == 1
        (library / "y.js").unlink()
        (library / "x.js").unlink()
        assert vendor.check() == 1
        assert capsys.readouterr().out.count("differs from manifest.json") == 3

    def test_it_drops_the_pointer_to_an_unshipped_source_map(self, tmp_path):
        target = tmp_path / "a.js"
        vendor.ship(b"run();\n//# sourceMappingURL=a.js.map\n", target)
        assert target.read_bytes() == b"run();\n"
