"""`ombud key`: make an API key for a machine, shown once; list the keys that were made, or end one."""

import argparse
import sys
from typing import Final

from ombud.core.refusals import Refused
from ombud.interfaces.cli import house, sentences

SHOWN: Final = 12
"""Digits by which a key is named when it is listed."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("name", nargs="?", help="whose key it is / 给谁用")
    parser.add_argument("--scope", action="append", choices=("file", "host"), help="what it may do / 用途")
    parser.add_argument("--list", action="store_true", help="list all keys / 列出全部密钥")
    parser.add_argument("--end", metavar="ID", help="end the key of this id, from --list / 作废此密钥")


def run(options: argparse.Namespace) -> int:
    """Print the key, of which only a keyed hash is kept; or what is known of all keys."""
    if options.list:
        return _list()
    if options.end:
        return _end(options.end)
    if not options.name or not options.scope:
        raise sentences.Stuck("key_for_whom")
    return _make(options.name, frozenset(options.scope))


def _make(name: str, scopes: frozenset[str]) -> int:
    with house.opened():
        from ombud.adapters import here
        from ombud.usecases.make_api_key import make_api_key

        try:
            made = make_api_key(name, scopes=scopes, mint=here.mint, now=here.now())
        except Refused as no:
            print(no, file=sys.stderr)
            return 2
    print(made.key)
    return 0


def _list() -> int:
    with house.opened():
        from ombud.usecases.list_api_keys import list_api_keys

        for one in list_api_keys():
            ended = f"  ended {one.revoked_at:%Y-%m-%d}" if one.revoked_at else ""
            scopes = ",".join(sorted(one.scopes))
            print(f"{one.hash.hex()[:SHOWN]}  {one.made_at:%Y-%m-%d}  {scopes:9}  {one.name}{ended}")
    return 0


def _end(shown: str) -> int:
    with house.opened():
        from ombud.adapters import here
        from ombud.usecases.list_api_keys import list_api_keys
        from ombud.usecases.revoke_api_key import revoke_api_key

        meant = [one for one in list_api_keys() if one.hash.hex()[:SHOWN] == shown and not one.revoked_at]
        if not meant:
            raise sentences.Stuck("no_such_key", shown=shown)
        for one in meant:
            revoke_api_key(one.hash, now=here.now())
            print(sentences.say("key_ended", name=one.name))
    return 0
