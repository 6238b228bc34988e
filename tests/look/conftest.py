"""Templates need Django's applications, not its database."""

import django
import pytest


@pytest.fixture(scope="session", autouse=True)
def applications():
    django.setup()
