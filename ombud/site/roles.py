"""Whose log-in needs a second factor? Every role's that no setting leaves out."""

from typing import Final

from ombud.core.vocabulary import Role

NOBODY: Final = "none"


def named(said: str, *, demo: bool) -> frozenset[str]:
    """Return the roles; all where nothing is said, none in the demo, and a name that is no role is refused."""
    everybody = frozenset(role.value for role in Role)
    names = frozenset(name.strip() for name in said.split(",") if name.strip())
    if unknown := names - everybody - {NOBODY}:
        raise ValueError(f"OMBUD_SECOND_FACTOR names {', '.join(sorted(unknown))}, which is no role.")
    if names:
        return names - {NOBODY}
    return frozenset() if demo else everybody
