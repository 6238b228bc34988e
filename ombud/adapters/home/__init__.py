"""Where one installation keeps everything it must not lose."""

from ombud.adapters.home.place import Home
from ombud.adapters.home.secrets import Secrets, secrets_of

__all__ = ["Home", "Secrets", "secrets_of"]
