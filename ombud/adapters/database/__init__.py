"""How Ombud keeps a PostgreSQL of its own."""

from ombud.adapters.database.address import addresses, given
from ombud.adapters.database.server import Server, Urls
from ombud.adapters.database.unusable import Unusable, Why

__all__ = ["Server", "Unusable", "Urls", "Why", "addresses", "given"]
