"""HTML and formulas that are written by hand in a chapter, seen to before an edition is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from defusedxml.ElementTree import ParseError, fromstring

from press.ast import Node, each, raw, rewrite, stringify
from press.errors import BrokenMarkup, MissingImage, Place, Problem
from press.foreign import RAW, WEB, Finder, Tag, read_tags, scheme_of, tags_of
from press.model import Finding, Source
from press.pandoc import try_html

LISTS = re.compile(r"\\listof(figures|tables|listings)")  # crossref puts the lists in their place
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
MARK = re.compile(r"<!--line (\d+) (\d+) (\d+)-->")
"""Stands before each fragment of HTML: its line in the chapter, its line ends and its length."""
TAG = re.compile(r"<!--.*?-->|<(/?)[\w:-]+(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>", re.DOTALL)
CALLING = ("audio", "img", "source", "video")
OPEN = '<div xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
TASKS = {"\u2610": "\u2610", "\u2612": "\u2611"}
"""The boxes that pandoc reads of [ ] and [x], and those that faces have."""
REMEDY = "Close every element (a line break is <br/>), quote every attribute."


def without_comments(blocks: list[Node]) -> list[Node]:
    """Drop the comments, which are the author's own and no reader's."""

    def drop(node: Node) -> list[Node] | None:
        if node["t"] not in RAW or not COMMENT.search(node["c"][1]):
            return None
        rest = COMMENT.sub("", node["c"][1])
        return [{"t": node["t"], "c": [node["c"][0], rest]}] if rest.strip() else []

    result: list[Node] = rewrite(blocks, drop)
    return result


def look_over(chapter: Source, blocks: list[Node]) -> Iterator[Finding]:
    """Yield what would be lost in print. Raises BrokenMarkup or MissingImage, at its line."""
    fragments = list(each(blocks, *RAW))
    tags = list(tags_of(chapter, blocks))
    if pictures := [Problem(*_calling(tag), place) for tag, place in tags if tag.name in CALLING]:
        raise MissingImage(*pictures)
    if unsound := [Problem(*_unsound(tag), place) for tag, place in tags if not tag.is_sound]:
        raise BrokenMarkup(*unsound)
    if within := [
        _within(chapter, inner) for note in each(blocks, "Note") for inner in each(note["c"], "Note")
    ]:
        raise BrokenMarkup(*within)
    if fragments or any(each(blocks, "Math")):
        _try(chapter, blocks)
    for kind, text in (node["c"] for node in fragments):
        if kind not in ("html", WEB) and not LISTS.fullmatch(text.strip()):
            problem = Problem(
                f"no edition shows {text.strip()}.", "Write it in Markdown.", _place(chapter, text)
            )
            yield Finding("raw-tex", "warning", problem)
    for node in each(blocks, "Str"):
        for key in re.findall(r"\[\^([^\]]+)\]", node["c"]):
            place = chapter.place(re.escape(f"[^{key}]"))
            problem = Problem(f"the note [^{key}] has no text.", f"Write it below: [^{key}]: …", place)
            yield Finding("note-missing", "warning", problem)


def _calling(tag: Tag) -> tuple[str, str]:
    """Say why a file that is called by HTML is not to be had: what is from elsewhere was set apart."""
    if scheme_of(tag.get("src")) or tag.shape == "close":
        fact = f"<{tag.name}> and </{tag.name}> do not stand beside each other."
        return fact, "Write both in one paragraph."
    if tag.name == "img":
        return "a picture called by HTML is not taken into the editions.", "Write ![its caption](its file)."
    fact = f"a file called by <{tag.name}> is not taken into the editions."
    return fact, "Link to it: [its name](https://…)."


def _unsound(tag: Tag) -> tuple[str, str]:
    said = "HTML written by hand is not well-formed: "
    if tag.shape == "empty":
        return f"{said}a browser does not close <{tag.name}/>.", f"Write <{tag.name}></{tag.name}>."
    if tag.shape == "broken":
        return f"{said}the tag <{tag.name}> is broken.", REMEDY
    return f"{said}<{tag.name}> has no closing tag.", f"Write <{tag.name}/>."


def _within(chapter: Source, note: Node) -> Problem:
    words = re.findall(r"\w+", stringify(note["c"]))[:3]
    place = chapter.place(r"\^\[\W*" + r"\W+".join(words))
    return Problem("a note stands within a note.", "Call both from the text, or make one of them.", place)


def _place(chapter: Source, text: str) -> Place:
    return chapter.place(re.escape(text.strip().split("\n")[0]))


def _try(chapter: Source, blocks: list[Node]) -> None:
    html, warnings = try_html(_marked(chapter, blocks))
    for formula in (
        re.match(r"Could not convert TeX math (.*), rendering as TeX", said, re.DOTALL) for said in warnings
    ):
        if formula:
            fact = f"the formula ${formula[1].strip()}$ cannot be read."
            remedy = "Look for a missing brace or a misspelt command."
            raise BrokenMarkup(Problem(fact, remedy, _place(chapter, formula[1])))
    try:
        fromstring(f"{OPEN}\n{html}\n</div>")
    except ParseError as error:
        reason, (row, column) = str(error).partition(": line")[0], error.position
        offset = sum(len(line) + 1 for line in html.split("\n")[: row - 2]) + column
        place = Place(chapter.path, _line(html, offset, unclosed=reason == "mismatched tag"))
        raise BrokenMarkup(
            Problem(f"HTML written by hand is not well-formed: {reason}.", REMEDY, place)
        ) from None


def _marked(chapter: Source, blocks: list[Node]) -> list[Node]:
    """Put a MARK before each fragment of HTML."""
    finder = Finder(chapter)

    def mark(node: Node) -> list[Node] | None:
        if node["t"] == "Note":  # its text stands elsewhere in the chapter
            here, inside = finder.at, rewrite(node["c"], mark)
            finder.at = here
            return [{"t": "Note", "c": inside}]
        if node["t"] not in RAW or node["c"][0] != "html":
            return None
        text = node["c"][1].strip()
        line = chapter.text.count("\n", 0, finder.find(text) or 0) + 1
        note = f"<!--line {line} {text.count(chr(10))} {len(node['c'][1])}-->"
        return [raw(note, block=node["t"] == "RawBlock"), node]

    result: list[Node] = rewrite(blocks, mark)
    return result


def _line(html: str, offset: int, *, unclosed: bool) -> int | None:
    """Return the line of the fragment in which an element was left open, or of the last before an error."""
    tags = [tag for tag in TAG.finditer(html, 0, offset) if tag[1] is not None and not tag[2]]
    still_open: list[int] = []
    for tag in tags:
        if not tag[1]:
            still_open.append(tag.start())
        elif still_open:
            still_open.pop()
    for position in ([still_open[-1]] if unclosed and still_open else []) + [offset]:
        marks = list(MARK.finditer(html, 0, position))
        if marks and (position == offset or position < marks[-1].end() + int(marks[-1][3]) + 1):
            line, ends, _ = (int(number) for number in marks[-1].groups())
            return line + min(html.count("\n", marks[-1].end(), position), ends)
    return None


def with_links(blocks: list[Node]) -> list[Node]:
    """Make the links and places in a line, <a> by hand, ones of Markdown, which the editions can follow."""
    result: list[Node] = _with_links(blocks) if any(each(blocks, *RAW)) else blocks
    return result


def _with_links(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _with_links(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for item in map(_with_links, tree):
        is_end = _anchor(item, "close") is not None
        opened = [place for place, node in enumerate(out) if is_end and _anchor(node, "open")]
        if opened:
            out[opened[-1] :] = [_link(_anchor(out[opened[-1]], "open"), out[opened[-1] + 1 :])]
        else:
            out.append(item)
    return out


def _anchor(node: Any, shape: str) -> Tag | None:
    """Return the tag of an <a> in a line, or None for anything else."""
    if not isinstance(node, dict) or node.get("t") != "RawInline" or node["c"][0] != "html":
        return None
    tags = list(read_tags(node["c"][1]))
    is_one = len(tags) == 1 and tags[0].name == "a" and tags[0].end - tags[0].start == len(node["c"][1])
    return tags[0] if is_one and tags[0].shape == shape else None


def _link(tag: Tag | None, inlines: list[Node]) -> Node:
    given = dict(tag.pairs) if tag else {}
    own = {key: given.pop(key, "") for key in ("id", "class", "href")}
    title = given.pop("title", "") if own["href"] else ""
    attributes = [own["id"], own["class"].split(), [list(pair) for pair in given.items()]]
    if not own["href"]:
        return {"t": "Span", "c": [attributes, inlines]}
    return {"t": "Link", "c": [attributes, inlines, [own["href"], title]]}


def with_ticks(blocks: list[Node]) -> list[Node]:
    """Bind the boxes of tasks to their words; pandoc would make fields of them, to be filled in."""

    def tick(node: Node) -> list[Node] | None:
        if node["t"] != "BulletList":
            return None
        return [{"t": "BulletList", "c": [_ticked(rewrite(item, tick)) for item in node["c"]]}]

    result: list[Node] = rewrite(blocks, tick)
    return result


def _ticked(item: list[Node]) -> list[Node]:
    first: Node = item[0] if item else {"t": ""}
    if first["t"] not in ("Plain", "Para") or first["c"][1:2] != [{"t": "Space"}]:
        return item
    box = TASKS.get(first["c"][0].get("c")) if first["c"][0]["t"] == "Str" else None
    if box is None:
        return item
    return [{"t": first["t"], "c": [{"t": "Str", "c": f"{box}\u00a0"}, *first["c"][2:]]}, *item[1:]]
