"""Pictures people upload: what is really a picture, its size, and the fresh copy."""

import io
from unittest import mock

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase
from PIL import Image, ImageFile

from lib import gambar


def picture(format="PNG", size=(200, 100), mode="RGB", **save):
    out = io.BytesIO()
    Image.new(mode, size, "navy" if mode == "RGB" else None).save(out, format, **save)
    return out.getvalue()


class TestRead(SimpleTestCase):
    def refuse(self, content, sentence):
        with self.assertRaisesMessage(ValidationError, sentence):
            gambar.read(content)

    def test_png_and_jpeg_are_read_by_their_content(self):
        for format, tipe in (("PNG", "image/png"), ("JPEG", "image/jpeg")):
            made = gambar.read(picture(format))
            self.assertEqual((made.tipe, made.lebar, made.tinggi), (tipe, 200, 100))
            self.assertEqual(Image.open(io.BytesIO(made.isi)).format, format)

    def test_the_copy_is_no_larger_than_print_needs_and_keeps_its_shape(self):
        made = gambar.read(picture(size=(2000, 1000)))
        self.assertEqual((made.lebar, made.tinggi), (480, 240))

    def test_a_palette_with_a_clear_ground_stays_clear(self):
        made = gambar.read(picture(mode="P", transparency=0))
        alpha = Image.open(io.BytesIO(made.isi)).getchannel("A")
        self.assertEqual(alpha.getextrema(), (0, 0))

    def test_nothing_hidden_behind_the_picture_is_kept(self):
        made = gambar.read(picture() + b"<script>alert(1)</script>")
        self.assertNotIn(b"script", made.isi)

    def test_svg_is_refused_by_name(self):
        self.refuse(b"<?xml version='1.0'?><svg xmlns='x'/>", "SVG tidak diterima")
        self.refuse(b"\xef\xbb\xbf <svg/>", "SVG tidak diterima")

    def test_other_kinds_and_broken_pictures_are_refused(self):
        for content in (
            b"GIF89a",
            picture("GIF"),
            picture("WEBP"),
            b"%PDF-1.7",
            b"\x89PNG\r\n\x1a\n",
        ):
            self.refuse(content, "bukan gambar PNG atau JPEG")

    def test_a_picture_without_its_end_is_refused_whatever_else_is_loaded(self):
        for truncated in (False, True):
            with mock.patch.object(ImageFile, "LOAD_TRUNCATED_IMAGES", truncated):
                for format in ("PNG", "JPEG"):
                    content = picture(format, size=(300, 300))
                    self.refuse(content[: len(content) // 2], "bukan gambar PNG atau JPEG")

    def test_too_many_bytes_or_points_are_refused(self):
        self.refuse(b"", "Berkas kosong")
        self.refuse(b"x" * (gambar.LARGEST + 1), "paling besar 512 KiB")
        self.refuse(picture(size=(3001, 40)), "terlalu besar")
        self.refuse(picture(size=(31, 40)), "terlalu kecil")
