"""Where does a line of a body end, whatever blocks it comes in? Both doors ask here: a server's own idea may be another."""

from collections.abc import Iterator
from dataclasses import dataclass

from ombud.wire.problems import too_large


@dataclass(slots=True)
class Lines:
    """Puts blocks together and parts them into lines of at most `longest` bytes; `rest` is what no line has ended yet."""

    longest: int
    rest: bytes = b""

    def of(self, block: bytes) -> Iterator[bytes]:
        """Yield every line that ends in this block; refuse one that is too long, ended or not."""
        *whole, self.rest = (self.rest + block).split(b"\n")
        for line in whole:
            yield self._within(line)
        self._within(self.rest)

    def _within(self, line: bytes) -> bytes:
        if len(line) > self.longest:
            raise too_large(self.longest)
        return line
