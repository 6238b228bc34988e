"""Which address leads to which door?"""

import importlib.util

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
    return [path(prefix, include(urls)) for prefix, urls in DOORS if importlib.util.find_spec(urls)]


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("staff/", include("allauth.urls")),
]
if settings.DEBUG and importlib.util.find_spec("ombud.look.urls"):
    urlpatterns.append(path("styleguide/", include("ombud.look.urls")))
urlpatterns += _doors()
