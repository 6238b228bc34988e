"""What if no mail server is set? Each mail becomes an .eml file in a folder: the default of a demo."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ombud.adapters.home import Home
from ombud.adapters.mail.contract import Mail, address_fault, written
from ombud.adapters.sending import Outcome, Sent, TryLater, Undeliverable


@dataclass(frozen=True, slots=True)
class FolderPost:
    """A folder of .eml files, one for each key: the same key again overwrites its own file."""

    folder: Path
    sender: str = "letters@ombud.invalid"
    name: str = "Ombud"

    def send(self, mail: Mail) -> Outcome:
        """Write one mail."""
        fault = address_fault(mail.to)
        if fault:
            return Undeliverable(mail.key, fault)
        name = sha256(mail.key.encode()).hexdigest()[:24]
        draft = self.folder / f".{name}.{os.getpid()}"
        try:
            draft.write_bytes(written(mail, sender=self.sender, name=self.name).as_bytes())
            draft.replace(self.folder / f"{name}.eml")
        except OSError as trouble:
            return TryLater(mail.key, type(trouble).__name__)
        return Sent(mail.key)


def from_settings(environ: Mapping[str, str] = os.environ) -> FolderPost:
    """Return the folder `mail` of the home."""
    return FolderPost(Home.from_environment(environ).room("mail"))
