"""`ombud hire`: make somebody's log-in, or change who they are; the password is asked for, or read from a pipe."""

import argparse
import sys
from datetime import timedelta
from getpass import getpass
from typing import Final

from ombud.core.refusals import Refused
from ombud.interfaces.cli import house, sentences

A_YEAR: Final = timedelta(days=365)
CASES: Final = frozenset({"agent", "senior", "lead", "child_safety"})
"""Roles that handle cases, and therefore need lanes."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("username")
    parser.add_argument("--name", help="what colleagues call them / 同事怎么称呼")
    parser.add_argument("--role", action="append", required=True, help="may be said several times / 可多次")
    parser.add_argument("--clearance", action="append", default=[], help="minors, intimate")
    parser.add_argument(
        "--duty", choices=("lead", "deputy"), default="", help="is paged for danger / 紧急时呼叫"
    )
    parser.add_argument("--team", help="the team they work in, or lead / 所在的组，组长则是所带的组")
    parser.add_argument("--email", help="where a page is sent / 紧急呼叫发到这个邮箱")
    parser.add_argument("--phone", help="where a page is texted / 紧急呼叫发到这个手机")
    parser.add_argument(
        "--account",
        action="append",
        default=[],
        metavar="PLATFORM:ID",
        help="an account of theirs, whose cases never reach them; may be said several times / 本人的账号，可多次",
    )
    parser.add_argument(
        "--speaks",
        action="append",
        choices=("zh", "en"),
        help="works in this language, may be said several times; without any: both / 用于办案的语言，可多次，不写即两种",
    )
    parser.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="of their pages and mails / 界面和邮件的语言"
    )
    parser.add_argument(
        "--lane", action="append", help="certified for this; without any: all / 队列资格，不写即全部"
    )
    parser.add_argument(
        "--until",
        default="",
        metavar="DATE",
        help="through which day they are certified; else a year / 资格有效到，不写即一年",
    )


def run(options: argparse.Namespace) -> int:
    """Take somebody on, and certify who handles cases."""
    password = getpass("Password / 密码: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    with house.opened():
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError

        from ombud.adapters import here
        from ombud.core.intake import account_named
        from ombud.core.vocabulary import Bond
        from ombud.usecases.declare_tie import declare_tie
        from ombud.usecases.hire import Hired, hire
        from ombud.usecases.join_team import join_team
        from ombud.usecases.train import LANES, train
        from ombud.wire.days import through

        now = here.now()
        roles = frozenset(options.role)
        person = Hired(
            username=options.username,
            name=options.name or options.username,
            password=password,
            roles=roles,
            languages=frozenset(options.speaks) if options.speaks else None,
            clearances=frozenset(options.clearance),
            lang=options.lang,
            duty=options.duty,
            email=options.email,
            phone=options.phone,
        )
        try:
            validate_password(password)
            for account in options.account:
                account_named(account)
            until = through(options.until) or now + A_YEAR
            ids = hire([person], mint=here.mint, now=now)
            for account in options.account:
                declare_tie(ids[options.username], account=account, bond=Bond.SELF, by=None, now=now)
            if options.team is not None:
                join_team(ids[options.username], team=options.team, by=None, now=now)
            if roles & CASES:
                lanes = options.lane or LANES
                train(ids[options.username], lanes=lanes, until=until, by=None, now=now)
        except (Refused, ValidationError) as no:
            print(no if isinstance(no, Refused) else " ".join(no.messages), file=sys.stderr)
            return 2
    print(sentences.say("hired", name=options.username, roles=", ".join(sorted(roles))))
    return 0
