"""The Django app of the office."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Names the app `office`."""

    name = "ombud.interfaces.office"
    label = "office"
