"""Does every paper lead somewhere that is there?"""

import argparse
import importlib
import re
from urllib.parse import unquote

import pytest

from ombud.interfaces.cli import up, verbs
from tests.docs.papers import DOCS, ROOT, papers

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LARGEST_PICTURE = 200 * 1024
SCRIPTS = {"run", "test"}


def named(path):
    return str(path.relative_to(ROOT))


def anchors(path):
    """Where a heading can be reached, by the rule that web hosts of repositories use."""
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(path.read_text("utf-8")))
    return {text.strip().replace(" ", "-") for text in words}


def links(path):
    return [(text, target) for _, text, target in LINK.findall(FENCE.sub("", path.read_text("utf-8")))]


def commands(path):
    """Every line of a shell example that calls something of ours."""
    lines = [
        line
        for kind, body in FENCE.findall(path.read_text("utf-8"))
        if kind == "sh"
        for line in body.splitlines()
    ]
    return [line for line in lines if re.match(r"(\./|\.venv/bin/ombud )", line)]


@pytest.mark.parametrize("path", papers(), ids=named)
def test_every_link_leads_to_a_file_of_this_repository_and_to_a_heading_in_it(path):
    lost = []
    for _, target in links(path):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = unquote(target).partition("#")
        leads_to = (path.parent / file).resolve() if file else path
        if (
            not leads_to.is_relative_to(ROOT)
            or not leads_to.exists()
            or (anchor and anchor not in anchors(leads_to))
        ):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("path", papers(), ids=named)
def test_a_test_that_a_paper_names_is_in_the_file_it_names(path):
    lost = []
    for text, target in links(path):
        name = text.strip("`")
        if name.startswith("test_") and name != (path.parent / target).name:
            source = (path.parent / target).resolve()
            if not source.exists() or f"def {name}(" not in source.read_text("utf-8"):
                lost.append(name)
    assert lost == []


@pytest.mark.parametrize("path", papers(), ids=named)
def test_every_command_in_an_example_exists_with_its_options(path):
    unknown = []
    for line in commands(path):
        words = line.split("#")[0].split()
        if words[0] in {"./run", "./test"}:
            verb = (
                words[1] if words[0] == "./run" and len(words) > 1 and not words[1].startswith("-") else "up"
            )
            rest = words[1:] if words[0] == "./run" else []
        else:
            verb, rest = words[1], words[2:]
        if verb not in verbs() or unknown_options(verb, rest):
            unknown.append(line)
    assert unknown == []
    assert all((ROOT / script).stat().st_mode & 0o100 for script in SCRIPTS)


def unknown_options(verb, words):
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--home")
    module = up if verb == "up" else importlib.import_module(verbs()[verb])
    if hasattr(module, "arguments"):
        module.arguments(parser)
    options = {option for action in parser._actions for option in action.option_strings}
    return {word for word in words if word.startswith("--")} - options


def test_every_page_can_be_found_from_the_first_one():
    found, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for _, target in links(path):
            leads_to = (path.parent / target.partition("#")[0]).resolve()
            if leads_to.is_dir() and leads_to.is_relative_to(DOCS):
                waiting += leads_to.glob("*.md")
            if leads_to.suffix == ".md" and leads_to.is_file():
                waiting.append(leads_to)
    assert set(papers()) - found == set()


def test_pictures_are_small_and_all_of_them_are_shown():
    pictures = set((DOCS / "pictures").iterdir())
    assert [named(path) for path in pictures if path.stat().st_size > LARGEST_PICTURE] == []
    shown = {(path.parent / target).resolve() for path in papers() for _, target in links(path)}
    assert pictures - shown == set()


def test_every_test_that_runs_without_the_tracer_is_there():
    missing, written = [], ""
    for line in (ROOT / "tests/uncounted.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            name = line.strip().partition("[")[0]
            missing += [] if f"def {name}(" in written else [line]
        elif not line.startswith("#"):
            written = (ROOT / "tests" / line).read_text("utf-8")
    assert missing == []
