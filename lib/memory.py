"""The cycle collector of Python, told to wait while much is read and kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cycle collector from walking the heap again and again while a tree is read; also a decorator.

    Reading 1,000 nodes makes some hundred thousand objects that stay and form no cycles; looking for cycles among them
    took a sixth of the time of all rules. Whoever finds it already waiting leaves it so, hence it may be nested.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
