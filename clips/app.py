"""Which address of Clips answers what?"""

import json
import mimetypes
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from clips import clock, registering, uploads
from clips.pages import feed, item, log, person
from clips.pages.frame import Reader, lost
from clips.poster import poster
from clips.storage import prepare, reading, writing
from clips.switches import DOORS, DropReply, Switches
from clips.wire import LARGEST, Terms, receive

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

STATIC: Final = Path(__file__).parent / "static"
HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json; charset=utf-8"
GUARD: Final = (
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
)
YEAR: Final = 31_536_000

Environ = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer before it is written."""

    status: int
    body: bytes
    type: str = HTML
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Clips:
    """One running Clips: where it keeps things, whom it believes, how it misbehaves."""

    terms: Terms
    ombud_url: str
    switches: Switches = field(default_factory=Switches)

    def __call__(self, environ: Environ, start: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        answer = self._post(environ) if environ["REQUEST_METHOD"] == "POST" else self._get(environ)
        headers = [
            ("content-type", answer.type),
            ("content-length", str(len(answer.body))),
            *GUARD,
            *answer.more,
        ]
        start(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]

    def _get(self, environ: Environ) -> Answer:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return _json(405, {"state": "refused", "detail": "method"})
        match path.strip("/").split("/"):
            case ["healthz"]:
                return _json(200, {"state": "alive"})
            case ["log.json"]:
                with reading(self.terms.home) as book:
                    return _json(200, log.figures(book))
            case ["static", name] if (STATIC / Path(name).name).is_file():
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                return Answer(
                    200, (STATIC / Path(name).name).read_bytes(), kind, (("cache-control", "max-age=300"),)
                )
            case ["poster", scene, name]:
                return Answer(200, poster(scene, seed=name.removesuffix(".svg")).encode(), "image/svg+xml")
            case parts:
                return self._page(parts, _reader(environ, ombud_url=self.ombud_url))

    def _page(self, parts: Sequence[str], reader: Reader) -> Answer:
        page: Callable[..., str | None]
        match parts:
            case [""]:
                page = feed.home
            case ["log"]:
                page = log.show
            case ["v", name]:
                page = partial(item.show, kind="video", subject=name)
            case ["live" | "comment" | "message" | "order" as kind, name]:
                page = partial(item.show, kind=kind, subject=name)
            case ["d" | "u" | "login" as room, name]:
                page = self._named(room, name)
            case ["people"]:
                page = person.everybody
            case _:
                return Answer(404, lost(reader).encode())
        with reading(self.terms.home) as book:
            shown = page(book, reader=reader)
        more = (
            (("set-cookie", f"lang={reader.lang}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly"),)
            if reader.chose
            else ()
        )
        return Answer(404, lost(reader).encode()) if shown is None else Answer(200, shown.encode(), more=more)

    def _named(self, room: str, name: str) -> Callable[..., str | None]:
        """Return what draws a decision, a person's page, or what they see who log in."""
        return {
            "d": partial(log.decision_page, decision=name),
            "u": partial(person.show, account=name),
            "login": partial(person.log_in, account=name, secrets=self.terms.secrets),
        }[room]

    def _post(self, environ: Environ) -> Answer:
        body = _body(environ)
        if body is None:
            return _json(413, {"state": "refused", "detail": "too_large"})
        match environ["PATH_INFO"].strip("/").split("/"):
            case ["switches"] if ip_address(environ["REMOTE_ADDR"]).is_loopback:
                try:
                    turned = self.switches.turn(json.loads(body))
                except ValueError:
                    turned = None
                return _json(422, {"state": "refused"}) if turned is None else _json(200, turned)
            case ["uploads"] if ip_address(environ["REMOTE_ADDR"]).is_loopback:
                return self._upload(body)
            case ["registrations"] if ip_address(environ["REMOTE_ADDR"]).is_loopback:
                return self._register(body)
            case ["ombud", door] if door in DOORS:
                return self._wire(door, body, environ)
            case _:
                return _json(404, {"state": "refused", "detail": "no_such_door"})

    def _upload(self, body: bytes) -> Answer:
        """Put a video up, as a person on Clips would; nobody else than this machine may."""
        with writing(self.terms.home) as book:
            name = uploads.put_up(book, body, now=clock.now())
        return _json(201, {"id": name}) if name else _json(422, {"state": "refused"})

    def _register(self, body: bytes) -> Answer:
        """Open an account, as a person would; whoever is kept out is told no more than that."""
        with writing(self.terms.home) as book:
            name = registering.register(book, body, now=clock.now())
        if name is None:
            return _json(422, {"state": "refused"})
        return _json(201, {"id": name}) if name else _json(409, {"state": "refused", "detail": "kept_out"})

    def _wire(self, door: str, body: bytes, environ: Environ) -> Answer:
        if self.switches.way(door) == "hang":
            self.switches.hold(door)
            raise DropReply
        match self.switches.way(door):
            case "500":
                return _json(500, {"state": "broken"})
            case "422":
                return _json(422, {"state": "refused", "detail": "switched"})
            case "garbage":
                return Answer(200, b'{"state": "confir', JSON)
            case way:
                names = ("webhook-id", "webhook-timestamp", "webhook-signature")
                headers = {name: environ.get("HTTP_" + name.upper().replace("-", "_"), "") for name in names}
                status, answer = receive(door, body, headers=headers, terms=self.terms, now=clock.now())
                if way == "drop_reply":
                    raise DropReply
                return _json(status, answer)


def _json(status: int, shape: object) -> Answer:
    return Answer(status, json.dumps(shape, ensure_ascii=False).encode(), JSON)


def _body(environ: Environ) -> bytes | None:
    size = str(environ.get("CONTENT_LENGTH") or "0")
    if not size.isdigit() or int(size) > LARGEST:
        return None
    return bytes(environ["wsgi.input"].read(int(size)))


def _reader(environ: Environ, *, ombud_url: str) -> Reader:
    """Find out in which language this reader reads: asked for, remembered, or the browser's."""
    asked = parse_qs(environ.get("QUERY_STRING", "")).get("lang", [""])[0]
    try:
        remembered = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("lang")
    except CookieError:
        remembered = None
    accepted = "en" if str(environ.get("HTTP_ACCEPT_LANGUAGE", "zh")).lower().startswith("en") else "zh"
    wishes = (asked, remembered.value if remembered else "", accepted)
    lang = next(wish for wish in wishes if wish in {"zh", "en"})
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    place = parse_qs(environ.get("QUERY_STRING", "")).get("from", [""])[0]
    return Reader(
        lang=lang,
        path=path,
        ombud_url=ombud_url.rstrip("/"),
        now=clock.now(),
        chose=asked == lang,
        place=place.upper(),
    )


def make(home: Path, *, secrets: Sequence[str], ombud_url: str = "", later: Iterable[str] = ("L7",)) -> Clips:
    """Return the WSGI application on a folder, which is made when missing."""
    prepare(home)
    return Clips(Terms(home, tuple(secrets), frozenset(later)), ombud_url)
