"""Of which matters do we ask for no pictures?"""

from collections.abc import Iterable
from typing import Final

from ombud.core.pack.types import Pack

NOT_EVEN_A_PREVIEW: Final = "reupload_of_intimate_media"
"""Where a category forbids this, its files are quarantined on arrival (no preview, no copy, sealed), and none asked for."""


def may_be_intimate(codes: Iterable[str], *, pack: Pack) -> bool:
    """Say whether sending a picture once more would do new harm in one of these matters."""
    return any(NOT_EVEN_A_PREVIEW in pack.category(code).never for code in codes)


NEVER_SHOWN: Final = "preview"
"""Where a category forbids this nobody here is shown the picture, not even blurred."""


def is_never_shown(codes: Iterable[str], *, pack: Pack) -> bool:
    """Say whether the picture of one of these matters is drawn for nobody."""
    return any(NEVER_SHOWN in pack.category(code).never for code in codes)
