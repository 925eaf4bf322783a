"""The editor as a person sees it: the words of the tests over the elements of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from pohon.models import Pohon, Simpul
from tests import base

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator, Page

READY = "html[data-editor=siap]"
# Resolves with the frame after next: by then what an event changed has been laid out and painted.
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def box_of(locator: Locator) -> FloatRect:
    """Where an element stands once it stands still: the same box before and after two frames, twice."""
    locator.wait_for()
    same, last = 0, None
    for _ in range(150):
        box = locator.bounding_box()
        same = same + 1 if box and box == last else 0
        if box and same == 2:
            return box
        last = box
        locator.page.evaluate(NEXT_FRAME)
    raise AssertionError(f"{locator} never stood still.")


def middle_of(locator: Locator) -> tuple[float, float]:
    """The middle of an element that stands still."""
    box = box_of(locator)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def make_tree(cast: Any, *, tahap: int = 3) -> Pohon:
    """A small tree of unit A: outcome, two CSF, and under the first an antara with one operasional."""
    planner = cast.perencana_a
    pohon = base.make_pohon(
        user=planner, unit=cast.unit_a, instansi=cast.instansi, periode=cast.periode, tahap=3
    )
    csf = base.make_simpul(pohon, "Kapasitas jalan meningkat", user=planner)
    antara = base.make_simpul(pohon, "Volume kendaraan berkurang", csf, user=planner)
    base.make_simpul(
        pohon, "Rekayasa lalu lintas terlaksana", antara, user=planner, jenis="operasional"
    )
    base.make_simpul(pohon, "Pelanggaran lalu lintas menurun", user=planner)
    Pohon.objects.filter(pk=pohon.pk).update(tahap=tahap)
    pohon.refresh_from_db()
    return pohon


def statements(pohon: Pohon) -> list[tuple[int, str]]:
    """Depth and statement of every node in the database, in tree order."""
    rows = Simpul.objects.filter(pohon=pohon).order_by("lft")
    return list(rows.values_list("kedalaman", "pernyataan"))


class Editor:
    """One open editor."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.wait_for_selector(READY)

    def card(self, text: str) -> Locator:
        """The card or row that shows a statement."""
        return self.page.locator(".ed-views [data-key]:visible", has_text=text).first

    def focus(self, text: str) -> Locator:
        """Click a card and wait until it has the focus."""
        card = self.card(text)
        card.locator(".ed-card-text, .ed-row-text").click()
        expect(card).to_have_class(re.compile("ed-focus"))
        return card

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.page.keyboard.type(text)

    def saved(self) -> None:
        """Wait until everything is on the server."""
        state = self.page.locator("#ed-save")
        expect(state).to_have_attribute("data-waiting", "0")
        expect(state).to_have_text(re.compile(r"✓ Tersimpan \d\d\.\d\d"))

    def saved_or_unchanged(self) -> None:
        """Wait until nothing waits any more, whether or not something was sent."""
        expect(self.page.locator("#ed-save")).to_have_text(re.compile("✓ Tersimpan"))
        expect(self.page.locator("#ed-save")).to_have_attribute("data-waiting", "0")

    def focused(self) -> Locator:
        """The card or row that has the focus."""
        return self.page.locator(".ed-views [data-key].ed-focus:visible")

    def toast(self) -> Locator:
        """The newest message at the lower edge."""
        return self.page.locator(".roti-pesan").last

    def dialog(self) -> Locator:
        """The open dialog."""
        return self.page.locator("dialog[open]")

    def answer(self, value: str) -> None:
        """Press a button of the open dialog."""
        self.dialog().locator(f'[data-answer="{value}"]').click()

    def show(self, view: str) -> None:
        """Switch to another view."""
        self.page.locator(f'[data-show="{view}"]').click()
        self.page.locator(f'.ed-views [data-view="{view}"] [data-key]').first.wait_for()

    def tab(self, name: str) -> None:
        """Open a tab of the panel."""
        self.page.locator(f'.ed-ptab[data-tab="{name}"]').click()

    def field(self, path: str) -> Locator:
        """A field of the panel by what the server calls it."""
        return self.page.locator(f'.ed-panel [data-path="{path}"]').last

    def settle(self) -> None:
        """Wait until fonts and findings are there: both move the cards a little."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def drag(self, text: str, onto: str, *, zone: str) -> None:
        """Drag a card by its head before, inside or after another; the button is still down afterwards."""
        self.settle()
        handle = box_of(self.card(text).locator(".ed-word, .ed-handle").first)
        target = box_of(self.card(onto))
        part = {"before": 0.08, "inside": 0.5, "after": 0.92}[zone]
        mouse = self.page.mouse
        mouse.move(handle["x"] + 8, handle["y"] + 6)
        mouse.down()
        mouse.move(handle["x"] + 24, handle["y"] + 16, steps=3)
        mouse.move(
            target["x"] + target["width"] * part, target["y"] + target["height"] / 2, steps=6
        )
