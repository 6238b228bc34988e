"""What time is it here, and how is it written?"""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, aware and UTC."""
    return datetime.now(UTC)


def written(moment: datetime) -> str:
    """Return a moment as it stands in the tables and on the wire."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(text: str) -> datetime:
    """Read a moment from the wire; a moment without a zone is refused."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)
