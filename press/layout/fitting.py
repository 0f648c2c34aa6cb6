"""Lines chosen for all justified paragraphs of a document, and what became of the plan.

    first layout ─ laid ─► flat ─► openings · ruler ─► breaks ─► paragraph ─► next layout ─ keep_plan
                                                                             last layout ─ justification

What cannot be fitted keeps the layout engine's own lines, with spaces narrowed by .04 em in the style sheet,
so that they are of about the same colour; it is kept on the draft, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.errors import Problem
from press.layout.draft import Draft
from press.layout.flat import NotFitted
from press.layout.laid import Laid
from press.layout.paragraph import Paragraph
from press.layout.ruler import Ruler
from press.layout.survey import Survey
from press.model import Finding

Element = Any  # WeasyPrint has no type hints

PLAIN = {"text_align_all": "justify", "direction": "ltr", "white_space": "normal"}
"""What a block is like whose lines are chosen."""
KNOWN_BY = 60
"""So many letters of a paragraph are enough to know it by."""


def fit_paragraphs(draft: Draft, pages: list[Any], ruler: Ruler) -> None:
    """Choose the lines of every justified paragraph and write them into the tree."""
    laid = Laid(pages)
    for element, boxes in laid.fragments.items():
        plain = all(boxes[0].style[name] == value for name, value in PLAIN.items())
        if plain and sum(len(box.children) for box in boxes) > 1:
            try:
                if element in laid.inside_notes:
                    raise NotFitted("it is one of several paragraphs of a note")
                paragraph = Paragraph(element, laid, ruler)
                paragraph.write(paragraph.choose(), draft.moved)
            except NotFitted as reason:
                leave_alone(draft, element, str(reason))
            else:
                draft.paragraphs[element] = paragraph


def keep_plan(draft: Draft, seen: Survey) -> bool:
    """Mend the paragraphs that did not come out in the lines planned.

    One whose measure has changed, as when a figure was moved from before it, is fitted anew; any other is
    given back to the layout engine.
    """
    notes = {note.element: len(note.lines) for note in seen.notes}
    changed = False
    for element, paragraph in list(draft.paragraphs.items()):
        widths = seen.widths_of(element)
        lines = notes[element] if element in notes else len(widths)
        same = paragraph.is_measured_by(widths)
        if paragraph.fit is None or (lines == paragraph.fit.lines and same):
            continue
        changed = True
        if same or not _fit_again(draft, paragraph, widths):
            release(draft, element)
            leave_alone(draft, element, "it came out in other lines than planned")
    return changed


def _fit_again(draft: Draft, paragraph: Paragraph, widths: list[float]) -> bool:
    """Choose the lines of a paragraph by measures that it has not had yet; tell whether it can be done."""
    rounded = tuple(round(width) for width in widths)
    if not draft.once("measure", (paragraph.element, rounded)):
        return False
    paragraph.measure_again(widths)
    try:
        paragraph.write(paragraph.choose(avoid=paragraph.avoided), draft.moved)
    except NotFitted:
        return False
    return True


def release(draft: Draft, element: Element) -> None:
    """Give the paragraphs that an element is, or holds, back to the layout engine."""
    for inner in element.iter():
        if inner in draft.paragraphs:
            draft.paragraphs.pop(inner).unwrite(draft.moved)


def leave_alone(draft: Draft, element: Element, reason: str) -> None:
    """Keep in mind which paragraph has the layout engine's lines, and why."""
    words = " ".join("".join(element.itertext()).split())
    draft.left_alone.append((words[:KNOWN_BY], reason))


def tell_left_alone(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for the paragraphs that have the layout engine's own lines, if there are any."""
    told = [(words, reason) for words, reason in draft.left_alone if words]
    if told:
        words, reason = told[0]
        more = f", and {len(told) - 1} more" if len(told) > 1 else ""
        fact = f"a paragraph is broken line by line, since {reason}: “{words}…”{more}."
        yield Finding("lines", "warning", Problem(fact, "Its spaces may be wider than others."), words)
