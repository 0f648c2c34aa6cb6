"""What was noticed while the essay was read and composed, under the rules by which essay.yaml knows it.

Every build tells these, while those of the other groups are looked for when the essay is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.errors import Place
from press.model import Finding
from press.rules.rule import Hit, Rule, Subject

RULES: tuple[Rule, ...] = (
    Rule(
        "pandoc",
        "warning",
        "What pandoc says while it reads a chapter: an unclosed fence, a link of a name that is given twice.",
        "Where pandoc is in doubt it guesses, and the guess may not be what was meant.",
        "Look at the line that it names, and write it so that there is no doubt.",
    ),
    Rule(
        "citeproc",
        "warning",
        "What pandoc says while it makes the notes and the bibliography.",
        "What it could not understand is missing from them, or is set in another language's manner.",
        "Look at the entry or the setting that it names.",
    ),
    Rule(
        "empty-chapter",
        "warning",
        "A chapter's file without a word in it.",
        "It leaves no trace in print, and perhaps its text was lost.",
        "Write its text, or delete the file.",
    ),
    Rule(
        "heading-skipped",
        "warning",
        "A heading that is two or more levels below the one before it.",
        "Readers who hear the text go from heading to heading, and look for one that is not there.",
        "Take away a `#` of the heading, or give it the heading that it lacks above.",
    ),
    Rule(
        "link-to-file",
        "warning",
        "A link to a file beside the manuscript.",
        "No edition brings the file along, so that the link leads nowhere.",
        "Link to a label (`{#…}`) or to an address on the web.",
    ),
    Rule(
        "note-missing",
        "warning",
        "A mark of a note, `[^1]`, whose text is nowhere in the chapter.",
        "It is printed as it stands, with brackets and all.",
        "Write the text below: `[^1]: …`",
    ),
    Rule(
        "note-unused",
        "warning",
        "The text of a note, `[^1]: …`, whose mark is nowhere in the chapter.",
        "The text is left out of every edition.",
        "Put its mark, `[^1]`, where the note belongs, or delete the text.",
    ),
    Rule(
        "raw-tex",
        "warning",
        "A command of LaTeX in the text.",
        "No edition shows it, since none is made by LaTeX.",
        "Write it in Markdown.",
    ),
)

FINER = ((re.compile(r"Note with key '(.+)' defined at .* but not used\."), "note-unused"),)
"""What pandoc says, and the rule of its own that there is for it."""


def look(subject: Subject) -> Iterator[Hit]:
    """Yield what the stages before noticed."""
    for finding in subject.document.findings:
        yield _hit(finding, finding.problem.place or Place(subject.manuscript.folder))


def _hit(finding: Finding, place: Place) -> Hit:
    problem = finding.problem
    for pattern, rule in FINER:
        if found := pattern.search(problem.fact):
            return Hit(rule, place, f"the note [^{found[1]}] has no mark in the text.", f"[^{found[1]}]")
    fact = problem.fact if problem.fact.endswith(".") else f"{problem.fact}."
    return Hit(finding.rule, place, fact, finding.text, problem.remedy)
