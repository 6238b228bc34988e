"""The Django app of the tables."""

from django.apps import AppConfig
from django.conf import settings

from ombud.store.vault import use, vault_of


class StoreConfig(AppConfig):
    """Names the app `store`."""

    name = "ombud.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hold the secrets of this installation for the rest of the process."""
        use(vault_of(settings.OMBUD_SECRETS, folder=settings.OMBUD_HOME.path / "evidence"))
