"""Let the words that somebody wrote after the end, and for which one filing has no room, go along to the complaint that they are about."""

from collections.abc import Collection
from datetime import datetime

from ombud.adapters.hearing import heard_in
from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.vocabulary import ComplaintId
from ombud.store import hearing, later, texts
from ombud.store.ledger import open_complaint, read_lines
from ombud.store.transactions import one_transaction


@one_transaction
def carry_words(to: ComplaintId, *, rest: Collection[str], mint: Mint, now: datetime) -> int:
    """Write them as messages, all in one commit and once, and let the other's cases hear a danger in them; return how many there are."""
    with open_complaint(to) as book:
        if later.words_of(line for line in read_lines(to) if line.by == later.BY):
            return 0
        for text in rest:
            words = texts.keep_theirs(to, text, person=book.state.received.person, mint=mint)
            because = heard_in(text)
            book.write(facts.Wrote(words=words, because=because), by=later.BY, now=now)
            hearing.with_complaint(book, words, because, now=now)
            later.note(book, now=now)
        return len(rest)
