"""Every table that is ours with its columns, another value for each, and a row in the tables that no book fills."""

import json
from datetime import date, datetime, timedelta
from uuid import UUID

import psycopg
from django.apps import apps

from ombud.core import facts, notices, redress
from ombud.core.ids import bucket_of
from ombud.core.pack.parse import from_compiled
from ombud.core.playbooks import open_steps
from ombud.store import (
    affected,
    deciding,
    keeping_out,
    lessons,
    models,
    orders,
    packs,
    readings,
    subjects,
    team_moves,
    texts,
)
from ombud.store.ledger import open_case, open_complaint, read_case, read_complaint
from ombud.store.subjects import Decided
from ombud.store.transactions import one_transaction
from ombud.usecases.answer import answer
from ombud.usecases.answer_breach import answer_breach
from ombud.usecases.appeal import appeal
from ombud.usecases.draft_from_letter import draft_from_letter
from ombud.usecases.fan_out import fan_out
from ombud.usecases.follow import follow
from ombud.usecases.keep_line_out import keep_line_out
from ombud.usecases.limit_contact import Limits, limit_contact
from ombud.usecases.mark_abuse import Affront, mark_abuse
from ombud.usecases.name_affected import name_affected
from ombud.usecases.open_beside import Beside, open_beside
from ombud.usecases.tell_affected import tell_affected
from tests import cast
from tests.usecases.sorting.scene import House, video

OTHER = {
    "boolean": "NOT coalesce({0}, false)",
    "smallint": "coalesce({0}, 0) + 1",
    "integer": "coalesce({0}, 0) + 1",
    "bigint": "coalesce({0}, 0) + 1",
    "double precision": "{0} + 1",
    "uuid": "coalesce(encode(set_byte(uuid_send({0}), 15, 255 - get_byte(uuid_send({0}), 15)), 'hex')::uuid, gen_random_uuid())",
    "date": "{0} + 1",
    "timestamp with time zone": "coalesce({0}, now()) + interval '1 hour'",
    "bytea": "set_byte({0}, 0, 255 - get_byte({0}, 0))",
    "ARRAY": "array_append({0}, 'x'::varchar)",
    "jsonb": "'{{\"x\": 1}}'::jsonb",
}
TEXT = "CASE WHEN {0} IS NULL OR {0} <> 'x' THEN 'x' ELSE 'y' END"


def tables() -> list[str]:
    """Return every table of a model of ours."""
    return sorted(model._meta.db_table for model in apps.get_app_config("store").get_models())


def columns(root: psycopg.Connection, table: str) -> dict[str, str]:
    """Return the columns of a table, each with an expression for another value than it has."""
    found = root.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
        " AND table_schema = 'public' ORDER BY ordinal_position",
        [table],
    ).fetchall()
    return {name: OTHER.get(kind, TEXT).format(f'"{name}"') for name, kind in found}


def fill(house: House, case: UUID) -> None:
    """Put a row into each table that a case's life does not fill."""
    now, bucket = house.now, bucket_of(case)
    [mei, zhou] = models.Staff.objects.filter(username__in=("mei", "zhou")).order_by("username")
    video = import_decision(house, "d-1", about="v-1")
    models.Alarm(
        bucket=bucket,
        id=house.mint(bucket),
        kind="clock",
        to_role="lead",
        owner=case,
        about="breach:decide_target",
        raised_at=now,
    ).save(force_insert=True)
    alarm = models.Alarm.objects.values_list("id", flat=True)[0]
    models.Wake(bucket=bucket_of(alarm), alarm=alarm, agent=zhou.id, way="mail").save(force_insert=True)
    beside = Beside(named=("video:w-1",), kinship="copy", reason="the same film", code="CV.SPAM")
    drawn_in = Beside(named=("video:v-2",), kinship="sister", reason="alike")
    for one in (beside, drawn_in):
        open_beside(case, beside=one, opened_for="to judge", by=zhou.id, mint=house.mint, now=now)
    activate(house, "CN", by=mei.id, signed_by=zhou.id)
    for what, who, why in (("page", mei, "to judge"), ("file", zhou, "to help")):
        readings.log_read(case, by=who.id, what=what, reason=why, grant=None, mint=house.mint, now=now)
    models.Tie(agent=zhou.id, subject=video).save(force_insert=True)
    find_unfounded(house, by=mei.id, judged_by=zhou.id)
    abuse(house, by=mei.id, led_by=zhou.id)
    learn(house, case, by=mei.id)
    know_issue(house, by=zhou.id)
    keep_line_out_of(house, by=mei.id)
    keep_team_out(house)
    models.Heartbeat(chore="sort", beat_at=now).save(force_insert=True)
    models.ApiKey(hash=bytes(32), sender=house.mint(), name="host", scopes=["file"], made_at=now).save()


def learn(house: House, case: UUID, *, by: UUID) -> None:
    """Let two faults become work, one of which is done, and two complainants say what they think, of which somebody looks."""
    words = one_transaction(texts.keep_for)(case, "It was too fast.", mint=house.mint)
    soon, later = house.now + timedelta(days=9), house.now + timedelta(days=99)
    for no, (cause, clause, owner, due) in enumerate(
        (("haste", None, "quality", soon), ("tool", "CLIPS.2.1", "tools", later)), 1
    ):
        fault = facts.Fault(lapse="", cause=cause, words=words)
        _write(house, case, facts.FaultFound(fault=fault, clause=clause), by="chore:x", minutes=no)
        task = facts.TaskOpened(no=no, fault=no, owner=owner, due_at=due)
        one_transaction(lessons.task_of)(cause, clause, new=(case, no))
        _write(house, case, task, by="chore:x", minutes=no)
    done = facts.TaskDone(no=2, agent=by, words=words, check_at=later)
    _write(house, case, done, by="chore:x", minutes=3)
    members = models.Member.objects.filter(case_id=case).order_by("complaint")
    for no, one in enumerate(members.values_list("complaint", flat=True).distinct()):
        rated = facts.Rated(
            case=case,
            decision=no + 1,
            outcome=("violation", "granted")[no],
            solved=bool(no),
            heard=bool(no),
            clear=None if no else True,
        )
        _say(house, one, rated, minutes=no)
        no_ = len(read_case(case).lessons.looks) + 1
        drawn = facts.LookDrawn(no=no_, kind="unsolved", decision=1, due_at=soon, complaint=one)
        _write(house, case, drawn, by="chore:x", minutes=4 + no)
    taken = facts.LookTaken(no=no_, agent=by, until=soon)
    _write(house, case, taken, by="chore:x", minutes=9)


def leak(house: House) -> None:
    """Let a leak touch two who never complained; both are told, and one complains because of it."""
    by = models.Staff.objects.get(username="zhou").id
    house.file("平台把我的手机号泄露给了别人。", kind="PR.PLATFORM", key="leak")
    house.drain()
    case = models.Case.objects.get(code="PR.PLATFORM").id
    name_affected(case, ["u-1,en", "u-2,,child"], by=by, now=house.now)
    said = dict.fromkeys(notices.WRITTEN[notices.BREACH], "-")
    words = one_transaction(texts.keep_for)(case, json.dumps(said), mint=house.mint)
    _write(house, case, facts.StepDone(step="tell_person", told=words), by="chore:x")
    one_transaction(affected.owe)(case, now=house.now)
    tell_affected(now=house.now)
    letter = models.Letter.objects.filter(side="affected").order_by("id")[0].id
    [receipt] = house.receive([draft_from_letter(letter, text="")])
    answer_breach(letter, complaint=receipt.id, now=house.now)


def know_issue(house: House, *, by: UUID) -> None:
    """Let two faults be known, one of which is mended and answered with at once, and a question be held against one of them."""
    for no, text in enumerate(("视频一直转圈", "一打开就闪退")):
        [filed] = house.file(text, kind="SV.BUG", key=f"i-{no}")
        house.drain()
        case = read_complaint(filed).parts[0].case
        words = one_transaction(texts.keep_for)(case, "Until then the web version works.", mint=house.mint)
        known = facts.IssueKnown(words=words, until=house.now + timedelta(days=1 + no), agent=by)
        _write(house, case, known, by="chore:x", minutes=no)
        if no:
            _write(house, case, facts.IssueMended(words=words), by="chore:x", minutes=no)
            answer_unread(house, case, words=words, by=by)
        models.IssueLook(bucket=bucket_of(case), case_id=case, issue=filed, done=bool(no)).save(
            force_insert=True
        )


def answer_unread(house: House, case: UUID, *, words: facts.Words, by: UUID) -> None:
    """Answer a case with what is known, before anybody read what was complained of."""
    steps = open_steps(read_case(case), cast.pack(), before="decision")
    proposed = cast.proposed(
        agent=by,
        outcome="answered",
        clause=None,
        findings=(),
        measures=(),
        for_complainant=words,
        for_account=None,
        why_not_lower=None,
    )
    for fact in (
        facts.Assigned(agent=by, how="known"),
        *(facts.StepDone(step=step.id, words=words) for step in steps),
        proposed,
        facts.Decided(no=1, outcome="answered", orders=()),
        facts.MatchAnswered(first=case, decision=1),
    ):
        _write(house, case, fact, by=f"agent:{by}", minutes=2)


@one_transaction
def _say(house: House, complaint: UUID, fact: facts.Rated, *, minutes: int) -> None:
    with open_complaint(complaint) as book:
        book.write(fact, by="complainant", now=house.now + timedelta(minutes=minutes))


def find_unfounded(house: House, *, by: UUID, judged_by: UUID) -> None:
    """Find two notices manifestly unfounded, for one of which an appeal ends it."""
    days = (None, house.now + timedelta(days=7))
    for no, (follows, until) in enumerate(zip(("noted", "suspended"), days, strict=True)):
        contact = {"email": f"x{no}@example.org"}
        [filed] = house.file(
            "这个账号到处刷广告引流", subject=video(f"u-{no}"), contact=contact, key=f"u-{no}"
        )
        house.drain()
        _prove(filed, now=house.now)
        case = read_complaint(filed).parts[0].case
        word = one_transaction(texts.keep_for)(case, "Nothing in it.", mint=house.mint)
        found = facts.Unfounded(complaint=filed, words=word, evidence=(filed,), answer=follows, until=until)
        whole = {"findings": (), "measures": (), "for_complainant": word, "for_account": None}
        first = cast.proposed(agent=by, outcome="no_violation", clause=None, unfounded=found, **whole)
        _decide(house, case, first, minutes=no)
        _tell(house)
        if not no:
            _redress(house, case, by=judged_by, words=word)
        if no:
            letter = models.Letter.objects.get(case_id=case, decision=1, complaint=filed)
            appeal(letter.id, text="It was another one.", mint=house.mint, now=house.now)
            again = cast.proposed(
                no=2,
                agent=judged_by,
                outcome="no_violation",
                clause=None,
                ruling="changed",
                appeal=1,
                fault=facts.Fault(lapse="false_positive", cause="haste", words=word),
                **whole,
            )
            _decide(house, case, again, minutes=3)
            _tell(house)


def abuse(house: House, *, by: UUID, led_by: UUID) -> None:
    """Let two complainants be warned of what they wrote, one of whom contact is limited for after it happened again."""
    for no in range(2):
        contact = {"email": f"a{no}@example.org", "phone": f"+861390000000{no}"}
        [filed] = house.file(
            "这个账号到处刷广告引流", subject=video(f"a-{no}"), contact=contact, key=f"a-{no}"
        )
        house.drain()
        _prove(filed, now=house.now)
        case = read_complaint(filed).parts[0].case
        _write(house, case, facts.Assigned(agent=by, how="next"), by=f"agent:{by}")
        for minutes in range(1, 2 + no):
            at = house.now + timedelta(minutes=minutes + no)
            answer(
                filed,
                text="废物。今晚就想死。" if not no else "废物。",
                mint=house.mint,
                now=at,
            )
            message = read_complaint(filed).words[-1][1].id
            affront = Affront(complaint=filed, message=message, kind="insult", passage="废物")
            mark_abuse(case, affront=affront, by=by, mint=house.mint, now=at)
        if no:
            until = house.now + timedelta(days=9)
            limits = Limits(complaint=filed, contact="lead", until=until, reason="It went on.")
            limit_contact(case, limits=limits, by=led_by, mint=house.mint, now=at)
        _write(house, case, facts.Returned(agent=by, why=facts.ATTACKED), by=f"agent:{by}", minutes=9)


@one_transaction
def keep_line_out_of(house: House, *, by: UUID) -> None:
    """Let two cases be kept from somebody until a complaint about them is decided."""
    for no in range(2):
        [filed] = house.file("这个账号到处刷广告引流", subject=video(f"l-{no}"), key=f"l-{no}")
        house.drain()
        with open_case(read_complaint(filed).parts[0].case) as book:
            words = texts.keep_for(book.id, "It is about them.", mint=house.mint)
            said = {"words": words, "by": by, "line_by": "chore:line", "because": filed}
            keeping_out.keep_out(book, (by, filed)[no], **said, now=house.now)


def keep_team_out(house: House) -> None:
    """Let a complaint about one of a team be kept from all of it, since another could take it; somebody was of the team once."""
    here = {one.username: one.id for one in models.Staff.objects.all()}
    for name, team, days in (
        ("mei", "1", 9),
        ("zhou", "1", 9),
        ("jun", "1", 8),
        ("jun", "2", 7),
        ("su", "2", 6),
    ):
        since = house.now - timedelta(days=days)
        one_transaction(team_moves.move)(here[name], team=team, by=here["zhou"], now=since)
    house.file("客服态度太差,复制粘贴三遍就挂断了,是 mei 说的。", key="rude")
    house.drain()
    assert keep_line_out(known={}, mint=house.mint, now=house.now)
    assert follow(now=house.now)


@one_transaction
def _prove(complaint: UUID, *, now: datetime) -> None:
    """The link that came by mail was used by whoever holds the complaint."""
    letter = models.Letter.objects.get(complaint=complaint, template="receipt")
    with open_complaint(complaint) as book:
        book.write(facts.ContactProved(letter=letter.id, way="email"), by="complainant", now=now)
        book.write(facts.RecordFetched(letter=letter.id), by="complainant", now=now)


@one_transaction
def _redress(house: House, case: UUID, *, by: UUID, words: facts.Words) -> None:
    """A rule of the host's is paused, and two clauses of ours, of which one is used again."""
    with open_case(case) as book:
        order = redress.pause(book.state, subjects.keep("clips", redress.RULE, "5.1/auto/1"))
        begun = facts.RedressBegun(pause=order, since=house.now, agent=by, words=words)
        book.write(begun, by=f"agent:{by}", now=house.now)
        orders.place(case, (order,), cause=order.key, now=house.now)
        for no in (1, 2):
            until = house.now + timedelta(days=no)
            paused = facts.ClausePaused(clause=f"CLIPS.9.{no}", until=until, words=words)
            book.write(paused, by=f"agent:{by}", now=house.now + timedelta(seconds=no))
        used = facts.ClauseResumed(clause="CLIPS.9.2", words=words)
        book.write(used, by=f"agent:{by}", now=house.now + timedelta(seconds=3))


def _tell(house: House) -> None:
    while fan_out(now=house.now + timedelta(minutes=5)):
        pass


def _decide(house: House, case: UUID, proposal: facts.Proposed, *, minutes: int) -> None:
    _write(house, case, facts.Assigned(agent=proposal.agent, how="next"), by="chore:next")
    _settle(case, proposal, now=house.now + timedelta(minutes=minutes))


@one_transaction
def _settle(case: UUID, proposal: facts.Proposed, *, now: datetime) -> None:
    with open_case(case) as book:
        for step in open_steps(book.state, packs.of_case(book.state), before="decision"):
            book.write(
                facts.StepDone(step=step.id, elements=step.elements), by=f"agent:{proposal.agent}", now=now
            )
        book.write(proposal, by=f"agent:{proposal.agent}", now=now)
        deciding.decide(book, pack=packs.of_case(book.state), by=f"agent:{proposal.agent}", now=now)


@one_transaction
def _write(house: House, case: UUID, fact: facts.CaseFact, *, by: str, minutes: int = 0) -> None:
    with open_case(case) as book:
        book.write(fact, by=by, now=house.now + timedelta(minutes=minutes))


def import_decision(house: House, name: str, *, about: str) -> UUID:
    """Import a decision of the host's about a video, and return the video."""
    video = models.Subject.objects.get(kind="video", external=about).id
    decided = Decided(
        platform="clips",
        external=name,
        at=house.now,
        item=video,
        account=subjects.keep("clips", "account", f"of {about}"),
        clause="5.1",
        automation={"used": True},
        effects=(),
        reasons="spam",
    )
    subjects.keep_decision(decided, mint=house.mint)
    return video


def activate(house: House, place: str, *, by: UUID, signed_by: UUID, days: int = 0) -> None:
    """Propose and sign the pack of a place that is in force anyhow, and let another turn into it on a day."""
    at = house.now + timedelta(days=days)
    shelved = models.CompiledPack.objects.filter(jurisdiction=place).values_list("digest", flat=True)[0]
    proposed = models.PackProposal(
        id=house.mint(),
        jurisdiction=place,
        digest=shelved,
        before=shelved,
        applies_to="new",
        by=by,
        at=at,
    )
    proposed.save(force_insert=True)
    models.PackVerdict(proposal=proposed.id, proposed_by=by, by=signed_by, verdict="signed", at=at).save(
        force_insert=True
    )
    day = date(2026, 12, 1) + timedelta(days=days)
    plain = {**json.loads(packs.by_digest(shelved).compiled), "then": {"on": str(day), "digest": shelved}}
    body = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    packs.store_pack(before := from_compiled(body), now=at)
    models.PackTurn(
        id=house.mint(),
        jurisdiction=place,
        before=before.digest,
        digest=shelved,
        day=day,
        at=at,
    ).save(force_insert=True)
