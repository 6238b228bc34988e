"""Could a mail or a text message ever get there?"""

from ombud.adapters.mail.contract import address_fault
from ombud.adapters.sms.contract import number_of
from ombud.core.refusals import No, Refused


def email(said: str) -> str:
    """Return an address as it is used, or nothing where none is said; refuse what can be none."""
    said = said.strip()
    if said and address_fault(said):
        raise Refused(No.BAD_INPUT, field="email")
    return said


def phone(said: str) -> str:
    """Return a telephone number as it is used, or nothing where none is said; refuse what can be none."""
    if not said.strip():
        return ""
    number = number_of(said.strip())
    if number is None:
        raise Refused(No.BAD_INPUT, field="phone")
    return number
