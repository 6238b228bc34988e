"""Which chores watch the time?"""

import logging
from datetime import datetime
from typing import Final

from ombud.adapters.checkpoints import shelf
from ombud.adapters.chosen import scanner
from ombud.adapters.home import Home
from ombud.adapters.policies import jurisdictions
from ombud.adapters.rules import triage_rules
from ombud.core.ids import Mint
from ombud.core.refusals import Refused
from ombud.core.vocabulary import ComplaintId
from ombud.interfaces.worker.chore import Chore
from ombud.usecases.answer_known import answer_known
from ombud.usecases.carry_files import carry_files
from ombud.usecases.carry_words import carry_words
from ombud.usecases.change_packs import change_packs
from ombud.usecases.checkpoint import checkpoint
from ombud.usecases.close_reading import close_reading
from ombud.usecases.draft_from_later import Apart, draft_from_later
from ombud.usecases.expire_leases import expire_leases
from ombud.usecases.expire_looks import expire_looks
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.expire_waits import expire_waits
from ombud.usecases.finish_telling import finish_telling
from ombud.usecases.follow import follow
from ombud.usecases.forget_rates import forget_rates
from ombud.usecases.give_to_read import give_to_read
from ombud.usecases.go_on_apart import go_on_apart
from ombud.usecases.hear_danger import hear_danger
from ombud.usecases.keep_line_out import Known, keep_line_out
from ombud.usecases.name_contacts import name_contacts
from ombud.usecases.open_tasks import open_tasks
from ombud.usecases.page import page
from ombud.usecases.pick_up_unsolved import pick_up_unsolved
from ombud.usecases.put_right import put_right
from ombud.usecases.recuse import recuse
from ombud.usecases.remind_lessons import remind_lessons
from ombud.usecases.remind_limits import remind_limits
from ombud.usecases.remind_reviews import remind_reviews
from ombud.usecases.rescan import rescan
from ombud.usecases.restore_answered import restore_answered
from ombud.usecases.retain import retain
from ombud.usecases.revert import revert
from ombud.usecases.set_beside import set_beside
from ombud.usecases.sweep import sweep
from ombud.usecases.take_effect import take_effect
from ombud.usecases.take_off_line import take_off_line
from ombud.usecases.tell_affected import tell_affected
from ombud.usecases.turn_packs import turn_packs
from ombud.usecases.watch_rules import watch_rules
from ombud.wire.intake import take_in

log = logging.getLogger(__name__)


def file_apart(now: datetime, mint: Mint) -> int:
    """File what came after the end and is a matter of its own; one that cannot be filed keeps no other from it, and is tried again."""
    filed, failed = 0, set[ComplaintId]()
    while drafts := draft_from_later(beside=failed):
        for one in drafts:
            try:
                done = _file(one, mint=mint, now=now)
            except Exception:
                log.exception("what came after complaint %s could not be filed", one.first)
                done = False
            filed += done
            if not done:
                failed.add(one.first)
    return filed


def _file(one: Apart, *, mint: Mint, now: datetime) -> bool:
    """Let words and files go along, then let the first complaint, and whoever filed it, know where it goes on."""
    (filed,) = take_in((one.filing,), now=now)
    if isinstance(filed, Refused):
        raise filed
    carry_words(filed.id, rest=one.rest, mint=mint, now=now)
    carry_files(one.first, names=one.files, to=filed.id, mint=mint, now=now)
    return go_on_apart(one.first, matter=filed.id, now=now)


_LINE: Final[Known] = {}
"""What this worker has looked at of complaints about our staff; one that starts looks at all of them once."""

CHORES: Final = (
    Chore("paging", 1.0, lambda now, _mint: page(now=now)),
    Chore("clocks", 2.0, lambda now, _mint: sweep(now=now)),
    Chore("ties", 2.0, lambda now, _mint: recuse(now=now)),
    Chore("kin", 1.0, lambda now, _mint: set_beside(now=now)),
    Chore("danger", 1.0, lambda now, _mint: hear_danger(now=now)),
    Chore("limits", 60.0, lambda now, _mint: remind_limits(now=now)),
    Chore("contacts", 10.0, lambda now, mint: name_contacts(mint=mint, now=now)),
    Chore("line", 10.0, lambda now, mint: keep_line_out(known=_LINE, mint=mint, now=now)),
    Chore("meanwhile", 30.0, lambda now, mint: take_off_line(mint=mint, now=now)),
    Chore("issues", 2.0, lambda now, mint: answer_known(rules=triage_rules(), mint=mint, now=now)),
    Chore("redress", 0.25, lambda now, mint: put_right(mint=mint, now=now)),
    Chore("rules_contested", 30.0, lambda now, _mint: watch_rules(now=now)),
    Chore("rules_compared", 600.0, lambda now, _mint: watch_rules(now=now, compare=True)),
    Chore("affected", 1.0, lambda now, _mint: tell_affected(now=now)),
    Chore("leak_told", 2.0, lambda now, _mint: finish_telling(now=now)),
    Chore("leases", 5.0, lambda now, _mint: expire_leases(now=now)),
    Chore("waits", 10.0, lambda now, _mint: expire_waits(now=now)),
    Chore("returns", 5.0, lambda now, _mint: restore_answered(now=now)),
    Chore("effects", 5.0, lambda now, _mint: take_effect(now=now)),
    Chore("follow", 2.0, lambda now, _mint: follow(now=now)),
    Chore("protections", 10.0, lambda now, _mint: expire_protections(now=now)),
    Chore("packs", 5.0, lambda now, _mint: change_packs(jurisdictions(), now=now)),
    Chore("turns", 60.0, lambda now, mint: turn_packs(jurisdictions(), mint=mint, now=now)),
    Chore("rescan", 5.0, lambda now, _mint: rescan(scanner=scanner(), now=now, limit=1)),
    Chore("rates", 60.0, lambda now, _mint: forget_rates(now=now)),
    Chore("unanswered", 5.0, lambda now, _mint: revert(now=now)),
    Chore("tasks", 5.0, lambda now, _mint: open_tasks(now=now)),
    Chore("unsolved", 5.0, lambda now, _mint: pick_up_unsolved(now=now)),
    Chore("later", 2.0, lambda now, _mint: give_to_read(now=now) + close_reading(now=now)),
    Chore("apart", 2.0, file_apart),
    Chore("looks", 60.0, lambda now, _mint: expire_looks(now=now)),
    Chore("lessons", 60.0, lambda now, _mint: remind_lessons(now=now)),
    Chore("reviews", 60.0, lambda now, _mint: remind_reviews(now=now)),
    Chore(
        "checkpoint",
        600.0,
        lambda now, _mint: int(checkpoint(shelf(Home.from_environment()), now=now) is not None),
    ),
    Chore("retain", 3600.0, lambda now, _mint: retain(now=now)),
)
