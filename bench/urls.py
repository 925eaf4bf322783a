"""The addresses of Pokin, and one that answers with bytes made beforehand: the floor of a page."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from cascading.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]

BYTES: dict[str, bytes] = {}


def static_bytes(request: HttpRequest) -> HttpResponse:
    """Answer through the same middleware, without a view's work."""
    return HttpResponse(BYTES["content"], content_type=BYTES["type"].decode())


urlpatterns = [
    path("bench/bytes/", static_bytes),
    path("", include("cascading.urls")),
]
