"""Measures in a real Chromium: first paint, key to screen, frames while panning, and the other views."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from bench.data import House, make_tree
from bench.timing import Measure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ROUNDS = 5
SIZES = {1000: (500.0, 50.0), 5000: (1500.0, 100.0)}  # first paint, key to screen
FRAME = 34.0  # two frames of a screen that shows 60 a second
VIEWS = {"kerangka": "Kerangka", "matriks": "Matriks", "teks": "Teks", "baca": "Baca"}

# The frame after the first card of a tree, or after a form, stands in the page.
FIRST_LOOK = """
const look = () => document.querySelector(".ed-card, form.formulir")
  ? requestAnimationFrame(() => { window.paintedAt = performance.now(); })
  : requestAnimationFrame(look);
look();
"""
# Stamps the key as it arrives, and the frame after the field for the new statement stands there.
KEY_WATCH = """() => {
  window.keyTook = null;
  document.addEventListener("keydown", () => {
    const start = performance.now();
    const look = () => document.querySelector(".ed-title")
      ? requestAnimationFrame(() => { window.keyTook = performance.now() - start; })
      : requestAnimationFrame(look);
    look();
  }, { capture: true, once: true });
}"""

# Turns the wheel once a frame, to and fro across the tree; answers how long each frame took, in ms.
PAN = """async ([selector, frames]) => {
  const at = document.querySelector(selector);
  const next = () => new Promise((done) => requestAnimationFrame(done));
  const took = [];
  let last = await next();
  for (let i = 0; i < frames; i += 1) {
    const step = i % 60 < 30 ? 60 : -60;
    at.dispatchEvent(new WheelEvent("wheel", { deltaX: step, deltaY: step / 3, bubbles: true, cancelable: true }));
    const now = await next();
    took.push(now - last);
    last = now;
  }
  return took;
}"""
# Clicks a tab and answers how long it takes until the frame after its view shows a simpul, in ms.
SWITCH = """async (name) => {
  const next = () => new Promise((done) => requestAnimationFrame(done));
  const start = performance.now();
  document.querySelector(`[data-show="${name}"]`).click();
  const view = `.ed-views [data-view="${name}"]:not([hidden])`;
  const shown = () => document.querySelector(`${view} :is([data-key], textarea, p)`);
  while (!shown()) await next();
  await next();
  return performance.now() - start;
}"""


def database_url() -> str:
    """Return the address of the database this process uses, for a server beside it."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return f"{base}/{quote(name)}"


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """Run gunicorn on the benchmark's database; yields its address."""
    port = free_port()
    command = ["-m", "gunicorn", "cascading.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [sys.executable, *command, "--threads", "4", "--log-level", "error", "--no-control-socket"],
        env={**os.environ, "DATABASE_URL": database_url()},
        cwd=settings.BASE_DIR,
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def chromium() -> str | None:
    """The browser: $CHROMIUM, or one on the PATH."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def open_page(browser: Browser, base: str, session: str) -> Page:
    """Open a page of an office laptop in which the holder of the session is signed in."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768},
        base_url=base,
        bypass_csp=True,  # our own questions to the page are evaluated text
    )
    context.add_cookies([{"name": "sessionid", "value": session, "url": base}])
    page = context.new_page()
    page.add_init_script(FIRST_LOOK)
    return page


def painted(page: Page, path: str) -> float:
    """Return the best time from a request to the first painted card or form, in ms."""
    times = []
    for _ in range(ROUNDS):
        page.goto(path)
        page.wait_for_function("window.paintedAt")
        times.append(float(page.evaluate("window.paintedAt")))
    return min(times)


def key_to_screen(page: Page) -> float:
    """Return the median time from Enter on a card to the frame that shows the new one, in ms."""
    page.locator(".ed-card .ed-card-text").first.click()
    page.keyboard.press("ArrowDown")
    times = []
    for _ in range(ROUNDS):
        page.evaluate(KEY_WATCH)
        page.keyboard.press("Enter")
        page.wait_for_function("window.keyTook !== null")
        times.append(float(page.evaluate("window.keyTook")))
        page.keyboard.press("Escape")
        page.wait_for_selector(".ed-title", state="detached")
    return statistics.median(times)


def pan_frames(page: Page, selector: str) -> tuple[float, float]:
    """Return the median and the 95th percentile of the frames while the wheel turns over an element, in ms."""
    took = sorted(float(ms) for ms in page.evaluate(PAN, [selector, 120]))
    return statistics.median(took), took[int(len(took) * 0.95)]


def measure_moving(page: Page, name: str) -> list[Measure]:
    """Frames of the chart with every branch open, and the time each view takes to come up."""
    page.keyboard.press("6")
    page.wait_for_timeout(300)
    median, late = pan_frames(page, "#ed-bagan")
    rows = [
        Measure(f"{name}: pan, median frame", median, budget=FRAME),
        Measure(f"{name}: pan, 95th of 100 frames", late, budget=FRAME),
    ]
    for view, title in VIEWS.items():
        rows.append(Measure(f"{name}: switch to {title}", float(page.evaluate(SWITCH, view))))
    return rows


def measure_browser(house: House) -> list[Measure]:
    """The editor with 1,000 and 5,000 nodes, against the page on which one changes the password."""
    from playwright.sync_api import sync_playwright

    trees = {count: make_tree(house, count) for count in SIZES}
    # Inside Playwright's event loop Django would open a second connection, which nobody closes.
    session = house.client().cookies["sessionid"].value
    rows = []
    with server() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGS)
        page = open_page(browser, base, session)
        floor = painted(page, "/sandi/")
        for count, pohon in trees.items():
            paint, key = SIZES[count]
            value = painted(page, f"/pohon/{pohon.pk}/")
            name = f"editor, {count:,} nodes"
            rows.append(
                Measure(f"{name}: first card painted", value, "ms", floor, "plain page", paint)
            )
            rows.append(Measure(f"{name}: Enter to screen", key_to_screen(page), budget=key))
            rows += measure_moving(page, name)
        browser.close()
    return rows
