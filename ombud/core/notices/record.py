"""What was kept of what was done to somebody, and how is it handed to them so that anybody can see that nobody changed it?

1. Words and fingerprints, never a picture: it may show another child, and whoever was attacked need not look at it again.
2. Numbers and addresses of others are covered by themselves, and whatever else the agent names; an account that is a child's
   is not named at all. Of whoever complained, and of whoever works here, nothing is in it.
3. Of an account that was in other hands what happened to it comes with it, in order: what the host told, never from what or to what it
   changed, and what this house did.
4. `manifest.json` names every other file by its SHA-256; the letter says the SHA-256 of that one, and so does the case's book.
   In it stands a number that nobody can guess: what the book says gives nothing away once the words are erased.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from ombud.core.lasting import moment
from ombud.core.notices import words
from ombud.core.notices.values import Pen
from ombud.core.pack.words import Text

RECORD: Final = "kept_record"
COVER: Final = "black_out"
"""What an agent names to be covered, one a line."""
ALSO: Final = "also"
"""Which cases beside it an agent names as done to the same person, by their numbers."""
MANIFEST: Final = "manifest.json"
COVERED: Final = "█████"
ANOTHER_CHILD: Final = Text(
    "一个未成年人的账号（这里不写名字；警方、法院可以凭上面的编号向我们查询）",
    "an account of a child (not named here; police and courts can ask us for it by the number above)",
)
UNKNOWN: Final = Text("平台没有说", "the platform did not say")
LINE: Final[tuple[tuple[str, Text], ...]] = (
    ("number", Text("投诉编号", "Number of the complaint")),
    ("address", Text("在哪里", "Where it was")),
    ("account", Text("谁发的", "Whose it is")),
    ("posted_at", Text("什么时候发的", "When it was posted")),
    ("kept_at", Text("什么时候保存的", "When it was kept")),
    ("kept_by", Text("谁保存的", "Who kept it")),
    ("title", Text("标题", "Title")),
    ("text", Text("原话", "The words")),
)
"""What stands in the file of something that was kept, line by line."""
TIMELINE: Final = "timeline.txt"
"""What happened to an account that was in other hands, in order; only of kinds that are about whose an account is."""
STRANGE: Final = Text("（账号以前没用过的设备）", " (from a device that the account had not used)")
UNDONE: Final = Text("（已撤销）", " (taken back since)")
KEEPER: Final = Text("平台投诉处理处", "The complaints office of the platform")
_PRIVATE: Final = re.compile(r"[^\s@，。：:]+@[^\s@，。]+|\+?\d(?:[ ().-]?\d){6,}[Xx]?")
"""A way to reach somebody, or the number of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something as the host showed it and the house kept it; `pictures` and `as_kept` are SHA-256, `covered` how often."""

    address: str
    kept_at: datetime
    posted_at: str
    state: str
    account: str | None
    title: str = field(repr=False)
    text: str = field(repr=False)
    pictures: tuple[str, ...]
    as_kept: str
    covered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happened to an account, as the host told it or as the house did it; never from what or to what it changed."""

    at: datetime
    what: Text
    where: str = ""
    strange: bool = False
    undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is handed over: the manifest and the files that it names."""

    manifest: str = field(repr=False)
    files: Mapping[str, str] = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the manifest, by which all of it can be checked."""
        return _sha(self.manifest)

    @property
    def fingerprints(self) -> Mapping[str, str]:
        """Return the SHA-256 of every file of it by its name, the manifest first."""
        return {MANIFEST: self.fingerprint, **{name: _sha(text) for name, text in self.files.items()}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the letter says of a record."""

    number: str
    code: str
    record: Record
    kept: tuple[Kept, ...]
    kept_until: datetime | None
    moments: int = 0


def kept(raw: str, *, at: datetime, cover: Collection[str]) -> Kept | None:
    """Return what the host's own answer shows, with what is others' covered; None where it did not know the subject."""
    said: Mapping[str, Any] = json.loads(raw)
    shot = said.get("snapshot")
    if not shot:
        return None
    subject, account = said.get("subject") or {}, said.get("account") or {}
    title, first = covered(str(shot.get("title") or ""), cover)
    text, then = covered(str(shot.get("text") or ""), cover)
    name = "" if account.get("minor") else f"{account.get('name', '')} ({account.get('id', '')})"
    return Kept(
        address=" ".join(str(subject.get(one) or "") for one in ("platform", "kind", "id")).strip(),
        kept_at=at,
        posted_at=str(shot.get("posted_at") or ""),
        state=str(shot.get("state") or ""),
        account=name or None,
        title=title,
        text=text,
        pictures=tuple(_sha(str(one.get("poster") or "")) for one in shot.get("media") or ()),
        as_kept=_sha(raw),
        covered=first + then,
    )


def changed(raw: str, *, cover: Collection[str]) -> Mapping[str, Moment]:
    """Return what the host's own answer tells of changes of the account, by their ids, with what is to be covered covered."""
    told: Mapping[str, Any] = json.loads(raw)
    return {str(one.get("id")): _moment(one, cover) for one in told.get("changes") or ()}


def _moment(one: Mapping[str, Any], cover: Collection[str]) -> Moment:
    kind = str(one.get("kind"))
    where = " · ".join(filter(None, (str(one.get(name) or "") for name in ("device", "place"))))
    return Moment(
        at=moment(str(one.get("at"))),
        what=words.CHANGES.get(kind, Text(kind, kind)),
        where=covered(where, cover)[0],
        strange=bool(one.get("strange")),
        undone=bool(one.get("undone")),
    )


def covered(text: str, names: Collection[str]) -> tuple[str, int]:
    """Return the words with others' numbers, addresses and these names covered, and in how many places."""
    count = 0
    for name in sorted({*names}, key=len, reverse=True):
        count += text.count(name)
        text = text.replace(name, COVERED)
    text, more = _PRIVATE.subn(COVERED, text)
    return text, count + more


def once(several: Iterable[Kept]) -> tuple[Kept, ...]:
    """Return what was kept without what looks just as it did when it was kept before."""
    known: dict[tuple[object, ...], Kept] = {}
    for one in several:
        known.setdefault((one.address, one.state, one.account, one.title, one.text, one.pictures), one)
    return tuple(known.values())


def bind(
    several: Collection[Kept],
    *,
    moments: Collection[Moment] = (),
    number: str,
    salt: UUID,
    made_at: datetime,
    pen: Pen,
) -> Record:
    """Bind what was kept into a record: a file for each, one for what happened in order, and a manifest that names them."""
    files = {f"{no:02}.txt": _page(one, number=number, pen=pen) for no, one in enumerate(several, start=1)}
    listed = [
        {
            "file": name,
            "sha256": _sha(text),
            "address": one.address,
            "posted_at": one.posted_at or None,
            "state": one.state or None,
            "kept_at": one.kept_at.isoformat(timespec="seconds"),
            "kept_by": KEEPER.say("en"),
            "sha256_as_kept": one.as_kept,
            "sha256_of_pictures": list(one.pictures),
            "covered": one.covered,
        }
        for (name, text), one in zip(files.items(), several, strict=True)
    ]
    manifest: dict[str, Any] = {
        "number": number,
        "record": str(salt),
        "made_at": made_at.isoformat(timespec="seconds"),
        "items": listed,
    }
    if moments:
        files[TIMELINE] = _in_order(moments, number=number, pen=pen)
        sealed = {"file": TIMELINE, "sha256": _sha(files[TIMELINE]), "moments": len(moments)}
        manifest["timeline"] = {**sealed, "kept_by": KEEPER.say("en")}
    return Record(manifest=json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", files=files)


def record_values(it: Given, *, pen: Pen) -> Mapping[str, str]:
    """Return the fields of the letter that comes with a record."""
    hidden = sum(one.covered for one in it.kept)
    return {
        "number": it.number,
        "items": str(len(it.kept)),
        "covered": str(hidden) if hidden else "",
        "moments": str(it.moments) if it.moments else "",
        "fingerprint": it.record.fingerprint,
        "kept_until": pen.moment(it.kept_until) if it.kept_until else "",
        "help_lines": words.lines(pen.pack.help_for(it.code), pen.lang),
        "status_url": pen.places.status(it.number),
    }


def _page(one: Kept, *, number: str, pen: Pen) -> str:
    said = {
        "number": number,
        "address": one.address,
        "account": one.account or ANOTHER_CHILD.say(pen.lang),
        "posted_at": one.posted_at or UNKNOWN.say(pen.lang),
        "kept_at": pen.moment(one.kept_at),
        "kept_by": KEEPER.say(pen.lang),
        "title": one.title,
        "text": one.text,
    }
    colon = "：" if pen.lang == "zh" else ": "
    return "\n".join(f"{label.say(pen.lang)}{colon}{said[name]}" for name, label in LINE) + "\n"


def _in_order(moments: Iterable[Moment], *, number: str, pen: Pen) -> str:
    lines = [number]
    for one in sorted(moments, key=lambda it: it.at):
        said = " · ".join(filter(None, (pen.moment(one.at), one.what.say(pen.lang), one.where)))
        marks = (mark.say(pen.lang) for mark, so in ((STRANGE, one.strange), (UNDONE, one.undone)) if so)
        lines.append(said + "".join(marks))
    return "\n".join(lines) + "\n"


def _sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()
