"""Every route of every door says who may use it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from ombud.core.vocabulary import Role
from ombud.wire.doors import Csrf, Who, door_of

PROBES = {"ombud.site.health", "ombud.look.styleguide"}
"""What says nothing of anybody."""


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one, prefix + str(one.pattern))
        else:
            yield prefix + str(one.pattern), one


def ours() -> list[tuple[str, URLPattern]]:
    found = list(routes(get_resolver()))
    return [(path, one) for path, one in found if one.callback.__module__.startswith("ombud.")]


def test_no_route_is_undeclared():
    assert [
        f"{path}: {one.callback.__module__}.{one.callback.__qualname__}"
        for path, one in ours()
        if one.callback.__module__ not in PROBES and door_of(one.callback) is None
    ] == []


def test_only_what_a_header_proves_goes_without_a_token():
    for path, one in ours():
        declared = door_of(one.callback)
        exempt = getattr(one.callback, "csrf_exempt", False)
        assert exempt == (declared is not None and declared.csrf is Csrf.HEADER), path


def test_every_role_of_the_staff_is_a_word_a_door_may_use():
    assert {role.value for role in Role} <= {who.value for who in Who}
