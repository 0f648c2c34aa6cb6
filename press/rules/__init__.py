"""The rules of a manuscript: one table, in groups by subject.

    judge(manuscript, document)  ->  findings in the order of the text, those of the document among them

Each group looks at the whole manuscript once and says which rule each of its hits breaks. essay.yaml
decides what a rule is (`checks:` error, warning or off), and may name places that are as they should be
(`ignore:`), each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.errors import BadSetting, Problem, UnknownSetting, did_you_mean
from press.model import Document, Finding, Manuscript
from press.rules import quotations, reading, spelling, structure, works
from press.rules import type as typography
from press.rules.rule import Group, Hit, Rule, Subject
from press.settings import Ignore, Settings

UNUSED = Rule(
    "ignore-unused",
    "warning",
    "An entry of `ignore:` that no finding matches.",
    "What it excused was mended or has moved, and it might hide a new mistake.",
    "Take the entry out of essay.yaml.",
)
OWN = Group("settings", (UNUSED,), lambda _: ())
READING = Group("reading", reading.RULES, reading.look)
GROUPS: tuple[Group, ...] = (
    READING,
    Group("quotations", quotations.RULES, quotations.look),
    Group("works", works.RULES, works.look),
    Group("structure", structure.RULES, structure.look),
    Group("typography", typography.RULES, typography.look),
    Group("spelling", spelling.RULES, spelling.look),
    OWN,
)
RULES: dict[str, Rule] = {rule.id: rule for group in GROUPS for rule in group.rules}


def judge(manuscript: Manuscript, document: Document, *, thorough: bool = True) -> list[Finding]:
    """Return what the rules find; when not thorough, only what was noticed while the document was made.

    The findings of the document are among them, as essay.yaml wants them. Raises UnknownSetting for a rule
    of essay.yaml that does not exist.
    """
    settings = manuscript.settings
    _check_names(settings)
    subject = Subject(manuscript, document)
    hits = [hit for group in (GROUPS if thorough else (READING,)) for hit in group.look(subject)]
    order = {source.path: place for place, source in enumerate(manuscript.chapters)}
    hits.sort(
        key=lambda hit: (order.get(hit.place.path, len(order)), hit.place.line or 0, hit.place.column or 0)
    )
    used: set[Ignore] = set()
    kept = [hit for hit in hits if not _is_ignored(hit, settings, used)]
    unused = _unused(settings, used) if thorough else []
    return [*_findings(kept, settings), *_findings(unused, settings)]


def _findings(hits: list[Hit], settings: Settings) -> Iterator[Finding]:
    for hit in hits:
        rule = RULES[hit.rule]
        severity = settings.checks.get(hit.rule, rule.severity)
        if severity != "off":
            problem = Problem(hit.fact, hit.remedy or rule.mend, hit.place)
            yield Finding(rule.id, severity, problem, text=hit.text)


def _is_ignored(hit: Hit, settings: Settings, used: set[Ignore]) -> bool:
    """Tell whether essay.yaml excuses a hit; note which of its entries does."""
    for entry in settings.ignore:
        at_place = not entry.file or hit.place.path.name == entry.file
        if entry.rule == hit.rule and at_place and entry.text in (hit.text or hit.fact):
            used.add(entry)
            return True
    return False


def _unused(settings: Settings, used: set[Ignore]) -> list[Hit]:
    return [
        Hit(
            UNUSED.id,
            settings.where("ignore"),
            f"nothing is left of {entry.rule} at “{entry.text}”.",
            entry.text,
        )
        for entry in settings.ignore
        if entry not in used and settings.checks.get(entry.rule) != "off"
    ]


def _check_names(settings: Settings) -> None:
    """Raise UnknownSetting or BadSetting for rules that do not exist."""
    unknown = [
        Problem(f"checks: there is no rule `{name}`.", _remedy(name), settings.where("checks", name))
        for name in settings.checks
        if name not in RULES
    ]
    if unknown:
        raise UnknownSetting(*unknown)
    wrong = [
        Problem(f"ignore: there is no rule `{entry.rule}`.", _remedy(entry.rule), settings.where("ignore"))
        for entry in settings.ignore
        if entry.rule not in RULES
    ]
    if wrong:
        raise BadSetting(*wrong)


def _remedy(name: str) -> str:
    return did_you_mean(name, RULES, among="docs/rules.md lists them.")


def rules_page() -> str:
    """Return the rules as Markdown, a section for each group."""
    parts = []
    for group in GROUPS:
        rows = [
            f"| `{rule.id}` | {rule.severity} | {rule.finds} | {rule.why} | {rule.mend} |"
            for rule in group.rules
        ]
        head = "| rule | severity | what it finds | why | how to mend it |\n|---|---|---|---|---|"
        parts.append("\n".join([f"## {group.name.capitalize()}", "", head, *rows]))
    return "\n\n".join(parts)
