"""Wake whoever is on duty: a mail and a text message that say only that something waits, and where to look.

Leased and committed, then sent without a lock; sent twice after a crash it has the same key, so that a mail box sees one.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias, assert_never

from ombud.adapters import sending
from ombud.adapters.mail import contract as mails
from ombud.adapters.sms import contract as messages
from ombud.core.pack.letters import Rendered
from ombud.store import waking
from ombud.store.waking import Waking

__all__ = ["Said", "Waking", "wake"]

Said: TypeAlias = Callable[[Waking], Rendered]
"""Finds the words for somebody; nothing of a case is known there."""


def wake(*, mail: mails.Post, sms: messages.Texts, said: Said, now: datetime, limit: int = 32) -> int:
    """Try whoever is to be woken, each way once a page and person, and return how many were tried."""
    tried = 0
    for one in waking.due(now=now, limit=limit):
        if not waking.lease(one, now=now):
            continue
        _write(one, _send(one, said(one), mail=mail, sms=sms), now=now)
        tried += 1
    return tried


def _send(one: Waking, words: Rendered, *, mail: mails.Post, sms: messages.Texts) -> sending.Outcome:
    if one.way == waking.MAIL:
        return mail.send(mails.Mail(one.key, one.address, words.title, words.body))
    return sms.send(messages.Sms(one.key, one.address, words.body))


def _write(one: Waking, end: sending.Outcome, *, now: datetime) -> None:
    match end:
        case sending.Sent():
            waking.over(one, sent_at=now)
        case sending.Undeliverable(detail=detail):
            waking.over(one, detail=detail)
        case sending.TryLater(detail=detail):
            waking.again(one, detail=detail, now=now)
        case _:
            assert_never(end)
