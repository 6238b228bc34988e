"""How is mail handed to a real mail server?"""

import os
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ombud.adapters.mail.contract import Mail, address_fault, written
from ombud.adapters.sending import Outcome, Sent, TryLater, Undeliverable

SECONDS: Final = 15.0
FOR_GOOD: Final = 500


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """A mail server; `security` is starttls, tls or none."""

    host: str
    port: int
    sender: str
    name: str = "Ombud"
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    seconds: float = SECONDS

    def send(self, mail: Mail) -> Outcome:
        """Hand over one mail, in a conversation of its own."""
        fault = address_fault(mail.to)
        if fault:
            return Undeliverable(mail.key, fault)
        try:
            with self._conversation() as line:
                line.send_message(written(mail, sender=self.sender, name=self.name), self.sender, [mail.to])
        except smtplib.SMTPRecipientsRefused as refusal:
            code, _ = next(iter(refusal.recipients.values()), (0, b""))
            return _refused(mail.key, code)
        except smtplib.SMTPResponseException as refusal:
            return TryLater(mail.key, f"smtp_{refusal.smtp_code}")
        except (OSError, smtplib.SMTPException) as trouble:
            return TryLater(mail.key, type(trouble).__name__)
        return Sent(mail.key)

    def _conversation(self) -> smtplib.SMTP:
        if self.security == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.seconds, context=ssl.create_default_context()
            )
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        try:
            if self.security == "starttls":
                line.starttls(context=ssl.create_default_context())
            if self.user:
                line.login(self.user, self.password)
        except BaseException:
            line.close()
            raise
        return line


def _refused(key: str, code: int) -> Outcome:
    detail = f"smtp_{code}"
    return Undeliverable(key, detail) if code >= FOR_GOOD else TryLater(key, detail)


def from_settings(environ: Mapping[str, str] = os.environ) -> SmtpPost:
    """Return the server of OMBUD_SMTP_HOST, _PORT, _USER, _PASSWORD, _SECURITY and OMBUD_MAIL_FROM."""
    host, sender = environ.get("OMBUD_SMTP_HOST", ""), environ.get("OMBUD_MAIL_FROM", "")
    security = environ.get("OMBUD_SMTP_SECURITY", "starttls")
    if not host or address_fault(sender) or security not in {"starttls", "tls", "none"}:
        raise ValueError(
            "Mail needs OMBUD_SMTP_HOST, a good OMBUD_MAIL_FROM and OMBUD_SMTP_SECURITY starttls, tls or none."
        )
    return SmtpPost(
        host,
        int(environ.get("OMBUD_SMTP_PORT", "465" if security == "tls" else "587")),
        sender,
        environ.get("OMBUD_MAIL_NAME", "Ombud"),
        environ.get("OMBUD_SMTP_USER", ""),
        environ.get("OMBUD_SMTP_PASSWORD", ""),
        security,
    )
