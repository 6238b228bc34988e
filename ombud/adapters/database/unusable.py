"""Why can there be no database?"""

from enum import StrEnum


class Why(StrEnum):
    """Every reason for which the embedded database does not start."""

    NO_BINARIES = "no_binaries"
    OUT_OF_REACH = "out_of_reach"
    NO_ACCOUNT = "no_account"
    OTHER_MAJOR = "other_major"
    TOO_OLD = "too_old"
    COPIED_HOME = "copied_home"
    LOST_CLUSTER = "lost_cluster"
    NOT_WRITABLE = "not_writable"
    DID_NOT_START = "did_not_start"


class Unusable(Exception):  # noqa: N818 - read as a sentence: "unusable, other major"
    """The database cannot be used, for a reason somebody can act on."""

    def __init__(self, why: Why, /, **facts: object) -> None:
        super().__init__(why, facts)
        self.why = why
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.why}: " + ", ".join(f"{name}={value}" for name, value in self.facts.items())
