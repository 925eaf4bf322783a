"""Addresses of the room evaluasi: skor."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
