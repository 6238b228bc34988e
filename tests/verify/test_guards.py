"""A decision without its signatures, and a case closed while something was owed, are named; whoever wrote the line."""

from dataclasses import replace
from datetime import timedelta
from itertools import chain
from uuid import UUID

import pytest

from ombud.core import facts
from ombud.core.affected import digest
from ombud.core.closing import REASONS
from ombud.core.ids import bucket_of
from ombud.core.notices import REPORTS
from ombud.core.pack.letters import Rendered
from ombud.core.playbooks import open_steps
from ombud.core.vocabulary import Side
from ombud.store import affected, closing, mailroom, members, packs, readings, subjects, texts
from ombud.store.ledger import open_case, open_complaint, read_case, read_complaint, read_lines
from ombud.store.models import AffectedRow, HostOrder, Letter
from ombud.store.transactions import one_transaction
from ombud.usecases.answer import answer
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.orders.scene import Stage
from tests.usecases.searching import search_made
from tests.usecases.sorting.scene import video


@pytest.fixture
def taken(house) -> UUID:
    """A case in the hands of 梅 Mei, told by a complaint of 兰 Lan's."""
    [filed] = house.file("这个视频里有人裸露,全是色情内容,请删除。", subject=video("v-1"), key="k-1")
    house.drain()
    case = read_complaint(filed).parts[0].case
    write(house, case, facts.Assigned(agent=cast.MEI, how="next"))
    return case


@one_transaction
def write(house, case: UUID, *several: facts.CaseFact, by: UUID = cast.MEI) -> None:
    """Write what no use case would have let through."""
    with open_case(case) as book:
        for fact in several:
            book.write(fact, by=f"agent:{by}", now=house.now)


def guarded(house) -> list[tuple[str, str, str]]:
    """What `verify` says of the guards."""
    found = verify(now=house.now).faults
    return [
        (one.code, one.where, one.detail)
        for one in found
        if one.code in {"decided_unsigned", "closed_too_early"}
    ]


def test_a_decision_that_lacks_a_signature_is_named_with_its_line(house, taken):
    second = cast.proposed(
        level="A2", signers=1, signer_roles=(("senior",),), findings=(), measures=cast.LEFT
    )
    write(house, taken, second, facts.Decided(no=1, outcome="violation", orders=()))
    assert guarded(house) == [("decided_unsigned", f"case {taken}", f"line {read_case(taken).seq}: 1 signed")]


@pytest.mark.parametrize(
    ("skipped", "named"),
    [
        pytest.param(False, ("proposed_too_early", "complete_notice"), id="done by half"),
        pytest.param(True, ("measure_too_early", "L4"), id="left out"),
    ],
)
def test_a_take_down_on_a_notice_that_is_not_whole_is_named_whether_the_step_was_left_out_or_done_by_half(
    house, taken, skipped, named
):
    recoded = facts.Recoded(code="CV.IP.COPY", lane="content_violation.zh.general", words=cast.words())
    write(house, taken, recoded)
    left = open_steps(read_case(taken), cast.pack("CN"), before="decision")
    notice = next(one for one in left if one.id == "complete_notice")
    others = (facts.StepDone(step=one.id) for one in left if one.id != notice.id)
    half = facts.StepDone(step=notice.id, elements=notice.elements[1:])
    write(house, taken, *others, half)
    hidden = cast.proposed(findings=(), measures=(facts.Chosen(measure="L4", target=cast.SUBJECT),))
    if skipped:
        write(house, taken, facts.StepSkipped(step=notice.id, words=cast.words()))
    write(house, taken, hidden)
    found = [
        one for one in verify(now=house.now).faults if one.code in {"proposed_too_early", "measure_too_early"}
    ]
    assert [(one.code, one.detail.partition(": ")[2]) for one in found] == [named]


def test_who_says_that_a_case_is_about_something_else_too_late_or_of_another_thing_is_named(house, taken):
    case = read_case(taken)
    named = facts.SubjectNamed(subject=cast.ACCOUNT, before=cast.SUBJECT, words=cast.words())
    asked = facts.Told(letter=cast.LETTER, template="interim_measure", side="account")
    write(
        house,
        taken,
        named,
        asked,
        facts.SubjectNamed(subject=case.subject, before=cast.ACCOUNT, words=cast.words()),
    )
    found = [one for one in verify(now=house.now).faults if one.code == "subject_differs"]
    said = [f"line {case.seq + 1}: it was not about what it says", f"line {case.seq + 3}: told"]
    assert [(one.where, one.detail) for one in found] == [(f"case {taken}", one) for one in said]


def test_a_decision_that_was_proposed_before_its_steps_were_over_is_named_with_them(house, taken):
    left = open_steps(read_case(taken), cast.pack("CN"), before="decision")
    write(house, taken, *(facts.StepDone(step=one.id) for one in left[:-1]))
    write(house, taken, cast.proposed(findings=(), measures=cast.LEFT))
    found = [one for one in verify(now=house.now).faults if one.code == "proposed_too_early"]
    said = f"line {read_case(taken).seq}: {left[-1].id}"
    assert [(one.where, one.detail) for one in found] == [(f"case {taken}", said)]


@pytest.mark.parametrize(
    ("what", "named"),
    [
        pytest.param((None, {"measures": ()}), "found_nothing_done: L0", id="a violation, and nothing"),
        pytest.param((None, {"measures": cast.LEFT}), "", id="nothing is done, and that is said"),
        pytest.param(
            ("EC.REFUND", {"outcome": "granted"}), "granted_nothing: L7", id="granted, and no money"
        ),
    ],
)
def test_a_decision_that_says_it_did_something_and_does_nothing_is_named(house, taken, what, named):
    code, said = what
    recoded = (facts.Recoded(code=code, lane="trade/zh/general", words=cast.words()),) if code else ()
    write(house, taken, *recoded)
    left = open_steps(read_case(taken), cast.pack("CN"), before="decision")
    write(house, taken, *(facts.StepDone(step=one.id, elements=one.elements) for one in left))
    write(house, taken, cast.proposed(findings=(), **said))
    known = {"granted_nothing", "found_nothing_done"}
    found = [one for one in verify(now=house.now).faults if one.code in known]
    assert [f"{one.code}: {one.detail.partition(': ')[2]}" for one in found] == ([named] if named else [])


def test_whoever_judged_what_is_sealed_without_having_opened_it_is_named_with_the_line(house, taken):
    child = facts.Weighed(rules=("a_child",), asks=("sealed", "minors"))
    left = open_steps(read_case(taken), cast.pack("CN"), before="decision")
    done = (facts.StepDone(step=one.id) for one in left)
    granted = facts.Granted(grant=cast.LETTER, agent=cast.JUN, words=cast.words(), until=house.now)
    write(house, taken, child, *done, cast.proposed(level="A2", signers=1, findings=(), measures=cast.LEFT))
    write(house, taken, granted, facts.OfferedToSign(agent=cast.JUN))
    write(house, taken, facts.Cosigned(no=1, agent=cast.JUN), by=cast.JUN)
    lines = {type(line.fact): line.seq for line in read_lines(taken)}
    found = [one for one in verify(now=house.now).faults if one.code == "judged_unread"]
    assert [(one.where, one.detail) for one in found] == [
        (f"case {taken}", f"line {lines[facts.Proposed]}: {cast.MEI}"),
        (f"case {taken}", f"line {lines[facts.Cosigned]}: {cast.JUN}"),  # let open it, and never did
    ]


def test_whoever_judged_what_is_sealed_without_a_look_at_what_had_come_since_is_named(
    house, taken, mint, owner
):
    child = facts.Weighed(rules=("a_child",), asks=("sealed", "minors"))
    left = open_steps(read_case(taken), cast.pack("CN"), before="decision")
    granted = facts.Granted(grant=cast.LETTER, agent=cast.MEI, words=cast.words(), until=house.now)
    [complaint] = members.everybody(taken)

    def looks():
        said = {"by": cast.MEI, "what": "page", "reason": "judging", "grant": cast.LETTER}
        readings.log_read(taken, **said, mint=mint, now=house.now)

    def unread():
        return [one.code for one in verify(now=house.now).faults if one.code == "judged_unread"]

    write(house, taken, child, granted, *(facts.StepDone(step=one.id) for one in left))
    looks()
    house.now += timedelta(minutes=5)
    answer(complaint, text="又来了一个视频。", mint=mint, now=house.now)
    house.now += timedelta(minutes=5)
    looks()
    write(house, taken, cast.proposed(level="A2", signers=1, findings=(), measures=()))
    assert unread() == []
    assert owner.execute("DELETE FROM read_log WHERE owner = %s AND seq = 2", [taken]).rowcount
    assert unread() == ["judged_unread"], "the look before the message is no look at it"


def test_what_a_colleague_found_after_ones_look_is_named_in_the_very_second_and_what_one_found_oneself_is_not(
    house, taken, mint
):
    child = facts.Weighed(rules=("a_child",), asks=("sealed", "minors"))
    left = open_steps(read_case(taken), cast.pack("CN"), before="decision")
    granted = facts.Granted(grant=cast.LETTER, agent=cast.MEI, words=cast.words(), until=house.now)
    write(house, taken, child, granted, *(facts.StepDone(step=one.id) for one in left))
    said = {"by": cast.MEI, "what": "page", "reason": "judging", "grant": cast.LETTER}
    readings.log_read(taken, **said, mint=mint, now=house.now)
    house.now += timedelta(seconds=1)
    told = facts.HostTold(words=cast.words())
    write(house, taken, told, by=cast.MEI)
    write(house, taken, cast.proposed(level="A2", signers=1, findings=(), measures=()))
    write(house, taken, told, by=cast.ZHOU)
    write(house, taken, facts.OfferedToSign(agent=cast.MEI))
    write(house, taken, facts.Cosigned(no=1, agent=cast.MEI))
    found = [one.detail for one in verify(now=house.now).faults if one.code == "judged_unread"]
    assert found == [f"line {read_case(taken).seq}: {cast.MEI}"]


@pytest.mark.parametrize(
    ("measure", "signed", "said"),
    [
        pytest.param("L9", 0, "0 sign, A2 takes 1", id="an account closed by one"),
        pytest.param("L9", 1, None, id="closed by two"),
        pytest.param("L4", 0, None, id="an item removed by one"),
    ],
)
def test_a_proposal_that_too_few_sign_is_named_whatever_it_says_itself(  # noqa: PLR0917 - a table's columns
    house, taken, measure, signed, said
):
    left = open_steps(read_case(taken), cast.pack("CN"), before="decision")
    write(house, taken, *(facts.StepDone(step=one.id) for one in left))
    chosen = facts.Chosen(measure=measure, target=read_case(taken).subject)
    roles = (("senior",),) * signed
    write(house, taken, cast.proposed(findings=(), measures=(chosen,), signers=signed, signer_roles=roles))
    found = [one for one in verify(now=house.now).faults if one.code == "signers_too_few"]
    line = f"line {read_case(taken).seq}: {said}"
    assert [(one.where, one.detail) for one in found] == ([(f"case {taken}", line)] if said else [])


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        pytest.param(5, "0 sign, A2 takes 1", id="while it is paused"),
        pytest.param(0.5, None, id="in the very moment, when nobody could know"),
        pytest.param(60 * 25, None, id="after its end"),
    ],
)
def test_who_decided_alone_under_a_clause_that_was_paused_is_named(house, taken, minutes, said):
    [filed] = house.file("这个视频里有人裸露,全是色情内容,请删除。", subject=video("v-2"), key="k-2")
    house.drain()
    other = read_complaint(filed).parts[0].case
    paused = facts.ClausePaused(
        clause="CLIPS.2.1",
        until=house.now + timedelta(days=1),
        words=one_transaction(texts.keep_for)(other, "x", mint=house.mint),
    )
    write(house, other, paused)
    house.now += timedelta(minutes=minutes)
    left = open_steps(read_case(taken), cast.pack("CN"), before="decision")
    write(house, taken, *(facts.StepDone(step=one.id) for one in left))
    write(house, taken, cast.proposed(findings=(), clause="CLIPS.2.1"))
    found = [one for one in verify(now=house.now).faults if one.code == "signers_too_few"]
    line = f"line {read_case(taken).seq}: {said}"
    assert [(one.where, one.detail) for one in found] == ([(f"case {taken}", line)] if said else [])
    house.now += timedelta(minutes=5)
    write(house, other, facts.ClauseResumed(clause="CLIPS.2.1", words=paused.words))
    still = [one.code for one in verify(now=house.now).faults]
    assert still.count("signers_too_few") == bool(said), "that it goes on now heals nothing"


def test_a_look_under_a_clause_that_no_lead_began_is_named(house, case):
    it = read_case(case)
    asked = replace(it.appeals[0], no=len(it.appeals) + 1, decision=len(it.decisions), again=case)
    write(house, case, asked)
    codes = {one.code for one in verify(now=house.now).faults}
    assert "again_unknown" in codes


@pytest.mark.parametrize(
    ("measure", "territory", "named"),
    [
        pytest.param("L3", (), True, id="withheld nowhere"),
        pytest.param("L4", ("DE",), True, id="removed in one place"),
        pytest.param("L3", ("DE",), False, id="withheld in Germany"),
    ],
)
def test_a_proposal_that_does_not_say_where_it_withholds_is_named(house, taken, measure, territory, named):  # noqa: PLR0917 - a table's columns
    left = open_steps(read_case(taken), cast.pack("CN"), before="decision")
    write(house, taken, *(facts.StepDone(step=one.id) for one in left))
    chosen = facts.Chosen(measure=measure, target=read_case(taken).subject, territory=territory)
    write(house, taken, cast.proposed(findings=(), measures=(chosen,)))
    found = [one.detail for one in verify(now=house.now).faults if one.code == "withheld_nowhere"]
    assert found == ([f"line {read_case(taken).seq}: {measure}"] if named else [])


def test_a_proposal_that_has_nothing_to_say_to_those_whom_it_tells_is_named(house, taken):
    left = open_steps(read_case(taken), cast.pack("CN"), before="decision")
    write(house, taken, *(facts.StepDone(step=one.id) for one in left))
    silent = facts.Chosen(measure="C.SEEN", target=read_case(taken).subject)
    write(house, taken, cast.proposed(findings=(), measures=(silent,), level="A2", signers=1))
    found = [one.detail for one in verify(now=house.now).faults if one.code == "measure_says_nothing"]
    assert found == [f"line {read_case(taken).seq}: C.SEEN"]


def close(house, case: UUID, *, over: bool = False) -> None:
    """Close it, whatever keeps it open; before times of law were asked for that still ran, or after (`over`)."""
    until = house.now + timedelta(days=184)
    write(house, case, facts.Closed(decision=1, appeal_until=until, over=over))


def test_a_case_that_was_closed_with_everything_still_owed_is_named_with_all_of_it(house, taken):
    proposal = cast.proposed(findings=(), measures=cast.LEFT, signers=1, signer_roles=(("senior",),))
    hidden = cast.order("4" * 42, target=read_case(taken).subject)
    announced = facts.Announced(
        orders=(cast.order("5" * 42, target=hidden.target),), at=house.now, tell_by=house.now, laws=()
    )
    decided = facts.Decided(no=1, outcome="violation", orders=(hidden,), announced=announced)
    write(house, taken, proposal, decided)
    close(house, taken)
    assert len(guarded(house)) == 2  # the missing signature by itself, too
    code, where, said = guarded(house)[1]
    assert (code, where) == ("closed_too_early", f"case {taken}")
    assert said == f"line {read_case(taken).seq}: signatures, steps, orders, effect, letters, reasons"


def test_of_two_reports_of_a_leak_the_one_that_a_closed_case_lacks_is_named_by_its_authority(house, taken):
    leak = facts.Recoded(code="PR.PLATFORM", lane="privacy_leak.zh.general", words=cast.words())
    abroad = facts.LawAdded(jurisdiction="EU", pack=cast.pack("EU").digest, since=house.now)
    write(house, taken, leak, abroad)
    left = open_steps(read_case(taken), packs.of_case(read_case(taken)), before="close")
    reports = [one.id for one in left if one.letter in REPORTS]
    assert {"tell_authority:cn_cyberspace", "tell_authority:eu_data_protection"} <= {*reports}
    done = (
        facts.StepDone(step=one, receipt=cast.words())
        for one in reports
        if one != "tell_authority:eu_data_protection"
    )
    write(
        house,
        taken,
        *done,
        cast.proposed(findings=(), measures=cast.LEFT),
        facts.Decided(no=1, outcome="violation", orders=()),
    )
    close(house, taken)
    found = [one for one in verify(now=house.now).faults if one.code == "report_missing"]
    said = f"line {read_case(taken).seq}: tell_authority:eu_data_protection"
    assert [(one.where, one.detail) for one in found] == [(f"case {taken}", said)]


@pytest.mark.parametrize(
    ("done", "named"),
    [
        pytest.param((), "report_missing", id="nobody handed it over"),
        pytest.param((facts.StepDone(step="refer_police", report=True),), "no_receipt", id="no receipt"),
        pytest.param(
            (facts.StepDone(step="refer_police", report=True, receipt=cast.words()),), "", id="with a receipt"
        ),
    ],
)
def test_a_closed_case_that_was_to_be_referred_and_has_no_receipt_is_named(house, taken, done, named):
    hunted = facts.Recoded(code="PR.DOX", lane="privacy_leak.zh.general", words=cast.words())
    police = cast.proposed(findings=(), measures=(facts.Chosen(measure="X.POLICE", target=cast.SUBJECT),))
    write(house, taken, hunted, police, facts.Decided(no=1, outcome="violation", orders=()), *done)
    close(house, taken)
    known = {"report_missing", "no_receipt"}
    found = [(one.code, one.detail) for one in verify(now=house.now).faults if one.code in known]
    line = read_case(taken).seq - (named == "no_receipt")
    assert found == ([(named, f"line {line}: refer_police")] if named else [])


def test_a_silence_that_went_on_over_its_day_is_named_and_one_that_was_renewed_is_not(house, taken):
    ends = house.now + timedelta(days=1)
    said = {"side": "account", "ground": "authority_order", "approver": cast.LIN, "review_at": ends}
    write(house, taken, facts.Withheld(**said), facts.StepDone(step="secrecy_end", until=ends))
    house.now = ends + timedelta(hours=1)
    write(house, taken, facts.Withheld(**said))
    over = read_case(taken).seq
    write(house, taken, facts.Withheld(**said, until=ends + timedelta(days=9)), facts.Withheld(**said))
    found = [one.detail for one in verify(now=house.now).faults if one.code == "silent_past_its_day"]
    assert found == [f"line {over}: {ends:%Y-%m-%d}"]


def test_a_silence_that_the_law_where_the_account_is_does_not_have_is_named_and_so_is_a_case_closed_in_one(
    house, taken, monkeypatch
):
    monkeypatch.setattr("ombud.store.migrated.since", lambda _name: cast.START)
    eu = facts.AccountPlaced(jurisdiction="EU", pack=cast.pack("EU").digest)
    said = {"side": "account", "approver": cast.LIN, "review_at": house.now + timedelta(days=3)}
    for_a_child = facts.Withheld(**said, ground="child_safety")
    write(
        house,
        taken,
        for_a_child,
        facts.Released(side="account"),
        eu,
        facts.Withheld(**said, ground="authority_order"),
    )
    assert not [one for one in verify(now=house.now).faults if one.code == "silent_against_law"]
    write(house, taken, for_a_child)
    began = read_case(taken).seq
    write(house, taken, cast.proposed(findings=()), facts.Decided(no=1, outcome="violation", orders=()))
    close(house, taken)
    found = [one.detail for one in verify(now=house.now).faults if one.code == "silent_against_law"]
    assert found == [f"line {no}: child_safety" for no in (began, read_case(taken).seq)]


def test_who_entered_an_authoritys_request_and_stands_by_it_alone_is_named(house, taken):
    by = house.now + timedelta(days=1)
    said = {
        "side": "account",
        "ground": "authority_order",
        "review_at": by,
        "answer_by": by,
        "approver": cast.LIN,
    }
    write(house, taken, facts.Withheld(**said))
    write(house, taken, facts.SilenceAnswered(agreed=True), by=cast.LIN)
    alone = read_case(taken).seq
    write(house, taken, facts.Withheld(**{**said, "until": by + timedelta(days=2)}))
    write(house, taken, facts.SilenceAnswered(agreed=True), by=cast.ZHOU)
    found = [one.detail for one in verify(now=house.now).faults if one.code == "silence_alone"]
    assert found == [f"line {alone}: nobody else stands by it"]


def test_one_persons_word_for_a_request_is_named_where_the_law_of_the_account_wants_two_and_so_is_one_too_long(
    house, taken, monkeypatch
):
    """Nine hundred days on one signature; a book from before that was asked is no fault."""
    monkeypatch.setattr("ombud.store.migrated.since", lambda _name: cast.START)
    eu = facts.AccountPlaced(jurisdiction="EU", pack=cast.pack("EU").digest)
    said = {"side": "account", "ground": "authority_order", "approver": cast.LIN}
    look = {"review_at": house.now + timedelta(days=3), "until": house.now + timedelta(days=900)}
    write(house, taken, eu, facts.Withheld(**said, **look))
    began = read_case(taken).seq
    write(house, taken, cast.proposed(findings=()), facts.Decided(no=1, outcome="violation", orders=()))
    close(house, taken)
    asked = {"silence_alone", "silent_too_long", "silent_against_law"}
    found = [(one.code, one.detail) for one in verify(now=house.now).faults if one.code in asked]
    latest = house.now + timedelta(days=42)
    assert sorted(found) == sorted(
        [
            ("silence_alone", f"line {began}: nobody else was asked to stand by it"),
            ("silent_too_long", f"line {began}: {latest:%Y-%m-%d} at the latest"),
            ("silence_alone", f"line {read_case(taken).seq}: nobody else was asked to stand by it"),
        ]
    )
    monkeypatch.setattr("ombud.store.migrated.since", lambda _name: house.now + timedelta(hours=1))
    assert not [one for one in verify(now=house.now).faults if one.code in asked]


def test_a_case_closed_before_the_second_person_answered_is_named(house, taken):
    by = house.now + timedelta(days=1)
    said = {"side": "account", "ground": "authority_order", "approver": cast.LIN, "review_at": by}
    write(house, taken, facts.Withheld(**said, answer_by=by))
    write(house, taken, cast.proposed(findings=()), facts.Decided(no=1, outcome="violation", orders=()))
    close(house, taken)
    (found,) = (one.detail for one in verify(now=house.now).faults if one.code == "closed_too_early")
    assert "silence" in found


def test_whoever_looked_apart_and_decided_or_held_the_case_is_named(house, taken):
    looked = facts.StepDone(step="who_had_access", apart=True)
    write(house, taken, looked, by=cast.MEI)
    held = read_case(taken).seq
    write(house, taken, looked, by=cast.ZHOU)
    write(house, taken, cast.proposed(agent=cast.ZHOU, findings=(), measures=cast.LEFT), by=cast.ZHOU)
    decided = read_case(taken).seq
    asked = {"looked_with_a_hand", "decided_by_who_looked"}
    found = [(one.code, one.detail) for one in verify(now=house.now).faults if one.code in asked]
    assert found == [
        ("looked_with_a_hand", f"line {held}: who_had_access"),
        ("decided_by_who_looked", f"line {decided}: {cast.ZHOU}"),
    ]


def test_a_step_that_orders_do_is_named_where_the_host_confirmed_none(house, taken):
    child = facts.Recoded(code="MN.ACCT.ABUSE", lane="minors.zh.general", words=cast.words())
    mode = cast.order("8" * 42, measure="Y.MODE", target=read_case(taken).subject)
    decided = facts.Decided(no=1, outcome="violation", orders=(mode,))
    write(house, taken, child, cast.proposed(findings=(), measures=()), decided)
    write(house, taken, facts.StepDone(step="youth_mode"))
    too_early = read_case(taken).seq
    write(house, taken, facts.Confirmed(key=mode.key), facts.StepDone(step="youth_mode"))
    found = [
        (one.where, one.detail) for one in verify(now=house.now).faults if one.code == "done_by_no_order"
    ]
    assert found == [(f"case {taken}", f"line {too_early}: youth_mode")]


def test_work_that_nobody_did_and_a_log_that_nobody_asked_for_are_named(house, taken):
    leak = facts.Recoded(code="PR.PLATFORM", lane="privacy.zh.general", words=cast.words())
    write(house, taken, leak, facts.Established(source="step", facts=("leak_confirmed",)))
    first, steps = read_case(taken).seq, ("prevention", "prevention_30d", "prevention_90d")
    write(house, taken, *(facts.StepDone(step=one) for one in steps))
    write(house, taken, facts.StepDone(step="who_had_access", apart=True), by=cast.ZHOU)
    asked = {"done_by_no_work", "looked_at_no_log"}
    found = [(one.code, one.detail) for one in verify(now=house.now).faults if one.code in asked]
    work = [("done_by_no_work", f"line {first + no}: {one}") for no, one in enumerate(steps, 1)]
    assert sorted(found) == [*work, ("looked_at_no_log", f"line {first + 4}: who_had_access")]
    log = facts.EvidenceAdded(
        evidence=cast.LETTER, digest="0" * 64, media="application/json", size=2, source="access_log"
    )
    write(house, taken, log, facts.StepDone(step="who_had_access", apart=True), by=cast.ZHOU)
    assert [one.code for one in verify(now=house.now).faults].count("looked_at_no_log") == 1


def test_a_look_after_a_week_that_ended_in_no_way_or_began_nothing_is_named(house, taken):
    stolen = facts.Recoded(code="AS.TAKEOVER", lane="account_security.zh.general", words=cast.words())
    decided = facts.Decided(no=1, outcome="granted", orders=())
    write(house, taken, stolen, cast.proposed(outcome="granted", findings=(), measures=()), decided)
    first, kept = read_case(taken).seq, {"step": "after_7d", "words": cast.words()}
    write(house, taken, *(facts.StepDone(**kept, ended=one) for one in ("", "came_back", "stayed")))
    asked = {"ended_in_no_way", "began_nothing_anew"}
    found = [(one.code, one.detail) for one in verify(now=house.now).faults if one.code in asked]
    assert found == [
        ("ended_in_no_way", f"line {first + 1}: after_7d"),
        ("began_nothing_anew", f"line {first + 2}: after_7d"),
    ]


def test_a_step_that_is_a_record_is_named_where_nothing_was_written_down(house, taken):
    asks = facts.Recoded(code="PR.RIGHT", lane="privacy_right.zh.general", words=cast.words())
    decided = facts.Decided(no=1, outcome="granted", orders=())
    write(house, taken, asks, cast.proposed(outcome="granted", findings=(), measures=()), decided)
    done, kept = facts.StepDone(step="done_and_passed_on"), cast.words()
    write(house, taken, done)
    bare = read_case(taken).seq
    write(house, taken, done, facts.Recorded(step="done_and_passed_on", what="right_done", words=kept), done)
    last = read_case(taken).seq
    found = [one.detail for one in verify(now=house.now).faults if one.code == "recorded_nothing"]
    assert found == [f"line {no}: done_and_passed_on" for no in (bare, last)]


LAW = "eu_dsa_reasons"
"""A time of law that the case of another place has."""


def closed_but(house, key: str, reason: str, *, before=lambda _case: None) -> UUID:
    """A case of its own that was closed when everything was done but what this reason asks for."""
    [filed] = house.file(
        "这个视频里有人裸露,全是色情内容,请删除。", subject=video(key), key=key, jurisdiction="EU"
    )
    house.drain()
    case = read_complaint(filed).parts[0].case
    write(house, case, facts.Assigned(agent=cast.MEI, how="next"))
    pack, hidden = cast.pack("EU"), cast.order("6" * 42, target=read_case(case).subject)
    alone = facts.Protected(
        order=cast.order("7" * 42, measure="P2", target=hidden.target, protective=True, marks=()),
        words=cast.words(),
        review_at=house.now,
        level="A2",
        answer_by=house.now + timedelta(hours=1),
    )
    told = facts.Told(letter=cast.LETTER, template="statement_of_reasons", side="account", decision=1)
    marked = facts.ClockMarked(clock=LAW, mark="breach", due_at=house.now)
    cause = facts.CauseRecorded(clock=LAW, cause="complexity", words=cast.words())
    later = house.now + timedelta(days=60)
    issue = facts.IssueKnown(words=cast.words(), until=later, agent=cast.ZHOU, first=cast.LETTER)
    announced = facts.Announced(orders=(hidden,), at=later, tell_by=later, laws=())
    done = [facts.StepDone(step=step.id) for step in open_steps(read_case(case), pack, before="close")]
    several = {
        "alone": () if reason != "signatures" else (alone, facts.Confirmed(key=alone.order.key)),
        "proposed": (
            cast.proposed(
                findings=(), measures=cast.LEFT, for_account=None if reason == "appeal" else cast.words(3)
            ),
        ),
        "decided": (
            facts.Decided(
                no=1,
                outcome="violation",
                orders=() if reason == "effect" else (hidden,),
                announced=announced if reason == "effect" else None,
            ),
        ),
        "steps": done[: -1 if reason in {"steps", "left_out"} else None],
        "left_out": ()
        if reason != "left_out"
        else (facts.StepSkipped(step=done[-1].step, words=cast.words()),),
        "confirmed": () if reason in {"orders", "effect"} else (facts.Confirmed(key=hidden.key),),
        "letters": () if reason == "letters" else (facts.FannedOut(decision=1, count=1),),
        "told": () if reason in {"reasons", "appeal"} else (told,),
        "clocks": (marked, *(() if reason == "clocks" else (cause,))),
        "issue": () if reason != "issue" else (issue,),
        "match": () if reason != "match" else (facts.MatchAnswered(first=cast.LETTER, decision=1),),
        "prevention": ()
        if reason != "prevention"
        else (facts.StepDone(step="tell_person", told=cast.words(3)),),
    }
    write(house, case, *chain.from_iterable(several.values()))
    before(case)
    close(house, case)
    return case


GRANTED = (
    cast.proposed(outcome="granted", findings=(), measures=(), for_account=None),
    facts.Decided(no=1, outcome="granted", orders=()),
    facts.FannedOut(decision=1, count=1),
)
TOLD_WRONGLY = (
    facts.Disclosed(
        no=1,
        kinds=("place",),
        to="police",
        channel="published_number",
        ground="life_at_risk",
        words=cast.words(),
        level="A2",
        answer_by=cast.START,
    ),
    facts.DisclosureAnswered(no=1, agent=cast.JUN, agrees=False, words=cast.words()),
)
LATE_BY_US = (
    facts.ClockMarked(clock="decide_target", mark="breach", due_at=cast.START),
    facts.CauseRecorded(clock="decide_target", cause="staffing", words=cast.words()),
)


@pytest.mark.parametrize("admitted", [(), ("granted",), ("disclosed",), ("late",)])
def test_a_case_that_was_closed_before_a_fault_of_ours_had_a_cause_is_named(house, admitted):
    """All three are admitted; one whose line is taken out of the book is what `verify` names."""
    [filed] = house.file("客服骂我,答应的回电也没有。", kind="UF.SUPPORT", key="k-9")
    house.drain()
    case = read_complaint(filed).parts[0].case
    write(house, case, facts.Assigned(agent=cast.MEI, how="next"), *TOLD_WRONGLY, *LATE_BY_US)
    write(
        house,
        case,
        *(facts.StepDone(step=one.id) for one in open_steps(read_case(case), cast.pack(), before="close")),
    )
    write(house, case, *GRANTED)
    for lapse in {"granted", "disclosed", "late"} - {*admitted}:
        fault = facts.Fault(lapse=lapse, cause="haste", words=cast.words())
        write(house, case, facts.FaultFound(fault=fault))
    close(house, case)
    said = [said.partition(": ")[2] for code, _, said in guarded(house) if code == "closed_too_early"]
    assert said == (["prevention"] if admitted else [])


def test_an_incident_that_was_closed_before_an_authority_had_the_new_figures_is_named(house):
    [filed] = house.file("平台把我的手机号泄露给了别人。", kind="PR.PLATFORM", key="k-8")
    house.drain()
    case = read_complaint(filed).parts[0].case
    owed = open_steps(read_case(case), cast.pack(), before="close")
    write(house, case, facts.Assigned(agent=cast.MEI, how="next"), *GRANTED)
    write(house, case, *(facts.StepDone(step=one.id) for one in owed))
    house.now += timedelta(minutes=1)
    more = facts.ScopeTold(
        source="hand",
        persons=9,
        kinds=(),
        since=house.now,
        until=house.now,
        fingerprint="ab",
        evidence=cast.LETTER,
    )
    write(house, case, more)
    close(house, case)
    said = [said for code, _, said in guarded(house) if code == "closed_too_early"]
    assert any("recount" in one for one in said)


def test_whatever_kept_a_case_open_is_named_where_it_was_closed_all_the_same(house):
    reasons = sorted(REASONS.keys() - {"return", "running", "affected", "own", "recount", "silence"})
    cases = {f"case {closed_but(house, f'v-{reason}', reason)}": reason for reason in reasons}
    closed_but(house, "v-all", "")
    assert {where: said.partition(": ")[2] for _, where, said in guarded(house)} == cases


@pytest.mark.parametrize("what", ["on its way", "lost", "lost, and warned"])
def test_an_incident_that_was_closed_before_everybody_was_told_is_named(house, what):
    case = closed_but(house, "v-leak", "", before=lambda case: let_leak(house, case, what))
    faults = verify(now=house.now).faults
    named = [(one.code, one.where) for one in faults if "about the leak" in one.detail]
    assert named == ([] if what == "lost, and warned" else [("closed_too_early", f"case {case}")])


def let_leak(house, case: UUID, what: str) -> None:
    """Write a letter to somebody whom a leak touched, which does not arrive."""
    account = subjects.keep(affected.HOST, "account", "u-1")
    AffectedRow(bucket=bucket_of(case), case_id=case, account=account, seq=read_case(case).seq + 1).save(
        force_insert=True
    )
    write(house, case, facts.AffectedNamed(source="list", count=1, digest=digest([(account, "", False)])))
    letter = affected.named_letter(case, account)
    said = Rendered(title="-", body="-")
    draft = mailroom.Draft(
        id=letter,
        template="breach",
        said=said,
        side=Side.AFFECTED,
        person=case,
        lang="zh",
        state="due" if what == "on its way" else "dead",
        case_id=case,
        account=account,
    )
    one_transaction(mailroom.post)((draft,), now=house.now)
    if what == "lost, and warned":
        write(house, case, facts.WarnedPublicly(words=cast.words()))


def test_a_case_that_was_closed_before_what_comes_back_by_law_had_is_named_for_that_too(house, taken):
    subject = read_case(taken).subject
    hidden = cast.order("8" * 42, target=subject)
    again = cast.proposed(no=2, agent=cast.JUN, findings=(), measures=cast.LEFT, appeal=1, ruling="upheld")
    write(
        house,
        taken,
        facts.Recoded(code="CV.IP.COPY", lane="content_violation.zh.general", words=cast.words()),
        cast.proposed(findings=(), measures=cast.LEFT),
        facts.Decided(no=1, outcome="violation", orders=(hidden,)),
        facts.Confirmed(key=hidden.key),
        facts.Appealed(
            no=1, decision=1, side="account", letter=cast.LETTER, words=cast.words(), counter=True
        ),
    )
    write(
        house,
        taken,
        facts.Assigned(agent=cast.JUN, how="next"),
        again,
        facts.Decided(no=2, outcome="violation", orders=(), appeal=1, ruling="upheld"),
        by=cast.JUN,
    )
    assert "return" in {one.reason for one in closing.keeps_open(read_case(taken), now=house.now)}
    close(house, taken)
    assert [said.partition(": ")[2] for _, _, said in guarded(house)] == ["steps, return, letters, reasons"]


@pytest.mark.parametrize("over", [False, True])
def test_a_case_that_was_closed_while_a_time_of_law_ran_is_named_with_it(house, taken, over):
    hidden = cast.order("8" * 42, target=read_case(taken).subject, marks=("removed",))
    write(
        house,
        taken,
        facts.Recoded(code="CV.IP.COPY", lane="content_violation.zh.general", words=cast.words()),
        cast.proposed(findings=(), measures=()),
        facts.Decided(no=1, outcome="violation", orders=(hidden,)),
        facts.Confirmed(key=hidden.key),
    )
    close(house, taken, over=over)
    [(_, _, said)] = guarded(house)
    assert ("running" in said) is over


def test_a_case_that_was_closed_before_a_letter_had_arrived_is_named_with_the_letter(house):
    stage = Stage(house, now=house.now, mint=house.mint)
    case = stage.case()
    stage.decide(case, "L4")
    stage.all()
    assert read_case(case).status.value == "closed"
    assert guarded(house) == []
    letters = Letter.objects.filter(case_id=case, complaint=stage.lan, decision=1)
    letters.update(made_at=house.now - timedelta(minutes=1))
    number = letters.get().number
    for lie in ({"delivered_at": None}, {"delivered_at": house.now + timedelta(days=1)}):
        letters.update(**lie)
        [(_, _, said)] = guarded(house)
        closed = next(line.seq for line in read_lines(case) if isinstance(line.fact, facts.Closed))
        assert said == f"line {closed}: letters {number}"
    letters.update(delivered_at=None, state="overridden", detail="erased")  # nobody writes to the erased
    assert guarded(house) == []


@pytest.mark.parametrize(
    ("told", "named"),
    [
        pytest.param((), True, id="nobody gave it up"),
        pytest.param(
            (facts.GivenUp(letters=(cast.LETTER,), words=cast.words()),), True, id="another was given up"
        ),
        pytest.param(("given up",), False, id="a lead gave it up"),
        pytest.param(("withheld",), False, id="lawfully held back"),
        pytest.param(("withheld", "released"), True, id="no longer held back"),
        pytest.param(("of before",), False, id="by an older version, which did not ask"),
    ],
)
def test_a_case_that_was_closed_over_any_letter_is_named(house, told, named):
    stage = Stage(house, now=house.now, mint=house.mint)
    case = stage.case()
    stage.protect(case)
    stage.decide(case, "L4")
    for _ in range(2):
        stage.finish(case)
        stage.carry()
        stage.tell()
    waits = Letter.objects.get(case_id=case, template="interim_measure")
    Letter.objects.filter(id=waits.id).update(
        made_at=house.now - timedelta(minutes=1), delivered_at=None, state="dead"
    )
    ground = facts.Withheld(
        side="account", ground="danger_to_person", approver=cast.ZHOU, review_at=house.now + timedelta(days=3)
    )
    lines = {
        "given up": facts.GivenUp(letters=(waits.id,), words=cast.words()),
        "withheld": ground,
        "released": facts.Released(side="account"),
    }
    several = [lines.get(one, one) for one in told if one != "of before"]
    closed = facts.Closed(
        decision=1, appeal_until=house.now + timedelta(days=184), own=True, every="of before" not in told
    )
    write(house, case, *several, closed)
    assert [said.partition(": ")[2] for _, _, said in guarded(house)] == (
        [f"letters {waits.number}"] if named else []
    )


LAW_OF_HER_OWN = "cn_telecom_answer"


@pytest.mark.parametrize(
    ("asked", "cause", "named"),
    [
        pytest.param(True, False, True, id="over it"),
        pytest.param(True, True, False, id="after somebody said why"),
        pytest.param(False, False, False, id="by an older version, which did not ask"),
    ],
)
def test_a_case_that_was_closed_over_a_time_of_law_in_a_complaint_s_own_book_is_named(
    house, asked, cause, named
):
    stage = Stage(house, now=house.now, mint=house.mint)
    case = stage.case("买的东西一直没发货,商家不理我,我要投诉商家。")
    stage.decide(case, outcome="answered", why=None)
    for _ in range(2):
        stage.finish(case)
        stage.carry()
        stage.tell()
    missed = facts.ClockMarked(clock=LAW_OF_HER_OWN, mark="breach", due_at=house.now)
    why = facts.CauseRecorded(clock=LAW_OF_HER_OWN, cause="volume", words=cast.words())
    with_book(house, stage.lan, missed, *((why,) if cause else ()))
    until = house.now + timedelta(days=184)
    write(house, case, facts.Closed(decision=1, appeal_until=until, own=asked))
    said = f"line {read_case(case).seq}: own {LAW_OF_HER_OWN} of complaint {stage.lan}"
    assert guarded(house) == ([("closed_too_early", f"case {case}", said)] if named else [])


@one_transaction
def with_book(house, complaint: UUID, *several: facts.ComplaintFact) -> None:
    """Write into the book of a complaint."""
    with open_complaint(complaint) as book:
        for fact in several:
            book.write(fact, by="chore:clocks", now=house.now)


SEEN, BY_OLD_RULES = "see_in_context", "copies"
"""Steps of which one owes what shows it, and one owes nothing, as in packs of before."""


@pytest.mark.parametrize(
    ("step", "hours", "shown", "why"),
    [
        pytest.param(SEEN, 3, {"words": cast.words()}, "future", id="by what is to come"),
        pytest.param(SEEN, -300, {}, "earlier", id="by what was before the case, and nobody said why"),
        pytest.param(
            SEEN, -300, {"words": cast.words()}, "", id="by what was before the case, with a reason"
        ),
        pytest.param(SEEN, -300, {"evidence": (cast.EVIDENCE,)}, "", id="by what a file shows"),
        pytest.param(
            SEEN, -60_000, {"words": cast.words()}, "long_ago", id="by what was years before the case"
        ),
        pytest.param(BY_OLD_RULES, -300, {}, "", id="where nobody owed a reason"),
        pytest.param(SEEN, 0, {}, "", id="now"),
    ],
)
def test_a_clock_that_somebody_began_by_a_moment_that_cannot_be_is_named(  # noqa: PLR0917 - two fixtures
    house, taken, step, hours, shown, why
):
    since = house.now + timedelta(hours=hours)
    write(house, taken, facts.StepDone(step=step, marks=("aware",), since=since, **shown))
    found = [one.detail for one in verify(now=house.now).faults if one.code == "begun_wrongly"]
    assert [one.rpartition(" ")[2] for one in found] == ([why] if why else [])


FREED = {"step": "tell_person", "words": cast.words(), "marks": ("persons_told",)}


@pytest.mark.parametrize(
    ("left", "named"),
    [
        pytest.param({**FREED, "ground": "low_risk"}, False, id="on a ground of law"),
        pytest.param({**FREED, "ground": "because"}, True, id="on a ground that nobody knows"),
        pytest.param({**FREED, "ground": "public_notice"}, True, id="by a warning that nobody gave"),
        pytest.param({**FREED, "ground": "authority_order"}, True, id="by an order that is not on record"),
        pytest.param(
            {**FREED, "ground": "low_risk", "marks": ()}, True, id="on a ground that frees from nothing"
        ),
        pytest.param(FREED, True, id="freed on no ground"),
        pytest.param(
            {**FREED, "step": "contain", "ground": "low_risk"}, True, id="of a step that knows no ground"
        ),
    ],
)
def test_a_step_that_was_left_out_on_a_ground_that_did_not_hold_is_named(house, taken, left, named):
    leak = facts.Recoded(code="PR.PLATFORM", lane="privacy_leak.zh.general", words=cast.words())
    write(house, taken, leak, facts.StepSkipped(**left))
    found = [one.detail for one in verify(now=house.now).faults if one.code == "excused_wrongly"]
    assert bool(found) is named


def test_a_moment_that_takes_back_what_nobody_said_is_named(house, taken):
    write(house, taken, facts.StepDone(step=SEEN, marks=("aware",), since=house.now, corrects=house.now))
    assert "corrects nothing" in " ".join(one.detail for one in verify(now=house.now).faults)


@pytest.mark.parametrize(
    ("hours", "cause", "named"),
    [
        pytest.param(9, False, True, id="late, and nobody said why"),
        pytest.param(9, True, False, id="late, and somebody said why"),
        pytest.param(1, False, False, id="in time"),
    ],
)
def test_a_case_that_was_closed_over_a_removal_that_the_host_confirmed_late_is_named(
    house, hours, cause, named
):
    stage = Stage(house, now=house.now, mint=house.mint)
    case = stage.case()
    stage.decide(case, "L4")
    stage.later(hours=hours)
    stage.carry()
    stage.tell()
    stage.finish(case)
    house.now = stage.now
    why = facts.CauseRecorded(clock="removal_target", cause="other", words=cast.words())
    closed = facts.Closed(decision=1, appeal_until=house.now + timedelta(days=184))
    write(house, case, *((why,) if cause else ()), closed)
    said = [said.partition(": ")[2] for _, _, said in guarded(house)]
    assert said == (["clocks"] if named else [])


@pytest.mark.parametrize(
    ("since", "in_time", "named"),
    [
        pytest.param(timedelta(0), (), set(), id="since it was given"),
        pytest.param(timedelta(seconds=-1), (), {"confirmed_wrongly"}, id="before it was given"),
        pytest.param(timedelta(days=1), (), {"confirmed_wrongly"}, id="later than the host said so"),
        pytest.param(timedelta(hours=1), ("removal_target",), set(), id="in time after all"),
        pytest.param(timedelta(hours=5), ("removal_target",), {"in_time_wrongly"}, id="said to be in time, and late"),
        pytest.param(timedelta(hours=1), ("removal_target", "decide_target"), {"in_time_wrongly"}, id="another time is saved, too"),
    ],
)  # fmt: skip
def test_a_moment_of_the_host_s_that_cannot_be_or_that_saves_what_was_missed_is_named(
    house, since, in_time, named
):
    stage = Stage(house, now=house.now, mint=house.mint)
    case = stage.case()
    stage.decide(case, "L4")
    (order,) = read_case(case).decision.orders
    given = stage.now
    house.now = stage.now = stage.now + timedelta(hours=6)
    missed = facts.ClockMarked(clock="removal_target", mark="breach", due_at=given + timedelta(hours=4))
    told = facts.Confirmed(key=order.key, at=given + since, in_time=in_time)
    write(house, case, missed, told)
    HostOrder.objects.filter(key=order.key).update(state="confirmed", noted=True, confirmed_at=told.at)
    found = {one.code for one in verify(now=house.now).faults}
    assert found & {"confirmed_wrongly", "in_time_wrongly"} == named


@pytest.mark.parametrize(
    ("told", "stay", "named"),
    [
        pytest.param(0, 0, False, id="there is no other child"),
        pytest.param(2, 2, False, id="two have no case, with the reason"),
        pytest.param(2, 0, True, id="two have no case, and nobody says why"),
        pytest.param(None, 0, True, id="the host was never asked"),
    ],
)
def test_other_children_who_were_called_looked_after_while_one_has_no_case_are_named(
    house, told, stay, named
):
    stage = Stage(house, now=house.now, mint=house.mint)
    case = stage.case("有陌生人私信我女儿要照片,她11岁。")
    if told is not None:
        kept = one_transaction(texts.keep_answer)
        write(house, case, kept(case, "{}", source="others_at_risk", mint=house.mint, others=told))
    write(house, case, facts.StepDone(step="other_victims", stay=stay))
    faults = [one for one in verify(now=stage.now).faults if one.code == "left_alone"]
    assert [one.where for one in faults] == ([f"case {case}"] if named else [])


@pytest.mark.parametrize(
    ("happened", "named"),
    [
        pytest.param(("search:0", "done:0"), False, id="none is left"),
        pytest.param(("search:2", "done:2"), False, id="two stay, with the reason"),
        pytest.param(("search:2", "done:0"), True, id="two were left without a word"),
        pytest.param(("done:0",), True, id="nobody searched since the decision"),
    ],
)
def test_copies_that_were_called_dealt_with_while_the_host_showed_some_are_named(house, happened, named):
    stage = Stage(house, now=house.now, mint=house.mint)
    case = stage.case()
    stage.decide(case, "L4")
    for one in happened:
        what, _, number = one.partition(":")
        if what == "search":
            search_made(case, by=cast.MEI, mint=house.mint, now=stage.now, copies=int(number))
        else:
            stage.write(
                case, facts.StepDone(step="copies", words=stage.words(case, "查过了"), stay=int(number))
            )
    faults = [one for one in verify(now=stage.now).faults if one.code == "copies_left"]
    assert len(faults) == named
