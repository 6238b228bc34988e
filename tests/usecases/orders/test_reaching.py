"""By which way is each person reached, and what if there is none?"""

from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Accepted, Account, HostSubject, RefusedByHost
from ombud.adapters.sending import TryLater, Undeliverable
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SubjectKind
from ombud.store import mailroom
from ombud.store.ledger import read_case
from ombud.store.models import Alarm, Heartbeat
from ombud.usecases.beat import beat
from ombud.usecases.deliver import deliver
from ombud.usecases.override_order import override_order
from ombud.usecases.read_letter import read_letter
from ombud.usecases.revive_order import revive_order
from ombud.usecases.verify import verify
from ombud.usecases.withhold import withhold
from tests import cast


def _receipt(stage) -> mailroom.Letter:
    return mailroom.of_complaint(stage.lan)[0]


def test_a_telephone_gets_a_text_message(stage):
    stage.case(contact={"phone": "+8613800000000"})
    stage.tell()
    assert [sms.to for sms in stage.post.texts] == ["+8613800000000"]
    assert _receipt(stage).state == "delivered"


@pytest.mark.parametrize(
    ("account", "state"),
    [pytest.param("a-lan", "delivered", id="known"), pytest.param("a-nobody", "kept", id="unknown there")],
)
def test_an_account_is_told_inside_the_host(stage, account, state):
    stage.host.know(HostSubject("clips", "account", "a-lan"), account=Account("a-lan"))
    stage.case(contact={"account": account})
    stage.tell()
    assert _receipt(stage).state == state


@pytest.mark.parametrize(
    ("kind", "account", "state"),
    [
        pytest.param("AS.TAKEOVER", "a-hao", "kept", id="into the stolen account goes no word"),
        pytest.param("AS.TAKEOVER", "a-lan", "delivered", id="an account of a friend will do"),
        pytest.param(
            "UF.ACCOUNT", "a-hao", "delivered", id="nobody else sits in an account that was punished"
        ),
    ],
)
def test_whoever_sits_in_a_stolen_account_reads_no_word_to_whoever_claims_it(stage, kind, account, state):
    for name in ("a-hao", "a-lan"):
        stage.host.know(HostSubject("clips", "account", name), account=Account(name))
    about = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")
    text = "我的账号被盗了,手机号被改了,登录不了。" if kind == "AS.TAKEOVER" else "我的账号被封了,很不公平"
    stage.case(text, subject=about, kind=kind, contact={"account": account})
    stage.tell()
    assert (_receipt(stage).state, len(stage.host.tells)) == (state, int(state == "delivered"))
    assert verify(now=stage.now).is_clean


def test_once_it_is_back_its_owner_is_told_there_again(stage):
    hao = HostSubject("clips", "account", "a-hao")
    stage.host.know(hao, account=Account("a-hao"))
    about = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")
    case = stage.case(
        "我的账号被盗了,手机号被改了,登录不了。",
        subject=about,
        kind="AS.TAKEOVER",
        contact={"account": "a-hao"},
    )
    gives = facts.Chosen(measure="R", target=read_case(case).subject)
    stage.decide(case, gives, outcome="granted", gives_to=stage.lan)
    stage.tell()
    decision = next(one for one in mailroom.of_complaint(stage.lan) if one.decision == 1)
    assert (decision.state, _receipt(stage).state) == ("delivered", "kept")


def test_an_address_that_never_takes_mail_leaves_the_letter_to_be_read(stage, monkeypatch):
    monkeypatch.setattr(
        stage.post, "send", lambda mail: Undeliverable(mail.key, "bad_address"), raising=False
    )
    stage.case()
    stage.tell()
    assert (_receipt(stage).state, _receipt(stage).detail) == ("kept", "bad_address")


def test_a_mail_server_that_is_down_is_tried_for_three_days_then_a_person_is_alarmed(stage, monkeypatch):
    monkeypatch.setattr(stage.post, "send", lambda mail: TryLater(mail.key, "down"), raising=False)
    stage.case()
    began = stage.now
    while (due := _receipt(stage).due_at) is not None:
        stage.now = due
        deliver(doors=stage.doors, now=stage.now, limit=1)
    assert _receipt(stage).state == "dead"
    assert stage.now - began > timedelta(days=2, hours=20)
    assert Alarm.objects.filter(kind="letter_dead", to_role="lead").count() == 1
    revive_order(_receipt(stage).id.hex, by=cast.ZHOU, now=stage.now)
    assert _receipt(stage).state == "due"


def test_a_host_that_will_not_tell_its_account_alarms_a_person_at_once(stage, monkeypatch):
    case = stage.case()
    stage.decide(case, "L4")
    refused = lambda self, message, *, now: RefusedByHost(message.key, "unknown_account")  # noqa: E731 - a fake
    monkeypatch.setattr(type(stage.host), "tell", refused)
    stage.tell()
    assert mailroom.of_case(case)[0].state == "dead"
    assert Alarm.objects.filter(kind="letter_dead", owner=case).count() == 1


def test_an_account_nobody_looked_up_waits_for_the_look_up(stage):
    case = stage.case(about="v-unknown")
    stage.decide(case, "L4")
    stage.tell()
    (letter,) = mailroom.of_case(case)
    assert (letter.state, letter.detail, letter.account) == ("due", "unknown_account", None)
    from ombud.store import letters, subjects

    account = stage.subject("account", "a-tao")
    subjects.link(read_case(case).subject, account=account)
    assert letters.account_of(read_case(case)) == account
    stage.later(minutes=1)
    stage.tell()
    assert mailroom.of_case(case)[0].state == "delivered"


def test_a_letter_that_cannot_be_opened_is_not_said_to_be_erased(stage, monkeypatch):
    stage.case()
    stage.tell()

    def shut(_letter):
        raise Refused(No.NOT_FOUND)

    monkeypatch.setattr(mailroom, "words", shut)
    with pytest.raises(Refused) as no:
        read_letter(letter=_receipt(stage).id, now=stage.now)
    assert no.value.code is No.NOT_FOUND


def test_a_signed_session_reads_by_id_and_a_receipt_is_nobodys_to_give_up(stage):
    case = stage.case()
    stage.tell()
    letter = _receipt(stage)
    assert read_letter(letter=letter.id, now=stage.now).complaint_number
    with pytest.raises(Refused) as no:
        override_order(case, key=letter.id.hex, reason="x", by=cast.ZHOU, mint=stage.mint, now=stage.now)
    assert no.value.code is No.NOT_FOUND


def test_who_works_on_a_case_approves_no_silence_in_it(stage):
    from ombud.core import facts
    from ombud.core.vocabulary import Side

    case = stage.case()
    stage.write(case, facts.Assigned(agent=cast.ZHOU, how="lead"), by=cast.ZHOU)
    with pytest.raises(Refused) as no:
        withhold(
            case,
            side=Side.ACCOUNT,
            ground="danger_to_person",
            approver=cast.ZHOU,
            mint=stage.mint,
            now=stage.now,
        )
    assert no.value.code is No.HAND_IN_IT


def test_a_chore_beats_and_chores_long_gone_are_forgotten(stage):
    beat("gone", detail={}, now=stage.now - timedelta(hours=1))
    beat("deliver", detail={"done": 1}, first=True, now=stage.now)
    beat("deliver", detail={"done": 2}, now=stage.now)
    assert [(row.chore, row.detail) for row in Heartbeat.objects.all()] == [("deliver", {"done": 2})]


def test_a_letter_that_another_worker_is_sending_right_now_is_passed_by(stage, owner):
    stage.case()
    with owner.transaction():
        owner.execute("SELECT FROM letter WHERE id = %s FOR UPDATE", (_receipt(stage).id,))
        assert deliver(doors=stage.doors, now=stage.now) == 0
        assert stage.post.mails == []
    assert deliver(doors=stage.doors, now=stage.now) == 1
    assert len(stage.post.mails) == 1


def test_an_account_whose_host_only_took_the_message_counts_as_told_when_it_was_told(stage, monkeypatch):
    case = stage.case()
    stage.decide(case, "L4")
    with monkeypatch.context() as patched:
        patched.setattr(type(stage.host), "tell", lambda self, message, *, now: Accepted(message.key))
        stage.tell()
    (letter,) = mailroom.of_case(case)
    assert (letter.state, letter.detail) == ("due", "accepted")
    assert read_case(case).told == ()
    stage.now = letter.due_at
    stage.tell()
    assert mailroom.of_case(case)[0].state == "delivered"
    assert [told.letter for told in read_case(case).told] == [letter.id]


def test_a_worker_that_hung_until_another_had_told_the_account_writes_no_second_line(stage, monkeypatch):
    case = stage.case()
    stage.decide(case, "L4")
    tell = type(stage.host).tell

    def hangs(host, message, *, now):
        monkeypatch.setattr(type(host), "tell", tell)
        stage.later(minutes=2)  # the lease has run out
        deliver(doors=stage.doors, now=stage.now)
        return host.tell(message, now=now)

    monkeypatch.setattr(type(stage.host), "tell", hangs)
    stage.tell()
    assert len(stage.host.tells) == 1
    assert [told.template for told in read_case(case).told] == ["statement_of_reasons"]
    assert mailroom.of_case(case)[0].state == "delivered"
    assert verify(now=stage.now).is_clean
