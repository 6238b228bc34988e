"""Which address leads to which door?"""

import importlib.util
import logging

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from ombud.site import health

DOORS = (
    ("work/", "ombud.interfaces.workbench.urls"),
    ("office/", "ombud.interfaces.office.urls"),
    ("api/", "ombud.interfaces.api.urls"),
    ("", "ombud.interfaces.portal.urls"),
)


def _doors() -> list[URLResolver]:
    """Open every door; one that is still being built stays shut and says so."""
    found = []
    for prefix, urls in DOORS:
        try:
            found.append(path(prefix, include(urls)))
        except ImportError as error:
            logging.getLogger(__name__).warning("%s stays shut: %s", urls, error)
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("staff/", include("allauth.urls")),
]
if settings.DEBUG and importlib.util.find_spec("ombud.look.urls"):
    urlpatterns.append(path("styleguide/", include("ombud.look.urls")))
urlpatterns += _doors()

handler400 = "ombud.interfaces.portal.views.trouble.unreadable"
handler403 = "ombud.interfaces.portal.views.trouble.forbidden"
handler404 = "ombud.interfaces.portal.views.trouble.not_found"
handler500 = "ombud.site.trouble.broken"
