"""The Django app of the tables."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Names the app `store`."""

    name = "ombud.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
