"""Where on the web does a letter send its reader?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of the portal; `url` is where the house is found, without a slash at its end."""

    url: str

    def status(self, number: str) -> str:
        """Return where a complaint is followed."""
        return f"{self.url}/c/{number}"

    def letter(self, number: str, token: str = "") -> str:
        """Return where a letter is read; with a token it opens once without a code."""
        return f"{self.url}/l/{number}?t={token}" if token else f"{self.url}/l/{number}"

    def appeal(self, number: str) -> str:
        """Return where another look is asked for."""
        return f"{self.url}/l/{number}/appeal"
