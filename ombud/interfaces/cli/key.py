"""`ombud key`: make an API key for a machine, shown once; list the keys that were made, trust one's notices, or end one."""

import argparse
import sys
from typing import TYPE_CHECKING, Final

from ombud.core.refusals import Refused
from ombud.interfaces.cli import house, sentences

if TYPE_CHECKING:
    from ombud.store.apikeys import KeptKey

SHOWN: Final = 12
"""Digits by which a key is named when it is listed."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("name", nargs="?", help="whose key it is / 给谁用")
    parser.add_argument("--scope", action="append", choices=("file", "host"), help="what it may do / 用途")
    parser.add_argument("--list", action="store_true", help="list all keys / 列出全部密钥")
    parser.add_argument("--end", metavar="ID", help="end the key of this id, from --list / 作废此密钥")
    parser.add_argument(
        "--trust",
        metavar="ID",
        help="its notices come first: a trusted flagger (DSA 22) / 可信举报者，优先处理",
    )
    parser.add_argument(
        "--for", dest="areas", action="append", default=[], help="kinds it knows: CV.IP / 专长"
    )
    parser.add_argument("--by", default="", help="who named it, and the reference / 认定机关和文号")
    parser.add_argument("--until", default="", metavar="DATE", help="last day: 2028-01-31 / 截止日")
    parser.add_argument("--distrust", metavar="ID", help="end that standing / 终止可信身份")


def run(options: argparse.Namespace) -> int:
    """Print the key, of which only a keyed hash is kept; or what is known of all keys."""
    if options.list:
        return _list()
    if options.end:
        return _end(options.end)
    if options.trust or options.distrust:
        return _stand(options)
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
        from ombud.usecases.count_trusted import count_trusted
        from ombud.usecases.list_api_keys import list_api_keys

        known = list_api_keys()
        for one in known:
            ended = f"  ended {one.revoked_at:%Y-%m-%d}" if one.revoked_at else ""
            scopes = ",".join(sorted(one.scopes))
            print(f"{one.hash.hex()[:SHOWN]}  {one.made_at:%Y-%m-%d}  {scopes:9}  {one.name}{ended}")
            if one.trust:
                until = f" until {one.trust.until:%Y-%m-%d}" if one.trust.until else ""
                areas = ",".join(one.trust.areas)
                print(f"{'':12}  {one.trust.since:%Y-%m-%d}  trusted{until}  {areas}  {one.trust.by}")
        if any(one.trust for one in known):
            print(sentences.say("key_trusted_so_far", count=str(count_trusted())))
    return 0


def _stand(options: argparse.Namespace) -> int:
    """Give a key the standing of a trusted flagger, or end it."""
    with house.opened():
        from ombud.adapters import here
        from ombud.usecases.distrust_key import distrust_key
        from ombud.usecases.trust_key import trust_key
        from ombud.wire.days import through

        said = {"areas": options.areas, "by": options.by}
        try:
            for one in _meant(options.trust or options.distrust):
                if options.trust:
                    trust_key(one.hash, **said, until=through(options.until), now=here.now())
                else:
                    distrust_key(one.hash, now=here.now())
                print(sentences.say("key_trusted" if options.trust else "key_distrusted", name=one.name))
        except Refused as no:
            print(no, file=sys.stderr)
            return 2
    return 0


def _meant(shown: str) -> "list[KeptKey]":
    from ombud.usecases.list_api_keys import list_api_keys

    meant = [one for one in list_api_keys() if one.hash.hex()[:SHOWN] == shown and not one.revoked_at]
    if not meant:
        raise sentences.Stuck("no_such_key", shown=shown)
    return meant


def _end(shown: str) -> int:
    with house.opened():
        from ombud.adapters import here
        from ombud.usecases.revoke_api_key import revoke_api_key

        for one in _meant(shown):
            revoke_api_key(one.hash, now=here.now())
            print(sentences.say("key_ended", name=one.name))
    return 0
