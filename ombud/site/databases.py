"""How does Django reach the database?"""

from typing import Any, Final

from psycopg.conninfo import conninfo_to_dict

_NAMES: Final = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database(url: str, *, pool: int = 0) -> dict[str, Any]:
    """Turn an address into Django's settings; with `pool`, share up to so many connections in this process."""
    said = conninfo_to_dict(url)
    named = {_NAMES[key]: str(value) for key, value in said.items() if key in _NAMES}
    options: dict[str, Any] = {key: value for key, value in said.items() if key not in _NAMES}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10, "max_idle": 120}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **named,
        "OPTIONS": options,
        "CONN_MAX_AGE": 0 if pool else None,
        "CONN_HEALTH_CHECKS": True,
    }
