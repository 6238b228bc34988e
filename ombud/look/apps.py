"""The Django application of the look."""

from django.apps import AppConfig

from ombud.look.words import catalogue


class LookConfig(AppConfig):
    """Reads the catalogue at start-up, so that a missing translation never reaches a reader."""

    name = "ombud.look"
    label = "look"

    def ready(self) -> None:
        """Refuse to start with a broken catalogue."""
        catalogue()
