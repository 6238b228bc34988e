"""The Django app of the workbench."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """Names the app `workbench`."""

    name = "ombud.interfaces.workbench"
    label = "workbench"
