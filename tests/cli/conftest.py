"""The database of the tests stands for the house's."""

from contextlib import nullcontext

import pytest


@pytest.fixture
def opened(transactional_db, monkeypatch) -> None:
    """A house whose verbs find the database of the tests, with the packs that ship on its shelf."""
    from ombud.adapters import here
    from ombud.adapters.policies import read_packs
    from ombud.usecases.keep_packs import keep_packs

    monkeypatch.setattr("ombud.interfaces.cli.house.opened", nullcontext)
    keep_packs(read_packs(on=here.now().date()), now=here.now())
