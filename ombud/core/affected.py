"""Whose data did a leak touch, and is each of them told, also whoever never complained?

1. Whoever leads the incident names the accounts: a list, or the host's answer. Of a list every line that names an account is
   taken; one that does not is given back with its number, and the list may come again: nobody is named, or told, twice.
2. Only a name on the host is taken, with the language its owner reads and whether that is a child, where the host knows: no
   address, no number to call, nothing of what leaked.
3. Each is told by a letter of their own (N11) over the host, once it is known what to tell: in that language, a child in a
   child's words. The incident stays open while one
   is on its way, or has reached nobody and no public warning is recorded with the address where it stands.
4. Whose guardian the account of a child has the host does not say, and nobody collects it for this: no guardian is told who did
   not complain. The case says so, and a lead is called once, who may warn in public.
5. The incident that leads names them, so that a person in two lists of two cases is one person.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final
from uuid import UUID

from ombud.core.along import is_led
from ombud.core.case import Case
from ombud.core.intake import CONTACT_LIMIT, EMAIL
from ombud.core.notices import BREACH
from ombud.core.pack.types import Pack
from ombud.core.playbooks import playbook_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang

MOST: Final = 20_000
"""How many lines one list has at most; there may be several."""
ADDRESS_LIMIT: Final = 500
_MARK: Final = "\ufeff"
"""What some programs put before a list."""
_ONE_WORD: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"})
_PAGE: Final = re.compile(r"https?://[^\s\0/?#@]+([/?#][^\s\0]*)?")
CHILD: Final = "child"
_MORE: Final = (frozenset({"", Lang.ZH.value, Lang.EN.value}), frozenset({"", CHILD}))
"""What may follow an account on its line."""
_BETWEEN: Final = frozenset(",;，；")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A line that names no account: which, why, and what stood there, which is kept nowhere."""

    line: int
    why: str
    said: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """An account that a leak touched: whose it is on the host, the language they read and whether that is a child, where known."""

    account: str = field(repr=False)
    lang: str = ""
    child: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list says: accounts, each once, and the lines that name none."""

    accounts: tuple[Touched, ...]
    bad: tuple[Bad, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How many are named, written to, reached, have read, complained; how many letters are on their way, how many reach nobody.

    `children` are those named that are a child's: no guardian is written to who did not complain.
    """

    named: int = 0
    written: int = 0
    reached: int = 0
    read: int = 0
    complained: int = 0
    waiting: int = 0
    lost: int = 0
    children: int = 0


def listed(lines: Iterable[str | Touched]) -> Listed:
    """Read a list, one account a line; an empty line is no line. Refuse one that is empty or longer than anybody sends at once.

    After the account may stand the language, zh or en, and `child`: "u-1,en,child". Of one that is named twice the first counts.
    """
    found: dict[str, Touched] = {}
    bad: list[Bad] = []
    for no, line in enumerate(lines, 1):
        if no > MOST:
            raise Refused(No.TOO_MANY_LINES, most=MOST)
        one = line if isinstance(line, Touched) else _read(line)
        why = _wrong(one.account)
        if why:
            said = one.account if isinstance(line, Touched) else line.strip()
            bad.append(Bad(line=no, why=why, said=said))
        elif one.account:
            found.setdefault(one.account, one)
    if not found and not bad:
        raise Refused(No.BAD_INPUT, field="accounts")
    return Listed(accounts=tuple(found.values()), bad=tuple(bad))


def _read(line: str) -> Touched:
    """Read a line; one that is more than an account, a language and a child's mark is left whole, to be given back."""
    said = line.removeprefix(_MARK).strip().strip('"').strip()
    account, *more = (part.strip().strip('"').strip() for part in said.split(","))
    lang, child = (*more, "", "")[:2]
    known = len(more) <= len(_MORE) and all(
        part in may for part, may in zip((lang, child), _MORE, strict=True)
    )
    return Touched(account=account, lang=lang, child=child == CHILD) if known else Touched(account=said)


def _wrong(said: str) -> str:
    """Return why a line names no account, or nothing."""
    if len(said) > CONTACT_LIMIT:
        return "long"
    if EMAIL.fullmatch(said):
        return "contact"
    several = any(sign in _BETWEEN or unicodedata.category(sign) in _ONE_WORD for sign in said)
    return "several" if several else ""


def check_leads(case: Case, *, pack: Pack) -> None:
    """Refuse a case whose playbook tells nobody of a leak, and one that stands beside the incident: that one names them."""
    tells = any(step.letter == BREACH for step in playbook_of(case, pack).steps)
    if not tells or is_led(case):
        raise Refused(No.NOT_THE_INCIDENT)


def digest(several: Iterable[tuple[UUID, str, bool]]) -> str:
    """Return what a book says of the accounts that one list named for the first time, each with language and child's mark."""
    return sha256(
        b"".join(one.bytes + f"{lang}{child * CHILD}".encode() for one, lang, child in sorted(several))
    ).hexdigest()


def address(said: str) -> str:
    """Return where a public warning stands; refuse what is no address of a page."""
    told = said.strip()
    if len(told) > ADDRESS_LIMIT or not _PAGE.fullmatch(told):
        raise Refused(No.BAD_INPUT, field="warned_at")
    return told


def owed(reached: Reached, *, warned: bool) -> tuple[str, ...]:
    """Return what is still owed to those who are affected: letters on their way, and whoever no letter reaches and no warning."""
    return (*(("waiting",) if reached.waiting else ()), *(("lost",) if reached.lost and not warned else ()))
