"""Destroy at once a document that shows more than was asked for, and ask for it again with the rest blacked out."""

from datetime import datetime
from uuid import UUID

from ombud.core import destroying, facts, following
from ombud.core.decisions import check_in_hand
from ombud.core.ids import Mint
from ombud.core.notices import check_phrases
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import erasing, evidence, letters, members, packs, texts
from ombud.store.ledger import open_case, read_complaint, read_lines
from ombud.store.transactions import one_transaction


@one_transaction
def refuse_file(
    case_id: CaseId,
    *,
    file: UUID,
    text: str,
    seen: int | None = None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Erase the file, keep nothing of it but that it was, and send whoever sent it a letter that says what to cover.

    The file goes as the last thing before the commit that says so. What may not be erased for now is not. Whoever has it in hand does
    this; its sender is waited for as when asked for anything else.
    Only what was shown to prove something goes, and never what anything rests on.

    Raises: NOT_FOUND, TEXT_EMPTY, NOT_YOURS, ERASED, NOT_IN_THIS_STATE, LETTER_PHRASE.
    """
    found = evidence.find(file)
    if found is None or not members.has(case_id, found.owner):
        raise Refused(No.NOT_FOUND)
    if found.erased:
        raise Refused(No.ERASED)
    if not text.strip():
        raise Refused(No.TEXT_EMPTY, field="text")
    with open_case(case_id, seen=seen) as book:
        case = book.state
        check_in_hand(case, by)
        theirs = read_complaint(found.owner)
        destroying.check(
            file,
            read_lines(case_id),
            complaint=found.owner,
            relation=theirs.received.relation,
            sent_at=found.at,
        )
        if erasing.is_held(theirs, now=now):
            raise Refused(No.NOT_IN_THIS_STATE, status="held")
        pack = packs.of_case(case)
        check_phrases(text, pack=pack, side=Side.COMPLAINANT, field="text")
        until = now + following.time_to_answer(case, pack)
        letter = letters.ask_for_more(found.owner, case=case, text=text, until=until, now=now)
        words = texts.keep_for(case_id, text, mint=mint)
        gone = facts.FileErased(
            evidence=file, retention=destroying.UNREDACTED, proof=evidence.fingerprint(file)
        )
        asked = facts.Asked(complaint=found.owner, letter=letter, words=words, until=until)
        for fact in (gone, asked):
            book.write(fact, by=f"agent:{by}", now=now)
    evidence.drop(file)
