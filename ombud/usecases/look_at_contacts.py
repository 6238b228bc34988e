"""Show somebody the complaints that they answer for as the one contact: how far each part is, and no word of anybody."""

from ombud.core.vocabulary import AgentId
from ombud.store import contacts, staff
from ombud.store.contacts import Answered

__all__ = ["Answered", "look_at_contacts"]


def look_at_contacts(*, by: AgentId) -> tuple[Answered, ...]:
    """Return them, the soonest word first."""
    return contacts.mine(staff.colleague(by))
