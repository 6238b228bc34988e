"""Say how much there is to verify, so that progress can be shown."""

from ombud.store import checking, checking_looks, checking_passes


def size_up() -> dict[str, int]:
    """Return how many books, files, packs and subjects there are, and how many looks over whole tables."""
    books = {book: checking.count(book) for book in ("complaint", "case")}
    beside = {part: one.count() for part, one in checking_passes.PASSES.items()}
    return books | beside | {"look": len(checking_looks.LOOKS)}
