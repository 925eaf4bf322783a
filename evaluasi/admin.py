"""Django's own admin, for superusers in an emergency. A step of a review is read there, never written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from evaluasi.models import Reviu

if TYPE_CHECKING:
    _Reviu = admin.ModelAdmin[Reviu]
else:  # Django's classes take no parameters when they run
    _Reviu = admin.ModelAdmin


@admin.register(Reviu)
class ReviuAdmin(_Reviu):
    """Steps of reviews, to read."""

    list_display = ("pohon", "keputusan", "oleh", "waktu")
    list_filter = ("keputusan",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a step here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a step."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes a step."""
        return False
