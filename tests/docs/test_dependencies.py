"""Does every dependency have a reason?"""

import re

import pytest

from tests.docs.papers import DOCS, ROOT

NAME = re.compile(r"^([A-Za-z0-9._-]+)")


def wanted(file):
    lines = (ROOT / file).read_text("utf-8").splitlines()
    return {NAME.match(line)[1].lower() for line in lines if NAME.match(line)}


def rows(heading):
    section = (DOCS / "dependencies.md").read_text("utf-8").split(f"## {heading}\n", 1)[1].split("\n## ")[0]
    cells = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")][2:]
    return {row[0].strip(): [cell.strip() for cell in row[1:]] for row in cells}


def locked():
    pins = re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)",
        (ROOT / "requirements.txt").read_text("utf-8"),
        re.MULTILINE,
    )
    return {name.lower(): version for name, version in pins}


@pytest.mark.parametrize(
    ("file", "heading"),
    [
        pytest.param("requirements.in", "At run time", id="run time"),
        pytest.param("requirements-dev.in", "For working on it", id="work"),
    ],
)
def test_every_dependency_says_why_it_is_there(file, heading):
    assert set(rows(heading)) == wanted(file) - {"-r"}
    assert all(all(cells) for cells in rows(heading).values())


def test_the_release_on_the_page_is_the_one_in_the_lock():
    said = {name: cells[3].split(",")[0] for name, cells in rows("At run time").items()}
    assert said == {name: locked()[name] for name in said}
