"""What does the home page recommend, and to whom does it no longer?"""

from clips.copies import is_blocked
from clips.measures import NOT_RECOMMENDED
from clips.pages.frame import Reader, address, count, page
from clips.pages.html import Html, el, row
from clips.standing import is_withheld, on_item, on_person
from clips.storage import Book, Row


def card(reader: Reader, item: Row, *, name: str, muted: bool = False) -> Html:
    """Return one video or live room as a card."""
    badge = el("span", reader.say("live"), class_="badge") if item["kind"] == "live" else None
    picture = el(
        "span",
        el(
            "img",
            src=f"/poster/{item['scene']}/{item['id']}.svg",
            alt="",
            width=360,
            height=480,
        ),
        badge,
        el("span", f"▶ {count(item['views'], reader.lang)}", class_="seen"),
        class_="still",
    )
    words = row(el("strong", item["title"], lang=item["lang"]), el("span", name, class_="quiet"))
    return el(
        "a", picture, words, href=address(item["kind"], item["id"]), class_="card muted" if muted else "card"
    )


def recommended(book: Book, reader: Reader, kind: str) -> list[Row]:
    """Return what may be recommended, the liveliest first and the demoted last."""
    rows = book.execute(
        "SELECT item.*, person.name FROM item JOIN person ON person.id = item.owner WHERE kind = ?"
        " ORDER BY views_per_hour DESC, posted_at DESC",
        (kind,),
    ).fetchall()
    first: list[Row] = []
    last: list[Row] = []
    for item in rows:
        standing = on_item(book, kind, item["id"], now=reader.now)
        if is_withheld(standing, reader.place):
            continue
        here = standing.keys()
        there = on_person(book, item["owner"], now=reader.now).keys()
        if not NOT_RECOMMENDED & (here | there) and not is_blocked(book, item, now=reader.now):
            (last if "L2" in here | there else first).append(item)
    return first + last


def page_of(reader: Reader, lives: list[Row], videos: list[Row]) -> str:
    """Return the home page."""
    return page(
        reader,
        reader.say("for_you"),
        el("h1", reader.say("lives")),
        el("div", *(card(reader, item, name=item["name"]) for item in lives), class_="strip"),
        el("h1", reader.say("for_you")),
        el("div", *(card(reader, item, name=item["name"]) for item in videos), class_="wall"),
    )


def home(book: Book, *, reader: Reader) -> str:
    """Return the home page as this moment would have it."""
    return page_of(reader, recommended(book, reader, "live"), recommended(book, reader, "video"))
