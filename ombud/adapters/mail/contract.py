"""What does a mail door promise?"""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import Final, Protocol

from ombud.adapters.sending import Outcome

LONGEST_ADDRESS: Final = 254
_ADDRESS: Final = re.compile(
    r"[^\s@<>,;:\"\\()\[\]\x00-\x1f\x7f]{1,64}@[^\s@<>,;:\"\\()\[\]\x00-\x1f\x7f]{1,253}"
)
_BREAK: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, whose words the caller chose; `key` is the letter's, so that a mail sent twice shows as one."""

    key: str
    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)


class Post(Protocol):
    """A mail door. Nothing here raises for what the network does; an address that is none is `Undeliverable`."""

    def send(self, mail: Mail) -> Outcome:
        """Hand over one mail."""
        ...


def address_fault(address: str) -> str | None:
    """Return why this is no address to send to, or nothing when it is one."""
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        return "bad_address"
    local, _, domain = address.rpartition("@")
    return None if local.isascii() and domain.isascii() else "bad_address"


def written(mail: Mail, *, sender: str, name: str) -> EmailMessage:
    """Return the mail as it goes out: plain text, one recipient, no header a stranger could add to."""
    domain = sender.rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = _BREAK.sub(" ", mail.subject).strip()
    message["Message-ID"] = f"<{sha256(mail.key.encode()).hexdigest()[:40]}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text)
    return message
