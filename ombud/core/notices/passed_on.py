"""What stands in the letters by which one side, or the house itself, is told what somebody wrote for it?

A rights notice goes to the account in an agent's words and without any name (N4); what the account answers goes to whoever
proved the right (N8); before a decision the account is asked for its side, without any name either (N4); a breach is told to
everybody whose data it touched (N11); a report to an authority is written for a person to hand over (N12). What an agent
writes for a letter is in WRITTEN.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ombud.core import scopes
from ombud.core.case import Case
from ombud.core.notices import words
from ombud.core.notices.advice import HARDEN, HOW
from ombud.core.notices.child import CHILD, CHILD_DONE, WHOSE
from ombud.core.notices.record import ALSO, COVER, RECORD
from ombud.core.notices.repaid import MONEY_BACK, WHY_NOT
from ombud.core.notices.values import Pen, Subject
from ombud.core.pack.authorities import REPORT, Authority
from ombud.core.pack.types import Pack
from ombud.core.pack.words import Source, Text, to_a_child
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import WRONGED, Side

NOTICE: Final = "forwarded_notice"
ASKED: Final = "account_asked"
COUNTER: Final = "forwarded_counter"
UNPROVED: Final = "counter_unproved"
"""The letter by which whoever claims a right and has not proved it hears that the other side states that nothing is infringed."""
POSTER: Final = "poster_identity"
"""The letter by which whoever complained has name and address of whoever posted it, who agreed to that."""
BACK: Final = "came_back"
BACK_TO_HOLDER: Final = "came_back_other"
BACK_LATER: Final = "return_put_off"
BREACH: Final = "breach"
SUMMARY: Final = "incident_summary"
COMPENSATION: Final = "compensation"
REPORTS: Final = frozenset({REPORT, SUMMARY})
"""What is written for a person to hand to an authority."""
WRITTEN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        NOTICE: ("claim",),
        RECORD: (COVER, ALSO),
        CHILD: (WHOSE, CHILD_DONE),
        MONEY_BACK: (WHY_NOT,),
        HARDEN: (HOW,),
        BREACH: ("kinds", "cause", "harm", "remedies", "self_help"),
        COMPENSATION: ("sum", "how_when", "why"),
        REPORT: ("basis", "found", "preserved", "persons_at_risk"),
        SUMMARY: ("basis", "found", "remedies", "damage", "responsibility", "prevention", "preserved"),
    }
)
"""Letter that a step sends → what only the agent can write for it."""
SUM: Final = ("sum", "how_when")
"""What is said of compensation that is paid."""
OPTIONAL: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {COMPENSATION: frozenset(SUM), CHILD: frozenset({WHOSE}), MONEY_BACK: frozenset({WHY_NOT})}
)
"""Letter → what an agent writes for it only where there is something to say."""
NO_SUM: Final = Text("这次不予赔偿。", "No compensation is paid.")
AGAIN: Final = Text(
    "不同意的，可以在 {at} 之前从您的决定信申诉，由没有参与过的人重新判断：{url}",
    "If you disagree, appeal from the letter of our decision by {at}; somebody who had no hand in it looks at it afresh: {url}",
)
IN: Final = "lang"
"""The language that an agent wrote a letter's words in."""
OTHER: Final = "_other"
"""Ends the name of a field that is written a second time, in the other language."""
OFFICE: Final = Text("平台投诉处理处 {url}", "The complaints office of the platform, {url}")
CLAIMANT: Final = Text(
    "主张人的身份由平台核验。为保护对方，我们不转达姓名和地址；您的声明由我们转交。",
    "Who claims it was verified by us. To protect them we pass on neither name nor address; we hand them what you state.",
)
NOBODY_NAMED: Final = Text(
    "我们不告诉任何人是谁提出的，也不说有几个人。",
    "We tell nobody who raised it, nor how many did.",
)
THEN: Final = Text(
    "由一位没有参与过原决定的人员重新判断，您会收到结果。",
    "Somebody who had no hand in the decision looks at it afresh, and you are told the result.",
)
WAITS: Final = Text(
    "如果到 {at} 我们没有收到您已向主管部门投诉或已向法院起诉的通知，法律要求我们恢复。请从这封信的页面告诉我们：{url}",
    "Unless you tell us by {at} that you complained to the authority or sued, the law has us give it back. Tell us here: {url}",
)
AT_ONCE: Final = Text(
    "法律要求收到声明立即恢复，我们随即通知平台恢复。同一内容您不能再通知我们删除；您可以向人民法院起诉。",
    "The law has us give it back at once; we tell the platform so now. You cannot have us remove the same again; you can go to court.",
)
COUNTED: Final = Text(
    "受影响 {n} 人（其中未成年人 {children}）；{kinds}；{since} 至 {until}。",
    "{n} people are touched, {children} of them children; {kinds}; from {since} until {until}.",
)
BESIDE: Final = Text(
    "同一账号还写给另外 {n} 个孩子；各自立案办理：{cases}。",
    "The same account wrote to other children ({n}), each with a case of its own: {cases}.",
)
DATA_KINDS: Final = "data_kinds"
"""The question whose answers name kinds of data."""
COMPLAINED_OF: Final = Text("内容", "what you complained about")
"""What a case is about, as whoever complained of it knows it: to its owner it is theirs."""
COURT: Final = Text("有管辖权的人民法院或主管部门", "The court or authority that is competent")


def notice_values(
    claim: str,
    *,
    subject: Subject,
    measures: Iterable[str],
    answer_to: str,
    until: datetime,
    code: str,
    pen: Pen,
) -> Mapping[str, str]:
    """Return the fields of a rights notice as the account reads it; it answers by appealing from the letter `answer_to`."""
    return {
        **_put(claim, CLAIMANT, subject=subject, measures=measures, until=until, pen=pen),
        "respond_url": pen.places.appeal(answer_to),
        "routes": _routes(code, Side.ACCOUNT, pen),
    }


def asked_values(
    claim: str, *, subject: Subject, measures: Iterable[str], answer_to: str, until: datetime, pen: Pen
) -> Mapping[str, str]:
    """Return the fields by which an account is asked for its side: what is said against it, and never by whom or how many."""
    return {
        **_put(claim, NOBODY_NAMED, subject=subject, measures=measures, until=until, pen=pen),
        "respond_url": pen.places.answer(answer_to),
    }


def _put(
    claim: str, claimant: Text, *, subject: Subject, measures: Iterable[str], until: datetime, pen: Pen
) -> Mapping[str, str]:
    """Return what an account is told of anything that is put to it: about what, what was done, until when it may answer."""
    return {
        "subject": subject.say(pen.lang, child=pen.child),
        "claim": claim,
        "claimant": _said(claimant.say(pen.lang), pen),
        "done": pen.measures(measures) or words.NO_MEASURE.say(pen.lang),
        "respond_by": pen.moment(until),
    }


def counter_values(number: str, *, statement: str, then: str, code: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a counter-statement as the right holder reads it."""
    return {"number": number, "statement": statement, "then": then, **_outside(number, code, pen)}


def unproved_values(number: str, *, code: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields by which whoever only claims the right hears of a counter-statement: that there is one, and none of it."""
    return {"number": number, **_outside(number, code, pen)}


def poster_values(number: str, *, identity: Iterable[str], pen: Pen) -> Mapping[str, str]:
    """Return the fields by which whoever complained learns who stands by what was posted."""
    return {"number": number, "who": "\n".join(identity), "status_url": pen.places.status(number)}


def then_waits(at: datetime, *, letter: str, pen: Pen) -> str:
    """Return what follows where the law waits for the right holder until a moment."""
    return _said(WAITS.say(pen.lang).format(at=pen.moment(at), url=pen.places.letter(letter)), pen)


def then(said: Text, *, pen: Pen) -> str:
    """Return what follows otherwise: it goes back at once, or somebody judges."""
    return _said(said.say(pen.lang), pen)


def back_values(*, subject: Subject, source: Source, pen: Pen) -> Mapping[str, str]:
    """Return the fields by which an account learns that what was hidden goes back because it stated that it infringes nothing."""
    return {"subject": subject.say(pen.lang, child=pen.child), "law": source.cited}


def wronged_values(code: str, *, pen: Pen) -> Mapping[str, str]:
    """Return the field by which an account learns what the law lets it claim of whoever sent a notice that did not hold."""
    return {"wronged": words.routes(pen.pack.routes_for(code, side=WRONGED), pen.lang)}


def back_to_holder_values(number: str, *, source: Source, code: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields by which the right holder learns of it."""
    return {
        "number": number,
        "subject": COMPLAINED_OF.say(pen.lang),
        "law": source.cited,
        **_outside(number, code, pen),
    }


def back_later_values(
    reasons: str, *, subject: Subject, until: datetime, law: str, pen: Pen
) -> Mapping[str, str]:
    """Return the fields by which an account learns that it comes back later, and why."""
    return {
        "subject": subject.say(pen.lang, child=pen.child),
        "until": pen.moment(until),
        "reasons": reasons,
        "law": law,
    }


def _outside(number: str, code: str, pen: Pen) -> Mapping[str, str]:
    routes = _routes(code, Side.COMPLAINANT, pen)
    return {
        "complain_where": routes or _said(COURT.say(pen.lang), pen),
        "status_url": pen.places.status(number),
    }


def in_words_of(pen: Pen, said: Mapping[str, str], *, letter: str = BREACH) -> Mapping[str, str]:
    """Return what was written in the reader's language, or as it was written where nobody wrote it twice."""
    fields = _written(letter, said)
    twice = said.get(IN, pen.lang) != pen.lang and all(said.get(name + OTHER) for name in fields)
    found = {name: said.get(name + OTHER if twice else name, "") for name in fields}
    return {name: to_a_child(text) if pen.child else text for name, text in found.items()}


def _written(letter: str, said: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields of a letter that hold something; those that it must have even where they do not."""
    optional = OPTIONAL.get(letter, frozenset())
    return tuple(name for name in WRITTEN[letter] if name not in optional or said.get(name, "").strip())


def check_languages(said: Mapping[str, str], *, spoken: Iterable[str], letter: str = BREACH) -> None:
    """Refuse words that some of their readers cannot read, or that are written in their language by half.

    Raises: LETTER_FIELD_EMPTY.
    """
    begun = any(said.get(name + OTHER, "").strip() for name in WRITTEN[letter])
    if not begun and all(lang == said[IN] for lang in spoken):
        return
    for name in _written(letter, said):
        if not said.get(name + OTHER, "").strip():
            raise Refused(No.LETTER_FIELD_EMPTY, field=name + OTHER, letter=letter)


def check_compensation(said: Mapping[str, str]) -> None:
    """Refuse a sum that nobody says how and when to get, and the other way round.

    Raises: LETTER_FIELD_EMPTY.
    """
    lacks = [name for name in SUM if not said.get(name, "").strip()]
    if len(lacks) == 1:
        raise Refused(No.LETTER_FIELD_EMPTY, field=lacks[0], letter=COMPENSATION)


def compensation_values(
    number: str, *, said: Mapping[str, str], code: str, until: datetime | None, pen: Pen
) -> Mapping[str, str]:
    """Return the fields of a letter about compensation: yes with how much, how and when, or no; why, and where to go from there."""
    appeal = (
        ""
        if until is None
        else AGAIN.say(pen.lang).format(at=pen.moment(until), url=pen.places.status(number))
    )
    written = in_words_of(pen, said, letter=COMPENSATION)
    nothing = {} if written.get("sum") else {"none": NO_SUM.say(pen.lang)}
    outside = "\n\n".join(part for part in (_said(appeal, pen), _routes(code, Side.COMPLAINANT, pen)) if part)
    return {**written, **nothing, "number": number, "appeal": outside or _said(COURT.say(pen.lang), pen)}


def breach_values(number: str, *, said: Mapping[str, str], pen: Pen) -> Mapping[str, str]:
    """Return the fields of a letter about a breach: what the agent found, and where to reach the one responsible."""
    return {**in_words_of(pen, said), "number": number, "contact": pen.places.status(number)}


def affected_values(number: str, *, said: Mapping[str, str], pen: Pen) -> Mapping[str, str]:
    """Return the same for whoever never complained: they can, from the letter or at the office."""
    return {
        **in_words_of(pen, said),
        "number": number,
        "contact": OFFICE.say(pen.lang).format(url=pen.places.privacy()),
    }


def counted(case: Case, *, pen: Pen) -> str:
    """Return the figures of a leak as an authority reads them: how many people, children among them, which data of how many; or nothing."""
    if not case.scopes:
        return ""
    return COUNTED.say(pen.lang).format(
        n=scopes.persons(case),
        children=max(one.children for one in case.scopes),
        kinds="；".join(data_words(scopes.figures(case), pack=pen.pack, lang=pen.lang)) or "–",
        since=pen.moment(min(one.since for one in case.scopes)),
        until=pen.moment(max(one.until for one in case.scopes)),
    )


def at_risk(beside: Sequence[str], *, pen: Pen) -> str:
    """Return of how many other children of the same account there are cases beside this one, by their numbers; or nothing."""
    return BESIDE.say(pen.lang).format(n=len(beside), cases=", ".join(beside)) if beside else ""


def data_words(figures: Iterable[tuple[str, int]], *, pack: Pack, lang: str) -> Iterator[str]:
    """Yield each kind of data in words, with of how many people it got out."""
    asked = pack.questions.get(DATA_KINDS)
    said = {one.id: one.words.say(lang) for one in asked.options} if asked else {}
    yield from (f"{said.get(name, name)} {n}" for name, n in figures)


def report_values(
    number: str,
    *,
    said: Mapping[str, str],
    to: Authority | None,
    measures: Iterable[str],
    pen: Pen,
    more: Mapping[str, str],
) -> Mapping[str, str]:
    """Return the fields of a report to an authority: to which, what the agent wrote and the books know `more` of it, what the case did."""
    known = {
        name: "\n\n".join(filter(None, (said[name], text))) for name, text in more.items() if name in said
    }
    return {
        **said,
        **known,
        **({"to": to.title.say(pen.lang)} if to else {}),
        "reference": number,
        "acted": pen.measures(measures) or words.NO_MEASURE.say(pen.lang),
        "contact": OFFICE.say(pen.lang).format(url=pen.places.url),
    }


def _routes(code: str, side: Side, pen: Pen) -> str:
    return _said(words.routes(pen.pack.routes_for(code, side=side), pen.lang), pen)


def _said(text: str, pen: Pen) -> str:
    return to_a_child(text) if pen.child else text
