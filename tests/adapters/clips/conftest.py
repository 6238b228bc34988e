import pytest

from tests.adapters.host import host


@pytest.fixture
def clips(tmp_path):
    with host(tmp_path / "clips") as running:
        yield running
