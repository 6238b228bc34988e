"""A whole house for a story: packs, cast, doors, chores, and a real Clips on loopback that knows only HTTP."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import UUID

from django.test import Client

from ombud.adapters import here
from ombud.adapters.platform.contract import HostSubject
from ombud.core.case import Case, Status
from ombud.core.clocks import Clock as Run
from ombud.core.ids import Mint
from ombud.core.pack.types import Pack
from tests.adapters.host import SECRET, Host
from tests.cast import packs as shipped
from tests.journeys.people import Complainant, Holder, as_json
from tests.journeys.staff import Colleague
from tests.portal.conftest import CODE, NUMBER, Browser, Clock

SELDOM = 30.0
"""Seconds from one run of a chore to the next from which on no story hangs on its coming before another."""
CAST = (
    ("mei", "梅 Mei", {"agent", "senior"}, {"minors", "intimate"}, ""),
    ("jun", "君 Jun", {"agent", "senior"}, {"minors", "intimate"}, ""),
    ("zhou", "周 Zhou", {"lead"}, {"minors", "intimate"}, "lead"),
    ("yan", "颜 Yan", {"agent", "senior"}, {"intimate"}, "deputy"),
    ("su", "苏 Su", {"child_safety", "senior"}, {"minors"}, ""),
    ("lin", "林 Lin", {"legal"}, {"minors"}, ""),
    ("bo", "柏 Bo", {"privacy", "senior"}, set(), ""),
)


@dataclass
class House:
    """What a story can do."""

    clips: Host
    clock: Clock
    post: Path
    file_key: str
    host_key: str
    mei: Colleague = field(init=False)
    jun: Colleague = field(init=False)
    zhou: Colleague = field(init=False)
    yan: Colleague = field(init=False)
    su: Colleague = field(init=False)
    lin: Colleague = field(init=False)
    bo: Colleague = field(init=False)

    # --- filing

    def files(self, text: str, *, about: str = "", **said: Any) -> Complainant:
        """File over the API: `about` is "video v-1029"; other words as in its documentation."""
        contact = said.pop("contact", None)
        kind, _, name = about.partition(" ")
        body = {
            "text": text,
            "jurisdiction": said.pop("where", "CN"),
            "subject": {"platform": "clips", "kind": kind, "id": name} if about else None,
            "complainant": {
                "relation": said.pop("relation", "bystander"),
                "anonymous": contact is None,
                "contact": contact or {},
                "locale": said.pop("locale", "zh"),
            },
            **said,
        }
        answer = Client().post(
            "/api/v1/complaints",
            as_json({key: value for key, value in body.items() if value is not None}),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.file_key}"},
        )
        assert answer.status_code == 201, answer.content
        got = answer.json()
        return Complainant(self, got["number"], got["code"], body["complainant"]["locale"])

    def files_by_form(self, text: str, *, about: str = "", lang: str = "zh", **said: Any) -> Complainant:
        """File in the portal without a log-in."""
        kind, _, name = about.partition(" ")
        if about:
            said |= {"platform": "clips", "kind": kind, "id": name}
        browser = Browser(lang)
        answer = browser.send(text=text, **said)
        assert answer.status_code in (302, 303), answer.text
        receipt = browser.get("/file/receipt/").text
        number, code = NUMBER.search(receipt), CODE.search(receipt)
        assert number is not None
        assert code is not None
        return Complainant(self, number[1], code[1], lang)

    def holder(self, account: str, lang: str = "zh") -> Holder:
        """Somebody with an account on Clips."""
        return Holder(self, account, lang)

    # --- time and chores

    def later(self, **span: float) -> None:
        """Let time pass, and the chores run at its end."""
        self.clock.on(**span)
        self.turn()

    def signed_by(self, *several: Colleague) -> None:
        """Let each of these sign what is offered to them, one after the other."""
        for one in several:
            one.takes_to_sign()
            one.signs()
            self.turn()

    def turn(self) -> None:
        """Run every chore, and Clips' courier, until nothing is due; what is seldom run, once the rest has nothing to do."""
        from clips import outbox
        from ombud.interfaces.worker import carrying, sorting, upkeep

        to = outbox.Ombud("http://ombud.test", lambda: self.host_key, (SECRET,))

        def courier(now: datetime, _mint: Mint) -> int:
            return outbox.round_trip(self.clips.home, to=to, now=now)

        chores = (*sorting.CHORES, *upkeep.CHORES, *carrying.CHORES)
        often = (courier, *(one.run for one in chores if one.every < SELDOM))
        seldom = tuple(one.run for one in chores if one.every >= SELDOM)
        for _ in range(200):
            rest = not self._did(often)
            if rest and not self._did(seldom):
                return
        raise AssertionError("the chores never came to rest")

    def _did(self, chores: Iterable[Callable[[datetime, Mint], int]]) -> bool:
        """Run each of these once, and say whether one of them did something."""
        did = [bool(run(self.clock(), here.mint)) for run in chores]
        self.clock.on(milliseconds=50)
        return any(did)

    # --- looking in

    def case(self, case_id: UUID) -> Case:
        """The case as its book tells it."""
        from ombud.store.ledger import read_case

        return read_case(case_id)

    def cases(self) -> tuple[Case, ...]:
        """All cases."""
        from ombud.store.models import Case as Row

        return tuple(self.case(row) for row in Row.objects.values_list("id", flat=True))

    def only_case(self) -> Case:
        (one,) = self.cases()
        return one

    def is_closed(self, case_id: UUID) -> bool:
        """Say whether a case is closed; where it is not, fail with what keeps it open."""
        from ombud.store import closing

        case = self.case(case_id)
        left = closing.keeps_open(case, now=self.clock())
        assert case.status is Status.CLOSED, (case.code, case.status, left)
        return True

    def all_is_over(self) -> None:
        """Every case is closed; else fail with what keeps it open."""
        assert all(self.is_closed(one.id) for one in self.cases())

    def due_by(self, case_id: UUID) -> datetime | None:
        """By when the queue says that a case is due."""
        from ombud.store.models import Case as Row

        return Row.objects.values_list("due_by", flat=True).get(id=case_id)

    def clock_of(self, case_id: UUID, rule: str) -> Run | None:
        """The newest run of a clock of the case, where one was ever started."""
        from ombud.store import rows

        runs = [one for one in rows.case_clocks(self.case(case_id)) if one.rule_id == rule]
        return max(runs, key=lambda one: one.started_at, default=None)

    def alarms(self, kind: str) -> list[str]:
        """To whom an alarm of this kind was raised, in order."""
        from ombud.store.models import Alarm

        rows = Alarm.objects.filter(kind=kind).order_by("raised_at")
        return list(rows.values_list("to_role", flat=True))

    def alarm_kinds(self) -> set[str]:
        """Every kind of alarm that was raised."""
        from ombud.store.models import Alarm

        return set(Alarm.objects.values_list("kind", flat=True))

    def reads_logged(self, case_id: UUID) -> list[tuple[UUID, str, str]]:
        """Who opened sealed material, what, and why."""
        from ombud.store.models import ReadLine

        return list(
            ReadLine.objects.filter(owner=case_id).order_by("at").values_list("agent", "what", "reason")
        )

    def did(self, do: str = "") -> list[str]:
        """What took effect on Clips, in order: "apply L4 video v-1"."""
        said = [
            f"{one['do']} {one['measure']} {one['subject']['kind']} {one['subject']['id']}"
            for one in self.clips.log()["effects"]
        ]
        return [one for one in said if one.startswith(do)]

    def uploads(self, scene: str, *, by: str) -> str:
        """Somebody puts a video up on Clips; return what it is called there."""
        self.clock.on(seconds=5)
        return self.clips.uploads(scene, by=by)

    def leaks(self, system: str, account: str, kinds: str) -> None:
        """Clips finds out that somebody else's data got out over a part of its systems."""
        from clips.storage import writing

        with writing(self.clips.home) as book:
            book.execute("INSERT INTO leaked VALUES (?,?,?)", (system, account, kinds))

    def only_wrote(self, message: str) -> None:
        """Whoever wrote this message on Clips wrote to no other child."""
        from clips.storage import writing

        with writing(self.clips.home) as book:
            book.execute(
                "DELETE FROM item WHERE kind = 'message' AND id <> ? AND owner = (SELECT owner FROM item WHERE id = ?)",
                (message, message),
            )

    def is_shown(self, video: str) -> bool:
        """Say whether whoever opens a video on Clips sees it."""
        shown = 'class="tombstone"' not in self.clips.page(f"/v/{video}")
        seen = self.clips.platform.look_up(HostSubject("clips", "video", video), now=self.clock()).seen
        assert shown == (seen.snapshot.state == "public")
        return shown

    def kept_for_an_authority(self, account: str) -> bool:
        """Whether Clips and our own books keep what is about an account, because an authority asked."""
        from clips.standing import on_item
        from clips.storage import reading
        from ombud.core.vocabulary import SubjectKind
        from ombud.store import erasing, subjects

        with reading(self.clips.home) as book:
            there = "K" in on_item(book, "account", account, now=self.clock())
        subject = subjects.keep("clips", SubjectKind.ACCOUNT, account)
        ours = erasing.is_preserved((subject,), now=self.clock())
        assert there is ours, "Clips and our books say the same"
        return ours

    def figures(self, report: str, period: str) -> dict[str, Any]:
        """What a report of the Union counts of a time."""
        from ombud.core.figures.periods import named
        from ombud.store import packs
        from ombud.usecases.count_up import count_up

        it = packs.in_force("EU").reports[report]
        return count_up(it, place="EU", period=named(period, zone=it.zone), progress=lambda _part, _n: None)

    def data_given(self) -> dict[str, int]:
        """Which kinds of data went out to authorities, as the figures of a year count them."""
        from ombud.core.figures.book import read_case as read_book
        from ombud.store.ledger import read_lines

        books = (read_book(one.id, read_lines(one.id), until=self.clock()) for one in self.cases())
        given = [kind for book in books if book for _, kind in book.given]
        return {kind: given.count(kind) for kind in given}

    def balance(self, account: str) -> float:
        """What lies in somebody's purse on Clips."""
        seen = self.clips.platform.look_up(HostSubject("clips", "account", account), now=self.clock())
        return seen.seen.account.money.balance

    def paid_by(self, account: str) -> dict[str, bool]:
        """What somebody paid on Clips, and whether it went back."""
        seen = self.clips.platform.look_up(HostSubject("clips", "account", account), now=self.clock())
        return {one.id: one.returned for one in sorted(seen.seen.payments, key=lambda one: one.id)}

    def mails(self) -> str:
        """Everything that was mailed, as it went out."""
        return "\n".join(path.read_text("utf-8") for path in sorted((self.post / "mail").glob("*.eml")))

    def mailed_words(self) -> str:
        """What the mails say, as a reader sees it."""
        mails = (
            message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in (self.post / "mail").glob("*.eml")
        )
        return "\n".join(mail.get_body(("plain",)).get_content() for mail in mails)

    def text_messages(self) -> str:
        """Everything that was texted."""
        return "\n".join(path.read_text("utf-8") for path in sorted((self.post / "sms").glob("*.json")))

    def nothing_happened_twice(self) -> None:
        """Every order took effect once, and no message was left twice."""
        log = self.clips.log()
        assert all(count == 1 for count in log["by_key"].values()), log["by_key"]
        assert len({one["key"] for one in log["tells"]}) == len(log["tells"])

    def clips_never_heard(self, *canaries: str) -> None:
        """None of these words is anywhere on Clips' disk."""
        kept = b"".join(path.read_bytes() for path in self.clips.home.rglob("*") if path.is_file())
        for canary in canaries:
            assert canary.encode() not in kept, canary

    def is_sound(self) -> None:
        """`ombud verify` finds nothing."""
        from ombud.usecases.verify import verify

        report = verify(now=self.clock())
        assert report.is_clean, "\n".join(str(fault) for fault in report.faults)


def in_letters_to(house: House, account: str, lang: str = "zh") -> Iterable[str]:
    """Every letter an account can open, as it is read, and the messages that brought them."""
    holder = house.holder(account, lang)
    for number, told in enumerate(holder.told()):
        yield told["text"]
        yield holder.opens_the_link(number).text


def furnish(house: House, *, packs: Iterable[Pack] | None = None) -> None:
    """Store packs and calendars, hire and train the cast."""
    from ombud.usecases.hire import Hired, hire
    from ombud.usecases.keep_packs import keep_packs
    from ombud.usecases.train import LANES, train

    keep_packs(tuple(packs or shipped()), now=house.clock())
    people = hire(
        [
            Hired(
                username=name,
                name=called,
                password=f"{name} keeps a secret",
                roles=frozenset(roles),
                clearances=frozenset(clear),
                duty=duty,
                email=f"{name}@example.org" if duty else None,
                present=True,
            )
            for name, called, roles, clear, duty in CAST
        ],
        mint=here.mint,
        now=house.clock(),
    )
    for name, person in people.items():
        train(person, lanes=LANES, until=house.clock() + timedelta(days=400), by=None, now=house.clock())
        colleague = Colleague(house, name, person)
        colleague.logs_in()
        setattr(house, name, colleague)


def carried(path: str, body: bytes, *, headers: dict[str, str]) -> int:
    """Bring a message of Clips to the API's door."""
    answer = Client().generic("POST", path, body, content_type="application/json", headers=headers)
    return answer.status_code


def crowd(house: House, count: int) -> list[Colleague]:
    """Hire many at once, each logged in, trained for content in Chinese, and cleared for a child's videos."""
    from ombud.usecases.hire import Hired, hire
    from ombud.usecases.train import train

    names = [f"agent-{number}" for number in range(count)]
    hired = hire(
        [
            Hired(
                username=name,
                name=name,
                password="x" * 12,
                roles=frozenset({"agent"}),
                clearances=frozenset({"minors"}),
                present=True,
            )
            for name in names
        ],
        mint=here.mint,
        now=house.clock(),
    )
    people = []
    for name, person in hired.items():
        until = house.clock() + timedelta(days=9)
        train(person, lanes=["content_violation.zh.general"], until=until, by=None, now=house.clock())
        one = Colleague(house, name, person)
        one.logs_in()
        people.append(one)
    return people


def ning(house: House) -> Colleague:
    """宁 Ning of child safety: a second of them, who had no hand in anything."""
    return another(house, "ning", "宁 Ning", "child_safety", cleared=frozenset({"minors"}))


def another(
    house: House, name: str, called: str, *roles: str, cleared: frozenset[str] = frozenset()
) -> Colleague:
    """Hire one more, trained for everything and logged in."""
    from ombud.usecases.hire import Hired, hire
    from ombud.usecases.train import LANES, train

    said = {"roles": frozenset(roles), "clearances": cleared}
    one = Hired(username=name, name=called, password="x" * 12, present=True, **said)
    (person,) = hire([one], mint=here.mint, now=house.clock()).values()
    train(person, lanes=LANES, until=house.clock() + timedelta(days=400), by=None, now=house.clock())
    colleague = Colleague(house, name, person)
    colleague.logs_in()
    return colleague


def rules_of(place: str) -> dict[str, Any]:
    """Return the rules in force in a place, to be changed."""
    from ombud.store import packs

    found: dict[str, Any] = json.loads(packs.in_force(place).compiled)
    return found


def change_rules(house: House, place: str, plainly: dict[str, Any], *, why: str) -> str:
    """He who answers for the rules proposes others, a lead signs them, both in the office; return the page of what changes."""
    from ombud.core.pack.parse import from_compiled
    from ombud.usecases.keep_packs import keep_packs

    he = another(house, "he", "何 He", "policy")
    body = json.dumps(plainly, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    pack = from_compiled(body)
    keep_packs([pack], trial=lambda _pack: 42, now=house.clock() + timedelta(seconds=1))
    said = dict(zip(("why_zh", "why_en"), why.split(" / "), strict=True))
    he._send(f"/office/pack/{place}/propose/", digest=pack.digest, applies_to="new", **said)
    page: str = house.zhou._get(f"/office/pack/{place}/changes/").text
    [proposal] = set(re.findall(r'name="proposal" value="([^"]+)"', page))
    house.zhou._send(f"/office/pack/{place}/settle/", proposal=proposal, verdict="signed")
    return page
