"""Does whoever judges an appeal judge before they read who decided, what, and why?"""

import json
from uuid import UUID

import pytest

from ombud.adapters import here
from ombud.core import facts
from ombud.store import texts
from tests import cast
from tests.cast import AN, JUN, MEI
from tests.workbench.scene import at

HERS = (
    "梅 Mei",
    "the blade is real",
    "we removed it for the blade",
    "I dislike this uploader",
    "Clause 2.1 is plain",
)
"""Her name, finding and letter, her note to herself and that on a step."""
ASKS = "the blade is a toy"
FOLDED = {"en": "Your own judgement first", "zh": "先前是谁处理"}


WHY = "it looks dangerous"
HOST = {
    "found": True,
    "snapshot": {"title": "Pufferfish", "text": f"{WHY}\n\nShow me how a pufferfish is cut"},
    "decisions": [
        {"id": "hd-7", "clause": "CLIPS.3.2", "reasons": WHY, "automation": {"used": True, "score": 0.81}}
    ],
}
"""What a host may tell of its own decision: its reason twice, in the text of it, too."""


def page(case: UUID) -> str:
    return f"/work/case/{case}/"


@pytest.fixture
def case(floor) -> UUID:
    """梅 Mei removed a video, and its account appeals; 君 Jun has the appeal in hand, 安 An audits."""
    for agent, role in {MEI: "agent", JUN: "agent", AN: "auditor"}.items():
        floor.hire(agent, role)
    made = floor.open()
    _, finding, letter, note, step = (_words(made, text) for text in HERS)
    decided = cast.proposed(findings=(facts.Finding(words=finding, evidence=()),), for_account=letter)
    floor.give(made, MEI)
    hers = (facts.Noted(words=note), facts.StepDone(step="exceptions", words=step), decided)
    floor.write(made, *hers, facts.Decided(no=1, outcome="violation", orders=()), by=f"agent:{MEI}")
    asked = facts.Appealed(no=1, decision=1, side="account", letter=cast.LETTER, words=_words(made, ASKS))
    floor.write(made, asked, by="account")
    floor.give(made, JUN)
    return made


@pytest.fixture
def of_host(floor) -> UUID:
    """The first complaint about what the host decided; 君 Jun looked it up."""
    floor.hire(JUN)
    made = floor.open("UF.CONTENT")
    told = _words(made, json.dumps(HOST))
    floor.give(made, JUN)
    shot = facts.EvidenceAdded(evidence=told.id, digest="ab", media="application/json", size=1, source="host")
    floor.write(made, shot, by=f"agent:{JUN}")
    return made


def _words(case: UUID, text: str) -> facts.Words:
    return texts.keep(text, owner=case, person=case, text_id=here.mint(case.int & 0xFF), make_key=True)


def _hers(shown: str) -> list[str]:
    return [one for one in HERS if one in shown]


@pytest.mark.parametrize("lang", FOLDED)
def test_an_appeal_is_judged_before_the_first_name_reasons_and_notes_are_read(floor, case, lang):
    for path in (page(case), f"{page(case)}decide/"):
        shown = at(JUN, lang).get(path).text
        assert _hers(shown) == [], path
    shown = at(JUN, lang).get(page(case)).text
    assert FOLDED[lang] in shown
    assert ASKS in shown, "what the account says for itself is read first"
    assert _hers(at(AN, lang).get(page(case)).text) == list(HERS), "whoever does not judge reads as before"
    floor.write(case, facts.StepDone(step="fresh_judgement"), by=f"agent:{JUN}")
    shown = at(JUN, lang).get(page(case)).text
    assert _hers(shown) == list(HERS)
    assert FOLDED[lang] not in shown


def test_why_the_host_decided_and_how_sure_its_model_was_is_folded_away_wherever_it_says_so(floor, of_host):
    shown = at(JUN).get(page(of_host)).text
    assert "hd-7" in shown
    assert "Show me how a pufferfish is cut" in shown, "the item itself is there to be judged"
    assert not [one for one in ("looks dangerous", "0.81", "by a machine") if one in shown]
    floor.write(of_host, facts.StepDone(step="fresh_judgement"), by=f"agent:{JUN}")
    shown = at(JUN).get(page(of_host)).text
    assert all(one in shown for one in ("looks dangerous", "score 0.81", "made by a machine"))
