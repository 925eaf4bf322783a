"""What a search finds on the roof: the pages of the menu that the user's part in the instansi opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cascading.menu import menu_akun, menu_of
from lib.cari import Hasil, Pencarian

if TYPE_CHECKING:
    from organisasi.models import AnyUser, Instansi


def cari_halaman(user: AnyUser, instansi: Instansi | None, pencarian: Pencarian) -> list[Hasil]:
    """Find pages by the words of the menu."""
    lines = [
        (group.judul or "Menu utama", line)
        for group in menu_of(user, instansi)
        for line in group.butir
    ]
    lines += [("Akun", line) for line in menu_akun()]
    found = [
        Hasil(line.label, title, line.url)
        for title, line in lines
        if pencarian.matches(f"{line.label} {title}")
    ]
    return found[: pencarian.batas]
