"""Where on the web does a letter send its reader?"""

from dataclasses import dataclass

from ombud.core.vocabulary import Class


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of the portal; `url` is where the house is found, without a slash at its end."""

    url: str

    def status(self, number: str) -> str:
        """Return where a complaint is followed."""
        return f"{self.url}/c/{number}"

    def letter(self, number: str) -> str:
        """Return where a letter is read, by its code."""
        return f"{self.url}/l/{number}"

    def once(self, number: str, *, token: str) -> str:
        """Return the link that opens a letter once without a code."""
        return f"{self.letter(number)}?t={token}"

    def objection(self) -> str:
        """Return where somebody objects to what was done to them before any decision, with or without an account."""
        return f"{self.url}/file/?about={Class.UNFAIR.value}"

    def claim(self) -> str:
        """Return where somebody says that an account is theirs, without having to get into it."""
        return f"{self.url}/file/?about={Class.ACCOUNT.value}"

    def privacy(self) -> str:
        """Return where somebody complains about their data, with or without an account."""
        return f"{self.url}/file/?about={Class.PRIVACY.value}"

    def answer(self, number: str) -> str:
        """Return where an account says its side before anything is decided."""
        return f"{self.letter(number)}/answer"

    def appeal(self, number: str) -> str:
        """Return where another look is asked for."""
        return f"{self.letter(number)}/appeal"
