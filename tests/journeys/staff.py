"""Colleagues at their desks: everything they do goes through pages, logged in as themselves.

What leads do goes through the pages of the office.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.test import Client

from ombud.adapters import here
from ombud.core.pack.kinds import STAYED
from ombud.core.pack.tools import OTHERS as AT_RISK
from ombud.core.pack.tools import SEARCH
from ombud.core.receipts import number_of
from ombud.look.words import say
from tests.cast import packs
from tests.journeys.owners import OWN, says
from tests.journeys.people import plain
from tests.portal.conftest import CODE, NUMBER

UPTO = re.compile(r'name="upto" value="(\d+)"')
SEEN = re.compile(r'name="seen" value="(\d+)"')
TROUBLE = re.compile(r'id="trouble">.{0,1200}', re.DOTALL)
PROOF = re.compile(r'name="proof_1"[^>]*?value="([^"]+)"')
DOCUMENT = re.compile(r'name="verify_documents" value="([^"]+)"')
KEY = re.compile(r'/approve/">.*?name="key" value="([0-9a-f]+)"', re.DOTALL)
LAST_DAY = re.compile(r'name="prolong_([0-9a-f]+)"')
FILE = re.compile(r'href="(/work/case/[0-9a-f-]{36}/file/[0-9a-f-]{36}/content/)"')
OUTSIDE_FILE = re.compile(r'href="(/work/case/[^"]+/outside/\d+/)"')
WHOSE = re.compile(r'<option value="([0-9a-f-]{36})"')
MESSAGE = re.compile(r'<option value="([0-9a-f-]{36}/[0-9a-f-]{36})"[^>]*>([^<]*)<')
CONTACT = re.compile(r'action="(/work/contact/[0-9a-f-]{36}/)"')
CHANGES = re.compile(r'action="(/work/contact/[0-9a-f-]{36}/change/)"')
SPOKEN_OF = re.compile(r'name="abuse_complaint" value="([0-9a-f-]{36})"')
ALARM = r'name="alarm" value="([^"]+)">\s*<input type="hidden" name="case" value="{case}"'
MATCHED = re.compile(r'name="case" value="([^"]+)"')
CODED = re.compile(r"(?<![\w./@=:-])[a-z]{2,}(?:_[a-z]+)+\b(?![./@=-])")
"""What nobody is to read: a name that the house has for something within."""
NAMED = {"friendly_uncle"}
"""What looks like one, and is the name that an account gave itself."""
SEARCHES, OTHERS = '/search/">', '/others/">'
ALL = bool(os.environ.get("OMBUD_TEST_ALL"))
SEEN_IN: set[tuple[str, str]] = set()
"""Kinds of cases and how far they are, of which somebody read a page in this run; in `./test --all` each is read."""
AWAY = timedelta(minutes=29)
"""After which a colleague logs in anew."""


def _held(page: str, step: str, where: str) -> dict[str, str]:
    """All that a step's form asks of a notice, as there, and where it was found."""
    return {
        name: "on" if ".holds." in name else where
        for name in re.findall(rf'name="(said_{step}\.(?:holds|where)\.\w+)"', page)
    }


@cache
def _that_search() -> frozenset[str]:
    """Name the steps that search, in any pack that ships: where nobody did yet, the page asks for it."""
    steps = (step for pack in packs() for book in pack.playbooks.values() for step in book.steps)
    return frozenset(step.id for step in steps if step.tool in {SEARCH, AT_RISK})


@cache
def _that_end() -> frozenset[str]:
    """Name the steps that look again later, and are done by saying how it went."""
    steps = (step for pack in packs() for book in pack.playbooks.values() for step in book.steps if step.ends)
    return frozenset(step.id for step in steps)


def _claimants_in(page: str) -> list[str]:
    found = re.search(r'name="verify_complaint">(.*?)</select>', page, re.DOTALL)
    assert found is not None
    return WHOSE.findall(found[1])


def _matched_in(page: str) -> list[str]:
    return list(dict.fromkeys(MATCHED.findall(page)))


class SaysNo(Exception):  # noqa: N818 - an answer, not an error
    """A page refused, in words; `page` is its markup, with what was typed."""

    page = ""


@dataclass
class Colleague:
    """Somebody who works here."""

    house: Any
    name: str
    id: UUID
    case: UUID | None = None
    later_at: str = ""
    client: Client = field(default_factory=Client)
    used_at: datetime | None = None
    read_at: tuple[UUID, int] | None = None
    """Which case's page was read last, and how far its book was then."""

    # --- the desk

    def takes_next(self) -> UUID:
        """Ask for the next case; the dispatcher picks."""
        return self._take()

    def takes_to_sign(self, *, reads: bool = True) -> UUID:
        """Ask for the next proposal to sign, and read what is sealed: another lets them, and nobody signs it unread."""
        case = self._take(sign="1")
        if reads and self.house.case(case).sealed:
            self.reads_sealed(case, reason="签署之前要看")
        return case

    def reads_sealed(self, case: UUID, *, reason: str) -> None:
        """Have what is sealed opened for them by a manager, who is somebody else, and open it."""
        manager = self.house.zhou if self.id != self.house.zhou.id else self.house.su
        manager.grants(case, to=self, reason=reason)
        self.opens(reason)

    def _take(self, **said: str) -> UUID:
        answer = self._send("/work/next/", **said)
        found = re.search(r"/work/case/([0-9a-f-]{36})", answer.headers["Location"])
        assert found is not None
        self.case = UUID(found[1])
        return self.case

    def takes_a_break(self) -> None:
        self._send("/work/presence/", rest="1")

    def comes_back(self) -> None:
        self._send("/work/presence/")

    def declares(self, account: str, bond: str) -> None:
        """Write down whose account is theirs, or somebody's whom they know."""
        self._send("/work/ties/", account=account, bond=bond)

    def desk(self) -> str:
        return plain(self._get("/work/").text)

    def was_asked(self, text: str, **said: str) -> tuple[str, str]:
        """Write down what somebody asked off the record; return number and code, which are read to whoever asked."""
        self._is_at_work()
        answer = self.client.post("/work/informal/", {"text": text, **said}, headers=self._headers)
        _refuse(answer)
        assert answer.status_code == 200, answer.status_code
        page = answer.text
        number, code = NUMBER.search(page), CODE.search(page)
        assert number is not None
        assert code is not None
        return number[1], code[1]

    def hears_on_the_phone(self, number: str, code: str, text: str) -> str:
        """Write down what somebody on the telephone says of the complaint whose number and code they read out."""
        self._is_at_work()
        said = {"number": number, "code": code, "more": text}
        answer = self.client.post("/work/phone/more/", said, headers=self._headers)
        _refuse(answer)
        return plain(answer.text)

    # --- a case

    def page(self, part: str = "") -> str:
        """The page of the case in hand, as markup."""
        answer = self._get(self._at(part))
        _refuse(answer)
        assert answer.status_code == 200, answer.headers.get("Location", answer.status_code)
        assert not (codes := {*CODED.findall(plain(answer.text))} - NAMED), f"no words for {codes}"
        if not part:
            self.read_at = self.case, int(_seen(answer.text))
        return answer.text

    def sees(self) -> str:
        """The page of the case in hand, as it is read."""
        return plain(self.page())

    def step(self, title: str) -> str:
        """What the page says of one step of the playbook: what it is for, an example, with what and by what it is done."""
        several = (plain(one) for one in self.page().split('<li class="step ')[1:])
        return next(one for one in several if title in one[:200])

    def may_open(self, case: UUID) -> bool:
        """Say whether the page of a case opens for this colleague."""
        return self._get(f"/work/case/{case}/").status_code == 200

    def looks_up(self) -> None:
        """Ask Clips what it knows; the answer is kept as evidence."""
        self._act("look")

    def opens(self, reason: str) -> None:
        """Open sealed material, with a reason."""
        self._act("open", open_reason=reason)

    def opens_file(self, place: int = 0) -> bytes:
        """Open a file that somebody sent, by its place among those that may be opened."""
        found = FILE.findall(self.page())
        answer = self._get(found[place])
        _refuse(answer)
        assert answer.status_code == 200, answer.status_code
        return b"".join(answer.streaming_content)

    def refuses_file(self, text: str) -> None:
        """Destroy a file that shows more than was asked for, from where it is listed, and ask for it again."""
        file = re.search(r'name="shows_too_much" value="([^"]+)"', self.page())
        assert file is not None, "no file is listed that may be destroyed"
        self._act("refuse-file", shows_too_much=file[1], cover_text=text)

    def does(
        self, step: str, note: str = "", *found: str, since: str = "", whose: str = "", ended: str = ""
    ) -> None:
        """Do a step: what it found out, or the day since when it is so, is said with it; one that looks again looks first."""
        if step in _that_end():
            self.looks_up()
            ended = ended or STAYED
        if ALL or step in _that_search():
            self._searches_for(step, self.page())
        said = {f"shown_{step}": note, f"found_{step}": found, f"since_{step}": since}
        said |= {f"whose_{step}": whose, f"ended_{step}": ended}
        self._act("step", step=step, do="done", **said)

    def works_through(self, notes: Mapping[str, str]) -> None:
        """Do several steps in order, each with its note, from the page as it lies open: read once, not before each.

        What a step's letter says goes under "step.field". Of a notice everything is found where the note says.
        """
        page = self.page()
        seen = _seen(page)
        for step in dict.fromkeys(name.partition(".")[0] for name in notes):
            said = {f"said_{name}": text for name, text in notes.items() if name.startswith(f"{step}.")}
            said |= {f"shown_{step}": notes.get(step, "")} | _held(page, step, notes.get(step, ""))
            self._searches_for(step, page)
            self._send(self._at("step/"), seen=seen, step=step, do="done", **said)

    def holds_against(self, where: str, *, but: tuple[str, ...] = (), ask: str = "") -> None:
        """Tick all that the notice must hold but some, each with where it was found; say that it is whole, or ask for the rest."""
        held = _held(self.page(), "complete_notice", where)
        said = {name: words for name, words in held.items() if name.rpartition(".")[2] not in but}
        said |= {"shown_complete_notice": ask}
        self._act("step", step="complete_notice", do="ask" if ask else "done", **said)

    def searches(self) -> None:
        """Search Clips for what is alike, and keep that it was searched for: a step that searches rests on it."""
        self._act("search")

    def asks_for_other_children(self) -> None:
        """Ask Clips to which other children the account wrote, and keep its answer."""
        self._act("others")

    def _searches_for(self, step: str, page: str) -> None:
        """Search first where the page of the case asks for it at this step."""
        part = next((one for one in page.split('<li class="step ') if f'value="{step}"' in one), "")
        if SEARCHES in part:
            self.searches()
        if OTHERS in part:
            self.asks_for_other_children()

    def tells_rescuers(self, *kinds: str, to: str, by: str, note: str) -> None:
        """Enter which kinds of data went to whom in an emergency, and over which channel."""
        said = {"disclosed_kinds": kinds, "disclosed_to": to, "disclosed_channel": by, "disclosed_note": note}
        self._act("disclose", **said)

    def answers_for_telling(self, *, right: bool, reason: str = "") -> None:
        """Answer for what a colleague told in an emergency."""
        self._act("disclose/answer", no="1", do="agree" if right else "disagree", disclosed_wrong=reason)

    def says_what_is_known(self, title: str, answer: str, *met_by: str, until: date) -> None:
        """Say what is known of a fault that many meet, in both languages, as "中文 / English"."""
        said = {"issue_met_by": "\n".join(met_by), "issue_until": until.isoformat()}
        for name, text in (("title", title), ("answer", answer)):
            said |= dict(zip((f"issue_{name}_zh", f"issue_{name}_en"), text.split(" / "), strict=True))
        self._act("issue", **said)

    def sees_whom_it_fits(self, *met_by: str) -> str:
        """Look which of the complaints of the last days phrases would fit, before anything is said."""
        self._is_at_work()
        said = {"issue_met_by": "\n".join(met_by)}
        answer = self.client.post(self._at("issue/preview/"), said, headers=self._headers)
        _refuse(answer)
        return plain(answer.text)

    def marks_public(self, note: str, *, press: bool = False) -> None:
        """Say that the case whose page lies open is in the public eye, with a note for whoever speaks for the house."""
        self._act("public", public_note=note, **({"public_press": "on"} if press else {}))

    def says_it_is_mended(self, done: str) -> None:
        """Say that it is, and what was done, as "中文 / English"."""
        self._act("mended", **dict(zip(("mended_zh", "mended_en"), done.split(" / "), strict=True)))

    def reads_matches(self, *, but: str = "") -> str:
        """Read the page of what was answered with a known fault: first say no to what is none of it, then yes to all that is left."""
        page = self._matches()
        if but:
            self._send("/work/matches/", case=_matched_in(page[page.index(but) :])[0], fits="no")
        several = _matched_in(self._matches())
        if several:
            self._send("/work/matches/", case=several, fits="yes")
        return plain(page)

    def _matches(self) -> str:
        return self._get("/work/matches/").text

    def puts_down(self, cause: str, text: str, *, of: str = "") -> None:
        """Say what must not happen again, of a fault that we admitted or of anything else: it becomes somebody's work."""
        self._act("fault", cause=cause, cause_text=text, lapse=of)

    def skips(self, step: str, reason: str, *, ground: str = "", seconded: "Colleague | None" = None) -> None:
        """Leave a step out; a lead may stand behind that at once, from the page of the same case."""
        self._act("step", step=step, do="skip", **{f"reason_{step}": reason, f"ground_{step}": ground})
        if seconded is not None:
            seconded.case = self.case
            seconded.skips(step, f"看过理由，同意：{reason}")

    def puts_in_team(self, team: str, *several: "Colleague") -> None:
        """Write down in the office in which team colleagues are from now on."""
        for one in several:
            self._send(f"/office/staff/{one.id}/team/", team=team)

    def keeps_out(self, colleague: "Colleague", reason: str) -> None:
        """Keep somebody out of the case whose page lies open."""
        self._act("keep-out", out_agent=str(colleague.id), out_reason=reason)

    def finds(self, *found: str) -> None:
        """Say what was found out, for the rules."""
        self._act("establish", found=found)

    def protects(
        self,
        measure: str,
        reason: str,
        *,
        whom: str = "",
        shielded: str = "",
        theirs: str = "",
        system: str = "",
    ) -> None:
        """Take a provisional measure; `whom` is item or account, else what the measure is made for; `theirs` why an account is.

        `system`: what of the host's own it shuts.
        """
        aimed = {"protect_target": whom, "protect_shielded": shielded, "protect_theirs": theirs}
        aimed["protect_system"] = system
        self._act("protect", protect_measure=measure, protect_reason=reason, **aimed)

    def asks_scope(self, system: str) -> str:
        """Ask Clips whom a leak touched over a part of its systems; return the page that says it."""
        self._send(self._at("scope/"), scope_system=system)
        return plain(self.page("affected/"))

    def enters_scope(self, persons: str, kinds: str, why: str) -> None:
        """Write down how many it touched, where the host cannot say."""
        today = self.house.clock().date().isoformat()
        said = {"scope_persons": persons, "scope_kinds": kinds, "scope_why": why}
        self._send(self._at("scope/"), scope_since=today, scope_until=today, **said)

    def asks_who_looked(self, account: str, *, days: int = 30) -> None:
        """Ask Clips who looked at an account these days; its answer is kept as evidence."""
        first, last = ((self.house.clock() - timedelta(days=back)).date().isoformat() for back in (days, 0))
        self._send(self._at("accesses/ask/"), access_account=account, access_since=first, access_until=last)

    def enters_who_looked(self, why: str, *, text: str = "", file: Any = "") -> None:
        """Enter a log by hand, and why the host did not answer."""
        more = {"access_file": file} if file else {}
        self._send(self._at("accesses/enter/"), access_why=why, access_text=text, **more)

    def reads_who_looked(self, reason: str) -> str:
        """Read the names in the log."""
        answer = self.client.post(self._at("accesses/"), {"read_reason": reason}, headers=self._headers)
        _refuse(answer)
        return plain(answer.text)

    def answers_for(self, *, approves: bool, reason: str = "") -> None:
        """Answer for what a colleague did at once: stand by it, or undo it."""
        (key,) = KEY.findall(self.page())[:1] or ("",)
        said = {"key": key, "do": "approve" if approves else "refuse", f"refuse_{key}": reason}
        self._act("approve", **said)

    def lifts(self, measure: str, reason: str) -> None:
        """Lift a provisional measure from the page, and say why."""
        held = (one.order for one in self.house.case(self.case).protections if one.order.measure == measure)
        key = next(one.key for one in held if f'name="lift_{one.key}"' in self.page())
        self._act("unprotect", key=key, **{f"lift_{key}": reason})

    def locks_on(self, reason: str) -> None:
        """Take the lock that ends within a day anew, from the page that says so."""
        (key,) = LAST_DAY.findall(self.page())[:1] or ("",)
        self._act("prolong", **{"key": key, f"prolong_{key}": reason})

    def asks(self, text: str) -> None:
        """Ask the first complainant for more."""
        self._act("ask", ask_complaint=self.claimants()[0], ask_text=text)

    def asks_of(self, who: int, text: str) -> None:
        """Ask one of several complainants for more, by their place among them."""
        self._act("ask", ask_complaint=self.claimants()[who], ask_text=text)

    def hears(self, text: str) -> None:
        """Ask the account for its side, in words that name nobody."""
        self._act("hear", hear_text=text)

    def puts_off(self, clock: str, text: str) -> None:
        """Take more time where a rule gives it, and say why."""
        self._act("extend", extend_clock=clock, extend_text=text)

    def enters_suit(self, text: str) -> None:
        """Enter a suit that arrived on paper, from whoever is offered first."""
        found = re.search(r'name="suit_letter">(.*?)</select>', self.page(), re.DOTALL)
        assert found is not None, "nobody may show one now"
        self._act("suit", suit_letter=WHOSE.findall(found[1])[0], suit_text=text)

    def verifies(
        self,
        level: str,
        method: str = "signals",
        *,
        shown: tuple[str, ...] = (),
        who: int = 0,
        documents: bool = False,
        **claims: str,
    ) -> None:
        """Write down to which level a complainant's standing was proved, the first one's if no other is meant.

        By `shown` signals, by a `method`, and by all the documents that were sent or by none of them. What only Clips knows it is
        asked, with what its owner would say, or with these `claims` instead.
        """
        page = self.page()
        own = [one for one in shown if one in OWN or 'name="claims_' not in page]
        said: dict[str, Any] = {"verify_level": level, "verify_method": method, "verify_signals": own}
        said |= {"verify_text": "看过对方给的材料" if own else ""}
        said |= {f"claims_{one}": says(self.house, self.case, one) for one in shown if one not in own}
        said |= {f"claims_{one}": text for one, text in claims.items()}
        said |= {"verify_documents": DOCUMENT.findall(page) if documents else []}
        self._act("verify", verify_complaint=_claimants_in(page)[who], **said)

    def ends_mandate(
        self,
        why: str,
        text: str,
        *,
        who: int = 0,
        word_of: int | None = None,
        same: bool = True,
        of: Sequence[str] = (),
    ) -> None:
        """Write down that somebody speaks for another no more: by their places among those who complained."""
        several = of or self.claimants()
        said = {"mandate_why": why, "mandate_text": text, "mandate_complaint": several[who]}
        said |= {"mandate_same": "on"} if same else {}
        self._act("mandate", **said, mandate_word_of="" if word_of is None else several[word_of])

    def ticks(self, *signals: str) -> None:
        """Say that somebody showed this, and ask nobody."""
        said = {
            "verify_level": "V1",
            "verify_method": "signals",
            "verify_signals": signals,
            "verify_text": "他说的",
        }
        self._act("verify", verify_complaint=_claimants_in(self.page())[0], **said)

    def regrades(self, severity: str, why: str) -> None:
        self._act("grade", grade_severity=severity, grade_why=why)

    def tells_how_far(self, done: str, then: str, until: date) -> None:
        """Write to everybody who complained how far it is."""
        said = {"progress_done": done, "progress_next": then, "progress_until": until.isoformat()}
        self._act("progress", **said)

    def recodes(self, code: str, why: str) -> None:
        self._act("recode", recode_code=code, recode_why=why)

    def finds_alike(self, *whys: str) -> str:
        """What Clips finds alike, as it is read."""
        return plain(
            self.page("beside/" + "".join(f"{'&' if no else '?'}whys={why}" for no, why in enumerate(whys)))
        )

    def sets_beside(self, *named: str, kinship: str, reason: str, code: str = "") -> list[UUID]:
        """Set cases beside the one in hand; return them."""
        before = {one.case for one in self.house.case(self.case).kin}
        said = {"picked": list(named), "kinship": kinship, "reason": reason, "code": code}
        _refuse(self._send(self._at("beside/"), **said))
        return [one.case for one in self.house.case(self.case).kin if one.case not in before]

    def points_at(self, kind: str, name: str, reason: str, *, platform: str = "clips") -> None:
        """Say what the case is about."""
        self._act("about", about_kind=kind, about_what=name, about_platform=platform, about_why=reason)

    def begins_redress(self, since: str, reason: str) -> None:
        """Have the rule paused, as a lead, and whoever it wronged put right."""
        self._act("redress", redress_since=since, redress_reason=reason)

    def alarms_page(self) -> str:
        """The alarms of the office, as markup."""
        return self._get("/office/alarms/").text

    def sees_alarms(self) -> str:
        return plain(self.alarms_page())

    def says_why_late(
        self, owner: UUID, clock: str, cause: str, text: str, *, book: str = "case", root: str = ""
    ) -> None:
        """Say in the office why a time was missed, from the list of what is late."""
        listed = self._get("/office/late/").text
        form = next(one for one in listed.split("<form") if f'"{owner}"' in one and f'value="{clock}"' in one)
        assert f'name="book" value="{book}"' in form
        self._rule("late/cause/", owner=str(owner), book=book, clock=clock, cause=cause, text=text, root=root)

    def sees_in_the_office(self, room: str) -> str:
        """A room of the office, as it is read."""
        return plain(self.page_of_the_office(room))

    def page_of_the_office(self, room: str) -> str:
        """A room of the office, as markup."""
        return self._get(f"/office/{room}/").text

    def sees_home(self) -> str:
        """The first page of the office, as it is read."""
        return plain(self._get("/office/").text)

    def stops_the_rule(self, reason: str) -> None:
        """Stop the rule that an alarm is about, from the alarm."""
        found = re.search(
            r'action="/office/alarms/stop/".*?name="case" value="([^"]+)"', self.alarms_page(), re.DOTALL
        )
        assert found is not None
        self._send("/office/alarms/stop/", case=found[1], reason=reason)

    def doubts_the_clause(self, do: str, reason: str, **more: str) -> None:
        """Do something about the clause that an alarm is about, from the alarm: pause it, let it go on, look again at all."""
        form = re.search(rf'action="/office/alarms/{do}/"(.*?)</form>', self.alarms_page(), re.DOTALL)
        assert form is not None
        said = dict(re.findall(r'type="hidden" name="(case|clause)" value="([^"]+)"', form[1]))
        self._send(f"/office/alarms/{do}/", reason=reason, **said, **more)

    def resumes_rule(self, reason: str) -> None:
        self._act("resume", resume_reason=reason)

    def takes_along(self, *cases: UUID) -> None:
        """Take cases that stand beside the one in hand into the same hands."""
        self._act("take-along", along=[str(one) for one in cases])

    def signs_alike(self, marks: dict[UUID, str], reason: str = "") -> None:
        """Sign each of those that were proposed alike, or take it out."""
        said = {f"mark_{case}": mark for case, mark in marks.items()}
        self._act("sign-alike", alike=[str(one) for one in marks], alike_reason=reason, **said)

    def notes(self, text: str) -> None:
        self._act("note", note_text=text)

    def notes_attempt(self, text: str) -> None:
        """Write down that somebody tried to get an account by talking."""
        self._act("note", note_text=text, note_attempt="1")

    def claimants(self) -> list[str]:
        """Who complained, in the order in which the form that verifies somebody names them."""
        return _claimants_in(self.page())

    def gives_back(self, why: str = "not_this_one") -> None:
        """Give the case back; nobody asks why."""
        self._act("return", why=why)
        self.case = None

    # --- how somebody speaks to staff

    def marks(self, message: str, kind: str, passage: str = "") -> None:
        """Mark a message as abuse of staff, by the passage, else by all of it."""
        page = self.page()
        listed = MESSAGE.findall(page[page.index('name="abuse_message"') :])
        begins = " ".join(message.split())[:24]
        chosen = next(value for value, label in listed if begins in label)
        self._act("abuse", abuse_message=chosen, abuse_kind=kind, abuse_passage=passage or message)

    def limits_contact(self, case: UUID, reason: str, *, until: date, contact: str = "lead") -> None:
        """Limit to one channel and one contact, from the page of a case."""
        self.case = case
        said = {"limit_contact": contact, "limit_until": until.isoformat(), "limit_reason": reason}
        self._act("limit", abuse_complaint=self._spoken_of(), **said)

    def looks_at_the_objection(self, case: UUID, reason: str, *, kept: bool) -> None:
        """Look again at what was marked and limited."""
        self.case = case
        said = {"review_kept": "yes" if kept else "no", "review_reason": reason}
        self._act("abuse/review", abuse_complaint=self._spoken_of(), **said)

    def answers_together(self, case: UUID, text: str) -> None:
        """Answer together what was written while contact is limited."""
        self.case = case
        self._act("together", abuse_complaint=self._spoken_of(), together_text=text)

    def tells_all_parts(self, done: str, then: str, *, until: date) -> str:
        """Write, as the one contact, how far each part of a complaint is; return the desk as it was read."""
        desk = self._get("/work/").text
        found = CONTACT.search(desk)
        if found is None:
            raise SaysNo("answers for nothing")
        self._send(found[1], done=done, next=then, until=until.isoformat())
        return plain(desk)

    def names_contact(self, other: "Colleague", reason: str) -> None:
        """Name another contact for a complaint in parts, from the page of the case in hand."""
        found = CHANGES.search(self.page())
        if found is None:
            raise SaysNo("nothing of the kind is on the page")
        self._send(found[1], to=str(other.id), reason=reason)

    def _spoken_of(self) -> str:
        found = SPOKEN_OF.search(self.page())
        if found is None:
            raise SaysNo("nothing of the kind is on the page")
        return found[1]

    # --- deciding

    def proposes(
        self,
        outcome: str,
        *measures: str,
        clause: str = "",
        finding: str = "",
        to_complainant: str = "",
        to_account: str = "",
        why_not_lower: str = "",
        ruling: str = "",
        host_decision: str = "",
        **more: Any,
    ) -> str:
        """Write the decision, look at what would follow, confirm it; return what the preview showed.

        `more` are other fields of the form: `until_L8`, `amount_L7`, `declares`, `gives_to`, `unfounded`.
        """
        form = self.page("decide/")
        said: dict[str, Any] = {
            "seen": _seen(form),
            "outcome": outcome,
            "measures": list(measures),
            "clause": clause,
            "finding_1": finding,
            "proof_1": PROOF.findall(form)[:1] if finding else [],
            "for_complainant": to_complainant,
            "for_account": to_account,
            "why_not_lower": why_not_lower,
            "ruling": ruling,
            "lapse": "false_positive",
            "cause": "evidence_missing",
            "cause_text": "当时缺证据",
            "host_decision": host_decision,
            **more,
        }
        shown = self.client.post(self._at("decide/"), said, headers=self._headers)
        _refuse(shown)
        self.house.clock.on(seconds=20)
        self._send(self._at("decide/"), confirm="1", **said)
        return plain(shown.text)

    def signs(self) -> None:
        self._act("sign")

    def declines(self, reason: str) -> None:
        self._act("decline", decline_reason=reason)

    def opens_what_came_later(self) -> str:
        """Take what somebody sent after the end; return where it is read."""
        self.later_at = self._send("/work/looks/").headers["Location"]
        return self.later_at

    def answers_what_came_later(self, leads: str, text: str) -> str:
        """Say what comes of what was taken; return the page as it was read."""
        page = self._get(self.later_at).text
        upto = UPTO.search(page)
        assert upto is not None
        self._send(self.later_at, leads=leads, upto=upto[1], text=text)
        return plain(page)

    def reads_what_came_later(self, leads: str, text: str) -> str:
        """Take what somebody sent after the end, read it, say what comes of it; return the page as it was read."""
        self.opens_what_came_later()
        return self.answers_what_came_later(leads, text)

    # --- what a body outside does

    def goes_outside(self, *, number: str = "", route: str, body: str, until: date) -> None:
        """Enter that a body outside took it up: of whose complaint (none: the account's), by which way out."""
        self._act(
            "outside",
            outside_number=number,
            outside_route=route,
            outside_body=body,
            outside_at=self.house.clock().date().isoformat(),
            outside_until=until.isoformat(),
        )

    def prints_the_file(self) -> str:
        """Press the button for the file that a body outside is sent, and read it."""
        [address] = set(OUTSIDE_FILE.findall(self.page()))
        answer = self._get(address)
        _refuse(answer)
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        return plain(answer.text)

    def enters_the_ruling(self, text: str, *, followed: bool) -> None:
        """Enter how the first body ruled, and what becomes of that."""
        self._act(
            "outside/ruled",
            outside_no="1",
            outside_ruled_at=self.house.clock().date().isoformat(),
            outside_ruling="followed" if followed else "not_followed",
            outside_text=text,
        )

    # --- the office

    def assigns(self, case: UUID, *, to: "Colleague", reason: str) -> None:
        """Give a case to somebody, as a lead: one that paged her, or one in absent hands; in S0 this is the grant."""
        holder = self.house.case(case).agent
        said = {"case": str(case), "to": str(to.id), "reason": reason}
        if holder is None:
            self._rule("alarms/assign/", alarm=self._alarm(case), **said)
        else:
            self._rule(f"staff/{holder}/move/", **said)
        to.case = case

    def would_assign(self, case: UUID, *, to: "Colleague") -> None:
        """Try to give a waiting case to somebody: no page offers it, so this asks the rules themselves."""
        from ombud.usecases.assign import assign

        now = self.house.clock.on(seconds=5)
        assign([case], to=to.id, reason="人手不够", by=self.id, mint=here.mint, now=now)

    def grants(self, case: UUID, *, to: "Colleague", reason: str) -> None:
        """Let a colleague open what is sealed."""
        self._rule(f"staff/{to.id}/grant/", case=str(case), reason=reason)

    def withholds(self, case: UUID, ground: str, *, why: str = "", until: str = "") -> None:
        """Hold letters to the account back, on a ground of the pack; `why` they are to wait, and until which day an authority says."""
        said = {"ground": ground, "reason": why, "silent_until": until}
        self._rule("letters/hold/", case=str(case), side="account", **said)

    def enters_silence(self, case: UUID, *, until: str, **said: str) -> None:
        """Write down in the office that an authority asks us to tell the account nothing."""
        self._rule("letters/silence/", number=number_of(case, "K"), silent_until=until, **said)

    def answers_silence(self, case: UUID, *, why_not: str = "") -> None:
        """Stand by what a colleague wrote down of it, or say why it is not real."""
        do = "disagree" if why_not else "agree"
        self._rule("letters/silence/answer/", case=str(case), do=do, silence_wrong=why_not)

    def releases(self, case: UUID) -> None:
        """Let the account be told from now on."""
        self._rule("letters/release/", case=str(case), side="account")

    def _alarm(self, case: UUID) -> str:
        found = re.search(ALARM.format(case=case), self._get("/office/alarms/").text)
        assert found is not None, "nobody was paged about it"
        return found[1]

    def _rule(self, room: str, **said: str) -> None:
        answer = self._send(f"/office/{room}", **said)
        assert say("office.done", "en") in plain(self._get(answer.headers["Location"]).text)

    # --- how

    @property
    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": "en-GB"}

    def _at(self, part: str) -> str:
        assert self.case is not None, f"{self.name} holds no case"
        return f"/work/case/{self.case}/{part}"

    def logs_in(self) -> None:
        """Log in anew, as whoever was away for half an hour must."""
        from ombud.store.models import Staff

        self.client.logout()
        self.client.force_login(Staff.objects.get(id=self.id))
        self.used_at = self.house.clock()

    def _is_at_work(self) -> None:
        if self.used_at is None or self.house.clock() - self.used_at > AWAY:
            self.logs_in()
        self.used_at = self.house.clock()

    def _get(self, address: str) -> Any:
        self._is_at_work()
        return self.client.get(address, headers=self._headers)

    def _send(self, address: str, **said: Any) -> Any:
        self.house.clock.on(seconds=20)
        self._is_at_work()
        answer = self.client.post(address, said, headers=self._headers)
        _refuse(answer)
        assert answer.status_code in (302, 303), f"{answer.status_code} {plain(answer.text)[:300]}"
        return answer

    def _act(self, part: str, **said: Any) -> None:
        self._send(self._at(f"{part}/"), seen=self._number(), **said)

    def _number(self) -> str:
        """How far the book is, as the page says on which one acts.

        The page that lies open is not read again. Nor is one of an open case of a kind, and as far, as one that was read:
        drawing it is half of what a story takes. Of what is sealed every page is, because reading it is written down.
        """
        assert self.case is not None, f"{self.name} holds no case"
        case = self.house.case(self.case)
        known = self.read_at == (self.case, case.seq) or (case.code, case.status) in SEEN_IN
        if known and not case.sealed and not ALL:
            return str(case.seq)
        SEEN_IN.add((case.code, case.status))
        return _seen(self.page())


def _seen(page: str) -> str:
    found = SEEN.search(page)
    return found[1] if found else "0"


def _refuse(answer: Any) -> None:
    if answer.status_code in (403, 404, 409, 422):
        text = answer.text
        found = TROUBLE.search(text)
        no = SaysNo(plain(found[0] if found else text))
        no.page = text
        raise no


def called(authority: str, number: str, officer: str, asked: str) -> dict[str, str]:
    """Say of a call back whom, over which published number, who answered, and what was asked; for `works_through`."""
    fields = {"authority": authority, "published_number": number, "officer": officer, "asked": asked}
    return {f"call_back.{name}": text for name, text in fields.items()}


def contained(what: str, by: str = "安全组", on: str = "今天 10:20") -> dict[str, str]:
    """What was stopped outside the platform, by whom and when, as a step asks for it."""
    said = {"contained_what": what, "contained_by": by, "contained_on": on}
    return {f"contain.{name}": text for name, text in said.items()}
