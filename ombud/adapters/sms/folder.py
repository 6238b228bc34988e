"""What if no gateway is set? Each text message becomes a file in a folder: the default of a demo."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ombud.adapters.home import Home
from ombud.adapters.sending import Outcome, Sent, TryLater, Undeliverable
from ombud.adapters.sms.contract import LONGEST, Sms, number_of


@dataclass(frozen=True, slots=True)
class FolderTexts:
    """A folder of JSON files, one for each key."""

    folder: Path

    def send(self, sms: Sms) -> Outcome:
        """Write one text message."""
        number = number_of(sms.to)
        if number is None:
            return Undeliverable(sms.key, "bad_number")
        name = sha256(sms.key.encode()).hexdigest()[:24]
        draft = self.folder / f".{name}.{os.getpid()}"
        shape = {"key": sms.key, "to": number, "text": sms.text[:LONGEST]}
        try:
            draft.write_text(json.dumps(shape, ensure_ascii=False), "utf-8")
            draft.replace(self.folder / f"{name}.json")
        except OSError as trouble:
            return TryLater(sms.key, type(trouble).__name__)
        return Sent(sms.key)


def from_settings(environ: Mapping[str, str] = os.environ) -> FolderTexts:
    """Return the folder `sms` of the home."""
    return FolderTexts(Home.from_environment(environ).room("sms"))
