"""Does `ombud pack` check, show, compare and export without a database?"""

import json
import shutil
from hashlib import sha256

import pytest
import yaml

from ombud.adapters.policies import SHIPPED
from ombud.interfaces.cli import main


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(SHIPPED, tmp_path / "policies")


def rewrite(folder, name, old, new):
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_what_ships_is_fit(capsys):
    assert main(["pack", "lint"]) == 0
    assert "CN" in (said := capsys.readouterr().out)
    assert said.count("0 problems") == len(said.splitlines())


def test_a_finding_is_named_and_fails(folder, capsys):
    rewrite(folder, "base/clocks.yml", "stops: acknowledged", "stops: whenever")
    assert main(["pack", "lint", "--folder", str(folder), "--place", "CN"]) == 1
    said = "base/clocks.yml:4: clocks.ack_target: unknown event 'whenever'; expected one of "
    assert said in capsys.readouterr().out


def test_a_file_that_is_no_policy_is_named_with_its_line(folder, capsys):
    rewrite(folder, "base/clocks.yml", "kind: acknowledge", "kinds: acknowledge")
    assert main(["pack", "lint", "--folder", str(folder)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("base/clocks.yml:4: ")
    assert "ack_target.kinds: unknown key" in said
    assert said.count("\n") == 1


def test_what_changed_since_the_release_is_named_until_its_version_rises(folder, capsys):
    lint = ["pack", "lint", "--folder", str(folder), "--place", "CN"]
    release = ["pack", "release", "--folder", str(folder)]
    rewrite(folder, "base/clocks.yml", "{all: 15m}", "{all: 10m}")
    assert main(lint) == 1
    said = "clocks.ack_target: changed since the last release, but its version did not rise"
    assert said in capsys.readouterr().out
    before = (folder / "released.yml").read_text("utf-8")
    assert main(release) == 1
    assert (capsys.readouterr().err.splitlines(), (folder / "released.yml").read_text("utf-8")) == (
        [said],
        before,
    )
    rewrite(folder, "base/clocks.yml", "{all: 10m}", "{all: 10m}, version: 2")
    assert main(release) == 0
    assert (folder / "released.yml").read_text("utf-8") != before
    assert main(lint) == 0


def test_two_folders_are_compared(folder, capsys):
    against = ["--against", str(SHIPPED)]
    assert main(["pack", "diff", "--folder", str(folder), *against]) == 0
    rewrite(folder, "base/clocks.yml", "{all: 15m}", "{all: 10m}")
    assert main(["pack", "diff", "--folder", str(folder), *against]) == 1
    said = 'clocks.ack_target.amounts.all\n  - "15m"\n  + "10m"\n'
    unnumbered = "! clocks.ack_target: changed, but its version did not rise\n"
    assert f"{said}{unnumbered}1 changes" in capsys.readouterr().out
    rewrite(folder, "base/clocks.yml", "{all: 10m}", "{all: 10m}, version: 2")
    assert main(["pack", "diff", "--folder", str(folder), *against]) == 1
    assert f"{said}versions.clocks.ack_target\n  + 2\n2 changes" in capsys.readouterr().out


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "own"
    (folder / "jurisdiction").mkdir(parents=True)
    (folder / "all.yml").write_text("paging: {lead_after: 1m}\n", "utf-8")
    (folder / "jurisdiction" / "cn.yml").write_text("paging: {lead_after: 30s}\n", "utf-8")
    return folder


@pytest.mark.parametrize(("place", "said"), [("CN", "30s"), ("EU", "1m")])
def test_a_house_lays_its_own_rules_over_what_ships(own, capsys, place, said):
    assert main(["pack", "show", "paging.lead_after", "--own", str(own), "--place", place]) == 0
    assert capsys.readouterr().out.startswith(said)


def test_what_a_house_loosens_needs_leave_and_is_shown_by_the_linter(own, capsys):
    (own / "all.yml").write_text("paging: {lead_after: 3m}\n", "utf-8")
    assert main(["pack", "lint", "--own", str(own)]) == 2
    assert "deployment/all.yml:1: paging: loosens lead_after" in capsys.readouterr().err
    leave = "{why: {zh: 夜间无人, en: Nobody at night}, approved_by: 何 He}"
    (own / "all.yml").write_text(f"paging: {{lead_after: 3m, override: {leave}}}\n", "utf-8")
    assert main(["pack", "lint", "--own", str(own)]) == 0
    assert "deployment loosens / 放宽 paging: lead_after (何 He: Nobody at night)" in capsys.readouterr().out


def test_what_a_house_writes_for_a_place_without_a_pack_is_refused(own, capsys):
    (own / "jurisdiction" / "au.yml").write_text("paging: {lead_after: 30s}\n", "utf-8")
    assert main(["pack", "lint", "--own", str(own)]) == 2
    said = "jurisdiction/au.yml:1: no pack is of AU, so that this would count nowhere; expected one of CN, EU, IN, UK, US"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("act", ["lint", "test", "show", "diff", "export", "activate"])
def test_a_place_without_a_pack_is_refused(capsys, act):
    assert main(["pack", act, "--place", "ZZ"]) == 2
    said = capsys.readouterr()
    assert said.err == "--place ZZ: no pack is of this place; expected one of CN, EU, IN, UK, US\n"
    assert said.out == ""


def test_a_folder_that_is_not_there_is_not_taken_for_an_empty_one(tmp_path, capsys):
    assert main(["pack", "lint", "--own", str(tmp_path / "polices")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_a_rule_is_shown_as_it_stands_on_a_day(own, capsys):
    (own / "all.yml").write_text("paging: {lead_after: 1m, valid_from: 2027-01-01}\n", "utf-8")
    for day, said in (("2026-12-31", "2m"), ("2027-01-01", "1m")):
        asked = ["pack", "show", "paging.lead_after", "--own", str(own), "--place", "EU", "--on", day]
        assert main(asked) == 0
        assert capsys.readouterr().out.startswith(said)


def test_an_entry_is_shown_as_all_layers_together_say_it(capsys):
    assert main(["pack", "show", "clocks.cn_personal_information", "--place", "cn"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["unit"] == "business_day"
    assert main(["pack", "show", "clocks.cn_personal_information", "--place", "EU"]) == 1
    assert "eu_gdpr_answer" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["phrases.no_date", "care", "clocks.ack_target"])
def test_an_entry_is_shown_with_what_it_rests_on(capsys, what):
    assert main(["pack", "show", what]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["source"]["confidence"] == "own"


def test_the_whole_is_shown_as_an_overview(capsys):
    assert main(["pack", "show"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["clocks"] > 5


def test_the_digest_of_an_export_is_the_one_cases_name(capfdbinary):
    assert main(["pack", "export", "--place", "EU"]) == 0
    said = capfdbinary.readouterr()
    assert said.err.decode().split()[1] == sha256(said.out).hexdigest()


def test_the_papers_are_written_into_a_folder_that_need_not_be_there(tmp_path):
    assert main(["pack", "papers", str(tmp_path / "new")]) == 0
    assert {"README.md", "mn.md", "pr.md"} <= {one.name for one in (tmp_path / "new").iterdir()}


def test_the_schema_is_json(capsys):
    assert main(["pack", "schema"]) == 0
    assert "clocks" in json.loads(capsys.readouterr().out)["properties"]


def test_golden_cases_are_run_and_one_that_misses_is_named(folder, capsys):
    assert main(["pack", "test", "--place", "CN"]) == 0
    assert " 0 failed" in capsys.readouterr().out
    rewrite(folder, "golden/safety.yml", "severity: S4, sealed: false", "severity: S1, sealed: false")
    assert main(["pack", "test", "--folder", str(folder)]) == 1
    said = capsys.readouterr().out
    line = (folder / "golden/safety.yml").read_text("utf-8").splitlines().index("笑死不是危险:") + 1
    assert f"golden/safety.yml:{line}: 笑死不是危险\n  severity: expected / 应为 S1, found / 实为 S4" in said
    assert " 1 failed" in said


def test_two_cases_of_one_name_are_refused_with_their_line(folder, capsys):
    (folder / "golden" / "second.yml").write_text(
        "笑死不是危险:\n  report: {text: x}\n  expect: {severity: S4}\n", "utf-8"
    )
    assert main(["pack", "test", "--folder", str(folder)]) == 2
    assert capsys.readouterr().err == "golden/second.yml:1: 笑死不是危险: two cases have this name\n"
