"""Everybody outside of the house: who complains, who is complained about. They know nothing but letters and pages."""

import json
import re
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.conftest import CODE, NUMBER, Browser

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
LISTED = re.compile(r'name="letter" value="([^"]+)" aria-label="[^"]*: ([^"]+)"')
STATED = re.compile(r'name="(q_[a-z_]+)"')
LINK = re.compile(r"https?://\S+/l/\S+\?t=\S+")
NAMED = re.compile(r"https?://\S+/file/\?about=\w+")


def plain(page: str) -> str:
    """A page as somebody reads it."""
    inside = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inside))


@dataclass
class Paper:
    """A letter that lies open on the screen, and how to answer it."""

    browser: Browser
    address: str
    text: str

    def appeal(self, text: str) -> str:
        """Ask for another look; return what the page says then."""
        return self._sends("appeal", text=text)

    def goes_on(self) -> str:
        """From a letter that one could open, read how it went on."""
        assert 'value="goes_on"' in self.browser.get(self.address).text
        answer = self.browser.post(self.address, do="goes_on")
        assert answer.status_code in (302, 303), plain(answer.text)
        return plain(self.browser.get(answer.headers["Location"]).text)

    def states(self, text: str, *, who: str, but: tuple[str, ...] = ()) -> str:
        """State that nothing is infringed, and who says so, in each field of the form but some: the law counts it when it is whole."""
        form = self.browser.get(f"{self.address}/appeal").text
        asked = dict.fromkeys(STATED.findall(form))
        assert asked, "the form asks for no statement"
        chosen = {name for name in asked if re.search(rf'type="radio"[^>]*name="{name}"', form)}
        said = {name: "yes" if name in chosen else who for name in asked}
        return self._sends(
            "appeal", text=text, **{name: say for name, say in said.items() if name[2:] not in but}
        )

    def says_it_is_something_else(self) -> str:
        """One tap: it is not the known fault that one's complaint was answered with."""
        return self._sends("else")

    def answers(self, text: str, **stated: str) -> str:
        """Answer a letter that asks for one's side, and what the law asks besides."""
        return self._sends("answer", text=text, **{f"q_{name}": said for name, said in stated.items()})

    def writes_back(self, text: str) -> str:
        """Write back as the child that the letter went to; return what the page says then."""
        return self._sends("complain", text=text)

    def shows_suit(self, text: str) -> str:
        """Say where one complained or sued."""
        return self._sends("suit", text=text)

    def _sends(self, room: str, **said: str) -> str:
        sent = self.browser.post(f"{self.address}/{room}", **said)
        if sent.status_code not in (302, 303):
            return plain(sent.text)
        return plain(self.browser.get(sent.headers["Location"]).text)


@dataclass
class Complainant:
    """Somebody with a receipt."""

    house: Any
    number: str
    code: str
    lang: str = "zh"
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Browser(self.lang)
        assert self.browser.enter(self.number, self.code).status_code in (302, 303)

    def page(self) -> str:
        """The page of the complaint, as markup."""
        answer = self.browser.get(f"/c/{self.number}")
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def sees(self) -> str:
        """The page of the complaint, as it is read."""
        return plain(self.page())

    def asks_the_api(self) -> dict[str, Any]:
        """What the API tells whoever holds the code."""
        answer = self.browser.client.get(
            f"/api/v1/complaints/{self.number}", headers={"Authorization": f"Receipt {self.code}"}
        )
        assert answer.status_code == 200, answer.content
        return answer.json()

    def letters(self) -> list[str]:
        """The titles of the letters on the page."""
        return [title for _number, title in LISTED.findall(self.page())]

    def reads(self, number: int = 0) -> Paper:
        """Open the newest letter, or another by its place."""
        letter, _title = LISTED.findall(self.page())[number]
        opened = self.browser.post(f"/c/{self.number}", do="letter", letter=letter)
        assert opened.headers["Location"] == f"/l/{letter}"
        answer = self.browser.get(f"/l/{letter}")
        assert answer.status_code == 200
        return Paper(self.browser, f"/l/{letter}", plain(answer.text))

    def opens_the_links_in_the_mail(self) -> None:
        """Open every link that came by mail, in the browser that holds the complaint."""
        for link in LINK.findall(self.house.mailed_words()):
            parts = urlsplit(link)
            self.browser.client.get(f"{parts.path}?{parts.query}", headers=self.browser.headers)

    def hands_in(self, name: str, content: str) -> None:
        """Add a document."""
        answer = self.browser.post(
            f"/c/{self.number}", do="add", files=SimpleUploadedFile(name, content.encode(), "text/plain")
        )
        assert answer.status_code in (302, 303), plain(answer.text)

    def finds(self, title: str) -> Paper:
        """Open the newest letter with these words in its title."""
        titles = self.letters()
        return self.reads(next(place for place, one in enumerate(titles) if title in one))

    def saves(self, title: str = "记录", *, letter: str = "") -> dict[str, bytes]:
        """Save the record that came with the newest letter of this title, or with another; return its files by their names."""
        known = {title: number for number, title in reversed(LISTED.findall(self.page()))}
        named = letter or next(number for called, number in known.items() if title in called)
        answer = self.browser.post(f"/c/{self.number}", do="record", letter=named)
        assert answer.status_code == 200, answer.status_code
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{named}.zip"'
        with ZipFile(BytesIO(answer.content)) as packed:
            return {name: packed.read(name) for name in packed.namelist()}

    def says_again(self, text: str = "") -> None:
        """Say with one tap that it is happening again."""
        answer = self.browser.post(f"/c/{self.number}", do="again", again=text)
        assert answer.status_code in (302, 303), plain(answer.text)

    def objects(self, text: str) -> None:
        """Object to a warning, or to limited contact."""
        answer = self.browser.post(f"/c/{self.number}", do="object", objection=text)
        assert answer.status_code in (302, 303), plain(answer.text)

    def writes_by_the_api(self, text: str) -> int:
        """Send a message over the API; return how it was answered."""
        return self.browser.client.post(
            f"/api/v1/complaints/{self.number}/messages",
            as_json({"text": text}),
            content_type="application/json",
            headers={"Authorization": f"Receipt {self.code}"},
        ).status_code

    def writes(self, text: str) -> None:
        """Add words to the complaint."""
        answer = self.browser.post(f"/c/{self.number}", do="write", text=text)
        assert answer.status_code in (302, 303), plain(answer.text)


@dataclass
class Holder:
    """Somebody with an account on Clips, reached only there."""

    house: Any
    account: str
    lang: str = "zh"

    def told(self) -> list[dict[str, Any]]:
        """What lies in their inbox on Clips."""
        return self._told(earlier=0)

    def told_earlier(self) -> list[dict[str, Any]]:
        """What came to the phones and addresses that the account had before."""
        return self._told(earlier=1)

    def _told(self, *, earlier: int) -> list[dict[str, Any]]:
        told = self.house.clips.log()["tells"]
        return [one for one in told if one["account"] == self.account and one["earlier"] == earlier]

    def states(self, text: str, *, who: str, number: int = -1, but: tuple[str, ...] = ()) -> str:
        """Answer the reasons in hand by a counter-statement, or by one that lacks some things."""
        return self.opens_the_link(number).states(text, who=who, but=but)

    def link_at_the_door(self) -> str:
        """Try to log in on Clips, which does not let them in; return the link to complain that stands there instead."""
        page = self.house.clips.page(f"/login/{self.account}", self.lang)
        found = re.search(r'href="([^"]+/file/[^"]+)"', page)
        assert found is not None, plain(page)
        return unescape(found[1])

    def complains_by(self, link: str, text: str, **said: Any) -> "Complainant":
        """Open a link to complain without any log-in, fill in the form and send it."""
        return self.sends(*self.opens_the_form(link), text=text, **said)

    def opens_the_form(self, link: str) -> tuple[Browser, dict[str, str]]:
        """Open a link to complain without any log-in; return the browser and what the form holds."""
        browser, parts = Browser(self.lang), urlsplit(link)
        opened = browser.client.get(f"{parts.path}?{parts.query}", headers=browser.headers)
        assert opened.status_code == 303, plain(opened.text)
        address = opened.headers["Location"]
        proof = parse_qs(parts.query)["proof"][0]
        form = browser.get(address)
        assert form.status_code == 200, plain(form.text)
        assert proof not in unquote(address) + unescape(form.text), (
            "it left the address, and stands in no page"
        )
        return browser, {name: unescape(value) for name, value in HIDDEN.findall(form.text)}

    def sends(self, browser: Browser, held: dict[str, str], **said: Any) -> "Complainant":
        """Send a form that a link opened."""
        sent = browser.post("/file/", **filled(held, **said))
        assert sent.status_code == 303, plain(sent.text)
        receipt = browser.get("/file/receipt/").text
        number, code = NUMBER.search(receipt), CODE.search(receipt)
        assert number is not None
        assert code is not None
        return Complainant(self.house, number[1], code[1], self.lang)

    def says_so_by(self, paper: Paper, text: str, **said: Any) -> "Complainant":
        """Open the form that a letter to an old phone or address names, and say there what was wrong."""
        [link] = NAMED.findall(paper.text)
        browser, parts = Browser(self.lang), urlsplit(link)
        form = browser.get(f"{parts.path}?{parts.query}")
        held = {name: unescape(value) for name, value in HIDDEN.findall(form.text)}
        about = {"platform": "clips", "kind": "account", "relation": "affected"}
        return self.sends(browser, held, text=text, **about, **said)

    def is_refused_by(self, link: str) -> str:
        """Open a link that is not to be believed; return what the page says."""
        browser, parts = Browser(self.lang), urlsplit(link)
        answer = browser.client.get(f"{parts.path}?{parts.query}", headers=browser.headers)
        assert answer.status_code == 403, answer.status_code
        assert 'name="once" value=""' in answer.text, "what it said is forgotten"
        return plain(answer.text)

    def answers(self, text: str, number: int = -1) -> str:
        """Say one's side, from the letter that asks for it."""
        return self.opens_the_link(number).answers(text)

    def opens_the_link(self, number: int = -1) -> Paper:
        """Open the link of a message on Clips, without any log-in."""
        return self._opens(self.told()[number]["link"])

    def opens_the_earlier_link(self, number: int = -1) -> Paper:
        """Open the link that came to an old phone or address."""
        return self._opens(self.told_earlier()[number]["link"])

    def _opens(self, link: str) -> Paper:
        parts = urlsplit(link)
        browser = Browser(self.lang)
        opened = browser.client.get(f"{parts.path}?{parts.query}", headers=browser.headers)
        assert opened.status_code in (302, 303), plain(opened.text)
        address = opened.headers["Location"]
        answer = browser.get(address)
        assert answer.status_code == 200
        return Paper(browser, address, plain(answer.text))


def filled(held: dict[str, str], **said: Any) -> dict[str, Any]:
    """What a form that a link opened is sent with."""
    return {**held, "danger": "no", "way": "anonymous", "screen": "reach", **said}


def as_json(said: dict[str, Any]) -> str:
    """A body for the API."""
    return json.dumps(said, ensure_ascii=False)
