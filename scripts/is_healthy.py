"""Ask this container's web server for its health, as the TLS proxy would; exit 1 if ill."""

import sys
import urllib.request

request = urllib.request.Request(
    "http://127.0.0.1:8000/sehat/", headers={"Host": "web", "X-Forwarded-Proto": "https"}
)
try:
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 - fixed address
        sys.exit(answer.status != 200)
except OSError as problem:
    sys.exit(str(problem))
