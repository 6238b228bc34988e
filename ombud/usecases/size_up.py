"""Say how much there is to verify, so that progress can be shown."""

from ombud.store import checking, checking_looks


def size_up() -> dict[str, int]:
    """Return how many books of each kind there are, and how many looks over whole tables."""
    books = {book: checking.count(book) for book in ("complaint", "case")}
    return books | {"beside": len(checking_looks.LOOKS)}
