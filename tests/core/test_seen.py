"""Does the schema of the API take the words that a door takes?"""

import re

from ombud.core.intake import SEEN, check_text
from ombud.core.refusals import No, Refused

PLANE = range(0x10000)


def is_empty(sign: str) -> bool:
    """Say whether a door finds nothing to read in it."""
    try:
        check_text(sign)
    except Refused as no:
        return no.code is No.TEXT_EMPTY
    return False


def test_the_pattern_of_the_schema_fits_just_where_a_door_finds_something_to_read():
    seen = re.compile(SEEN)
    assert [code for code in PLANE if is_empty(chr(code)) is bool(seen.fullmatch(chr(code)))] == []
