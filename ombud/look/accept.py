"""Which language does an Accept-Language header ask for? Without a framework, for doors that have none."""

from ombud.look.words import FALLBACK, LANGS


def spoken(accept: str) -> str:
    """Return the first language of an Accept-Language header that we speak, else Chinese."""
    ranked = []
    for place, item in enumerate(accept.split(",")):
        tag, _, weight = item.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, tag[:2].lower()))
        except ValueError:
            continue
    return next((lang for _, _, lang in sorted(ranked) if lang in LANGS), FALLBACK)
