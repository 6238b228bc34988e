"""`ombud migrate`: bring the database and the policies in it up to date, as its owner."""

import argparse
import os
import sys
from functools import cache

from ombud.adapters.home import Home
from ombud.interfaces.cli import house, sentences


def run(_options: argparse.Namespace) -> int:
    """Migrate as the owner, since the application's role may not; then keep the packs that ship with this house."""
    os.environ["OMBUD_AS"] = "owner"
    os.environ.pop("OMBUD_POOL", None)
    with house.opened():
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=1 if os.environ.get("OMBUD_DEBUG") else 0)
        _settle_rights()
        _keep_packs()
    return 0


def _settle_rights() -> None:
    """Give the application's role its rights anew: its name is the operator's choice, and a migration adds tables."""
    from ombud.adapters.database import addresses
    from ombud.store.rights import settle_rights

    urls = addresses(Home.from_environment())
    if not settle_rights(owner=urls.owner, app=urls.app):
        print(sentences.say("one_role"), file=sys.stderr)


def _keep_packs() -> None:
    from ombud.adapters import here
    from ombud.adapters.golden import held, read_golden
    from ombud.adapters.policies import read_following, read_packs
    from ombud.usecases.keep_packs import keep_packs

    now = here.now()
    own = Home.from_environment().policies
    packs = read_packs(own=own, on=now.date())
    following = read_following(packs, own=own)
    golden = cache(read_golden)  # read only if a pack is new, and then once for all places
    waiting = keep_packs(packs, following=following, trial=lambda pack: held(pack, golden()), now=now)
    for place in waiting:
        print(sentences.say("pack_waits", place=place), file=sys.stderr)
