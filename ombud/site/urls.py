"""Which address leads to which door?"""

import importlib.util

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path

from ombud.site import health, kept_form, paged
from ombud.wire.doors import Csrf, Rate, Who, door

DOORS = (
    ("work/", "ombud.interfaces.workbench.urls"),
    ("office/", "ombud.interfaces.office.urls"),
    ("api/", "ombud.interfaces.api.urls"),
    ("", "ombud.interfaces.portal.urls"),
)


SHUT = r"^staff/(?:signup|password/reset|confirm-email|email)/"
"""What allauth opens and nobody here needs: accounts and passwords are a lead's to give, and its mails believe any host."""


@door(who={Who.ANYONE}, csrf=Csrf.READS, rate=Rate.PAGE)
def shut(_request: HttpRequest) -> HttpResponse:
    """Say that there is no such page."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    re_path(SHUT, shut),
    path("staff/kept/", kept_form.show, name="kept"),
    path("staff/paged/", paged.show, name="paged"),
    path("staff/", include("allauth.urls")),
]
if settings.DEBUG and importlib.util.find_spec("ombud.look.urls"):
    urlpatterns.append(path("styleguide/", include("ombud.look.urls")))
urlpatterns += [path(prefix, include(urls)) for prefix, urls in DOORS]

handler400 = "ombud.interfaces.portal.views.trouble.unreadable"
handler403 = "ombud.interfaces.portal.views.trouble.forbidden"
handler404 = "ombud.interfaces.portal.views.trouble.not_found"
handler500 = "ombud.site.trouble.broken"
