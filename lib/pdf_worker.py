"""Render one HTML document from stdin to a PDF on stdout: `python -m lib.pdf_worker`, run by lib.pdf.

stdin holds JSON with `html` (one document, or a list), `static_url` and `roots`; the PDF of a list stand one after
another, each behind its length in 8 bytes. Neither the settings nor the database are touched.
"""

from __future__ import annotations

import gc
import json
import sys

from lib.pdf import Limits, render_html


def main() -> None:
    """Read the job, write the PDF; errors go to stderr with exit code 1."""
    job = json.load(sys.stdin)
    limits = Limits(job["static_url"], job["roots"])
    if isinstance(job["html"], str):
        gc.disable()  # one document, then the process ends: a sixth faster, 150 MB for 200 wide rows
        sys.stdout.buffer.write(render_html(job["html"], limits))
        return
    for html in job["html"]:
        content = render_html(html, limits)
        sys.stdout.buffer.write(len(content).to_bytes(8, "big") + content)


if __name__ == "__main__":
    main()
