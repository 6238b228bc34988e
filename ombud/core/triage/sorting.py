"""How is one complaint sorted?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ombud.core.triage import choosing, weighing
from ombud.core.triage.languages import is_wordless, language_of
from ombud.core.triage.phrases import Finds
from ombud.core.triage.report import Hit, Part, Report, Sorted
from ombud.core.triage.rules import LOOKS, child_age
from ombud.core.triage.rules.said_on_form import DANGER_NOW, ticked
from ombud.core.triage.ruleset import Danger, Rule, Rules
from ombud.core.triage.seen import Seen
from ombud.core.triage.texts import normal
from ombud.core.vocabulary import OWN_WORDS_OF_A_CHILD, Class, Severity, class_of

UNKNOWN: Final = "SV.UNKNOWN"
OPENING: Final = 6_000
CLOSING: Final = 2_000
"""How much of a long text is weighed: people say what happened first and what they want last.

Danger is looked for in every word at the door; the bound keeps a text that repeats itself from holding up the others.
"""


def triage(report: Report, rules: Rules) -> Sorted:
    """Return what a complaint is about; any text is sorted, the unknown as a question of service."""
    text, finds, hits = _read(report, rules)
    weight = weighing.scores(hits)
    shares = weighing.probabilities(weight)
    parts = tuple(
        _part(cls, hits=heard, every=hits, guarded=finds.guarded, shares=shares, rules=rules)
        for cls, heard in weighing.matters(weight, hits=hits, text=text)
    )
    code = choosing.chosen(report, rules.severities)
    if code is not None:
        parts = choosing.stands(parts, code, hits=hits, shares=shares, usual=rules.severities)
    return Sorted(language_of(text, claimed=report.lang), parts, wordless=is_wordless(text))


def spoken_of(text: str, rules: Rules) -> tuple[Hit, ...]:
    """Return everything that some rule sees in the words alone, whatever the text is mostly about."""
    return tuple(_read(Report(text), rules)[2])


def _read(report: Report, rules: Rules) -> tuple[str, Finds, list[Hit]]:
    """Return the text as it is weighed, which phrases stand in it, and all that the rules see."""
    text = _weighed(normal(report.text))
    finds = rules.index.read(text)
    hits = [_hit(rules.by_id[rule], span) for rule, span in finds.where.items()]
    seen = Seen(report, text, finds.where)
    hits += [hit for look in LOOKS for hit in look(seen)]
    return text, finds, [*hits, *_combined(rules.combinations, hits)]


def danger(text: str, answers: Mapping[str, object], phrases: Danger) -> tuple[str, ...]:
    """Return which S0 rules a text or its form's answers hit: asked at the door, before anything else."""
    said = (DANGER_NOW,) if ticked(answers.get("danger_now")) else ()
    folded = normal(text)
    if not phrases.alarms.ring(folded):
        return said
    return (*said, *phrases.index.read(folded).where)


def own_age(text: str) -> tuple[str, ...]:
    """Return the rule by which whoever writes says that they are a child; nothing where they do not."""
    hits = child_age.look(Seen(Report(text), _weighed(normal(text)), {}))
    return tuple(hit.rule for hit in hits if hit.rule == OWN_WORDS_OF_A_CHILD)


def _weighed(text: str) -> str:
    if len(text) <= OPENING + CLOSING:
        return text
    return f"{text[:OPENING]}\n{text[-CLOSING:]}"


def _hit(rule: Rule, span: tuple[int, int]) -> Hit:
    return Hit(rule.id, rule.code, rule.weight, rule.severity, *span)


def _combined(combinations: Iterable[Rule], hits: Sequence[Hit]) -> list[Hit]:
    """Return the combinations whose every need is met, in file order, so that one may build on an earlier one."""
    where = {hit.rule: hit for hit in hits}
    found = []
    for rule in combinations:
        met = [next((where[name] for name in group if name in where), None) for group in rule.needs]
        if None not in met and where.keys().isdisjoint(rule.without):
            last = met[-1]
            where[rule.id] = _hit(rule, (last.start, last.end) if last else (0, 0))
            found.append(where[rule.id])
    return found


def _part(
    cls: Class,
    *,
    hits: Sequence[Hit],
    every: Sequence[Hit],
    guarded: frozenset[str],
    shares: Mapping[Class, float],
    rules: Rules,
) -> Part:
    spoke = [hit for hit in hits if hit.code is not None and class_of(hit.code) is cls]
    needed = {
        name
        for hit in spoke
        if hit.rule in rules.by_id
        for group in rules.by_id[hit.rule].needs
        for name in group
    }
    needed |= {OWN_WORDS_OF_A_CHILD}
    own = [*spoke, *(hit for hit in hits if hit.code is None and (hit.severity or hit.rule in needed))]
    code = weighing.code_of(cls, hits=hits, otherwise=UNKNOWN)
    graves = (hit.severity or rules.severities.get(hit.code or "") for hit in own)
    usual = rules.severities.get(code, Severity.S3)
    others = [hit.rule for hit in sorted(every, key=lambda hit: -hit.weight) if hit not in own]
    return Part(
        code=code,
        cls=cls,
        severity=min((grave for grave in graves if grave), default=usual),
        because=tuple(hit.rule for hit in own),
        misses=(*others, *sorted(guarded))[: choosing.MOST_MISSES],
        confidence=round(shares[cls], 4),
        probabilities=shares,
    )
