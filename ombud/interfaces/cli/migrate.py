"""`ombud migrate`: bring the database up to date, as its owner."""

import argparse
import os

from ombud.interfaces.cli import house


def run(_options: argparse.Namespace) -> int:
    """Migrate as the owner; the application's role may not."""
    os.environ["OMBUD_AS"] = "owner"
    os.environ.pop("OMBUD_POOL", None)
    with house.opened():
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=1 if os.environ.get("OMBUD_DEBUG") else 0)
    return 0
