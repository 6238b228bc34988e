"""An account is given back on signals that do not depend on each other, and never on what an intruder can show."""

from dataclasses import replace

import pytest

from ombud.core import facts, owning
from ombud.core.case import Case
from ombud.core.refusals import No, Refused
from tests.cast import COMPLAINT, LETTER, MEI, a_case, opened, pack, proposed, words

TAKEN = facts.Assigned(agent=MEI, how="next")


def shown(*signals: str, level: str = "V1", by=COMPLAINT) -> facts.Verified:
    return facts.Verified(complaint=by, level=level, method="signals", signals=signals)


def case_of(*happened: facts.CaseFact) -> Case:
    return a_case(TAKEN, *happened, first=opened("AS.TAKEOVER", "S2"))


def score(*signals: str) -> owning.Score:
    found = owning.score(case_of(shown(*signals)), COMPLAINT, level="V2", pack=pack())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("signals", "weight", "apart", "enough"),
    [
        pytest.param((), 0, 0, False, id="nothing"),
        pytest.param(("profile",), 0, 0, False, id="what the profile shows"),
        pytest.param(("old_device",), 40, 1, False, id="one strong thing"),
        pytest.param(("old_factor", "second_factor"), 40, 1, False, id="one source, shown twice"),
        pytest.param(("payment", "creation", "usual_network"), 65, 3, False, id="all that an intruder may know"),
        pytest.param(("old_device", "creation"), 60, 2, True, id="a device and when it was made"),
        pytest.param(("friends", "payment", "creation"), 80, 3, False, id="friends may be the thief's own sock puppets"),
        pytest.param(("friends", "old_factor"), 70, 2, True, id="friends, and a telephone from before"),
        pytest.param(("live_session", "second_factor"), 65, 2, False, id="whoever sits in it has linked a factor of their own"),
        pytest.param(("live_session", "old_device"), 65, 2, True, id="an owner on the device they always had"),
        pytest.param(("friends", "creation"), 50, 2, False, id="two, and not enough"),
        pytest.param(("old_device", "old_factor", "profile"), 80, 2, True, id="the profile neither helps nor harms"),
    ],
)  # fmt: skip
def test_what_is_enough_is_heavy_independent_and_beyond_an_intruder(signals, weight, apart, enough) -> None:
    found = score(*signals)
    assert (found.weight, found.apart, found.is_enough) == (weight, apart, enough)


def test_a_number_that_the_carrier_gave_to_somebody_else_proves_nothing_and_neither_does_what_it_opened() -> (
    None
):
    given_away = facts.Established(source="host", facts=("number_reassigned",))
    for told, enough in (((), True), ((given_away,), False)):
        case = case_of(*told, shown("old_factor", "creation"))
        found = owning.score(case, COMPLAINT, level="V2", pack=pack())
        assert found is not None
        assert found.is_enough is enough
    assert (found.weight, found.apart, found.void) == (20, 1, {"old_factor", "second_factor", "live_session"})
    assert not found.void & found.would_add.keys(), "nobody is asked for what proves nothing"
    with pytest.raises(Refused) as no:
        owning.check_reaches(case, COMPLAINT, level="V2", pack=pack())
    assert no.value.code is No.SCORE_TOO_LOW
    device = case_of(given_away, shown("old_device", "creation"))
    owner = owning.score(device, COMPLAINT, level="V2", pack=pack())
    assert owner is not None
    assert owner.is_enough, "its owner still has the telephone itself"


def test_after_a_sim_swap_whoever_answers_from_the_number_may_be_the_thief_whatever_it_is_called_later() -> (
    None
):
    swapped = opened("AS.SIM", "S2")
    by_number = shown("old_factor", "second_factor", "creation")
    for later in (
        (),
        (facts.Recoded(code="AS.TAKEOVER", lane="account_security.zh.general", words=words()),),
    ):
        case = a_case(TAKEN, by_number, *later, first=swapped)
        found = owning.score(case, COMPLAINT, level="V2", pack=pack())
        assert found is not None
        assert (found.weight, found.void) == (20, {"old_factor", "second_factor"})
    owner = a_case(TAKEN, shown("old_device", "creation", level="V2"), first=swapped)
    assert owning.reaches(owner, COMPLAINT, level="V2", pack=pack())


@pytest.mark.parametrize(
    ("code", "later", "lost"),
    [
        pytest.param("AS.SIM", (), True, id="a SIM swap"),
        pytest.param("AS.TAKEOVER", (), False, id="a takeover"),
        pytest.param(
            "AS.SIM",
            (facts.Recoded(code="AS.TAKEOVER", lane="account_security.zh.general", words=words()),),
            True,
            id="a swap that is called a takeover later",
        ),
        pytest.param(
            "AS.TAKEOVER",
            (facts.Established(source="host", facts=("number_reassigned",)),),
            True,
            id="a number that the carrier gave away",
        ),
    ],
)
def test_where_a_stranger_may_have_the_telephone_no_word_goes_there(code, later, lost) -> None:
    case = a_case(*later, first=opened(code, "S2"))
    assert owning.phone_is_lost(case, pack=pack()) is lost


def test_an_agent_s_word_makes_no_number_somebody_else_s() -> None:
    said = facts.Established(source="agent", facts=("number_reassigned",))
    found = owning.score(case_of(said, shown("old_factor", "creation")), COMPLAINT, level="V2", pack=pack())
    assert found is not None
    assert found.is_enough


def test_what_would_add_to_it_leaves_out_what_comes_from_the_same_source() -> None:
    found = score("old_factor")
    assert "second_factor" not in found.would_add
    assert "profile" not in found.would_add
    assert found.would_add["old_device"] == 40
    assert score("creation").would_add["friends"] == 30


def test_what_one_showed_is_not_anothers_and_adds_up_over_time() -> None:
    case = case_of(shown("old_device"), shown("payment", by=LETTER))
    with pytest.raises(Refused) as refused:
        owning.check_reaches(case, COMPLAINT, level="V2", pack=pack())
    assert refused.value.code is No.SCORE_TOO_LOW
    told = {"level": "V2", "weight": 40, "enough": 60, "groups": 1, "apart": 2}
    assert refused.value.facts == told
    owning.check_reaches(case, COMPLAINT, level="V2", pack=pack(), more=("creation",))


def test_a_level_that_adds_nothing_up_is_not_weighed() -> None:
    work = a_case(TAKEN, first=opened("CV.IP.COPY", "S3"))
    for level in ("V1", "V3", "V9"):
        assert owning.score(case_of(), COMPLAINT, level=level, pack=pack()) is None
        owning.check_reaches(work, COMPLAINT, level=level, pack=pack())


@pytest.mark.parametrize("level", ["V3", "V4", "V5"])
def test_of_an_account_no_higher_level_that_somebody_wrote_down_stands_in_for_what_adds_up(level) -> None:
    written = shown(level=level)
    with pytest.raises(Refused) as refused:
        owning.check_reaches(case_of(written), COMPLAINT, level=level, pack=pack())
    assert (refused.value.code, refused.value.facts["level"]) == (No.SCORE_TOO_LOW, "V2")
    assert not owning.reaches(case_of(written), COMPLAINT, level=level, pack=pack())
    showed = case_of(shown("account_papers", "creation"), written)  # a company's contract names the account
    owning.check_reaches(showed, COMPLAINT, level=level, pack=pack())
    assert owning.reaches(showed, COMPLAINT, level=level, pack=pack())
    assert not owning.reaches(showed, LETTER, level=level, pack=pack()), "nobody's proof is another's"


@pytest.mark.parametrize(
    ("codes", "enough"),
    [
        pytest.param(("AS.REALNAME",), True, id="whoever says that it is not theirs proves nothing of it"),
        pytest.param(("AS.REALNAME", "AS.TAKEOVER"), False, id="under another name it is a claim after all"),
        pytest.param(("AS.GONE",), False, id="a kind that nobody knows any more"),
    ],
)
def test_who_somebody_is_counts_alone_only_where_no_account_can_be_given(codes, enough) -> None:
    first = opened(codes[0], "S2")
    recoded = (
        facts.Recoded(code=code, lane="account_security.zh.senior", words=words()) for code in codes[1:]
    )
    case = a_case(TAKEN, *recoded, shown(level="V3"), first=first)
    assert owning.reaches(case, COMPLAINT, level="V3", pack=pack()) is enough


def test_a_signal_has_a_name_of_the_pack() -> None:
    owning.check_signals(("old_device", "profile"), pack=pack())
    with pytest.raises(Refused) as refused:
        owning.check_signals(("he_sounded_honest",), pack=pack())
    assert refused.value.code is No.UNKNOWN_WORD


def test_what_only_the_host_knows_counts_as_it_answered_and_what_it_denied_later_no_more() -> None:
    def asked(*signals: str, **answered: tuple[str, ...]) -> facts.Verified:
        return replace(shown(*signals), words=words(), **{"confirmed": (), **answered})

    def counts(*several: facts.Verified) -> set[str]:
        found = owning.score(case_of(*several), COMPLAINT, level="V2", pack=pack())
        return set(found.shown) if found else set()

    both = asked("friends", "old_device", confirmed=("old_device",))
    assert counts(both) == {"friends", "old_device"}
    assert counts(asked("friends", "old_device")) == {"friends"}, "a tick is no answer"
    assert counts(both, asked(denied=("old_device",))) == {"friends"}
    assert counts(shown("old_device")) == {"old_device"}, "from before anybody was asked"


def test_nobody_ticks_what_only_the_host_knows_and_what_they_saw_takes_words() -> None:
    owning.check_own(case_of(), (), words=False, pack=pack())
    owning.check_own(case_of(), ("friends",), words=True, pack=pack())
    for signals, code in ((("old_device",), No.ASK_HOST), (("friends",), No.FACTS_MISSING)):
        with pytest.raises(Refused) as no:
            owning.check_own(case_of(), signals, words=code is No.ASK_HOST, pack=pack())
        assert no.value.code is code


def test_a_proof_of_nobody_is_named() -> None:
    said = shown("friends", "old_device")
    assert owning.unfounded(case_of(), said, pack=pack()) == {"friends", "old_device"}
    whole = replace(said, words=words(), confirmed=("old_device",))
    assert owning.unfounded(case_of(), whole, pack=pack()) == set()
    old = pack()
    rules = {
        level: replace(
            rule, signals={name: replace(one, asked_of_host=False) for name, one in rule.signals.items()}
        )
        for level, rule in old.verifications.items()
    }
    assert owning.unfounded(case_of(), said, pack=replace(old, verifications=rules)) == set(), (
        "by rules from before"
    )


def test_where_a_case_is_about_no_account_a_person_says_what_they_saw_of_somebodys_own() -> None:
    about_a_video = a_case(TAKEN)
    owning.check_own(about_a_video, ("old_device",), words=True, pack=pack())
    with pytest.raises(Refused) as no:
        owning.check_own(about_a_video, ("old_device",), words=False, pack=pack())
    assert no.value.code is No.FACTS_MISSING
    assert owning.unfounded(about_a_video, shown("old_device"), pack=pack()) == set()
    seen = a_case(TAKEN, replace(shown("old_device"), words=words(), confirmed=()))
    found = owning.score(seen, COMPLAINT, level="V2", pack=pack())
    assert found is not None
    assert found.shown == {"old_device"}


@pytest.mark.parametrize(
    ("letter", "gives_to", "whom"),
    [
        pytest.param("harden", COMPLAINT, COMPLAINT, id="how to keep it safe: who has it again"),
        pytest.param("get_in", COMPLAINT, COMPLAINT, id="how to get in: who gets in"),
        pytest.param("stay_safe", COMPLAINT, None, id="what is no owner's: everybody"),
        pytest.param("harden", None, None, id="nobody was given it"),
    ],
)
def test_what_only_an_owner_is_told_goes_to_whom_the_account_was_given(letter, gives_to, whom) -> None:
    given = proposed(outcome="granted", gives_to=gives_to)
    done = facts.StepDone(step="cause_and_hardening", advised=letter)
    case = case_of(given, facts.Decided(no=1, outcome="granted", orders=()))
    assert owning.advised(case, letter) == whom
    assert owning.advised(case_of(), letter) is None
    told = case_of(given, facts.Decided(no=1, outcome="granted", orders=()), done)
    assert told.is_advised(letter, COMPLAINT)
    assert told.is_advised(letter, LETTER) is (whom is None)
    assert not case.is_advised(letter, COMPLAINT)
