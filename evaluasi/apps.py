"""Judging: findings report and review rounds."""

from django.apps import AppConfig


class EvaluasiConfig(AppConfig):
    """Configuration of evaluasi."""

    name = "evaluasi"
    verbose_name = "Evaluasi"
