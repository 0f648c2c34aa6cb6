"""The text of a chapter without its markup, each character where it was.

Every character that the reader does not see becomes `GONE`, so that offsets stay what they are in the
source; what stands for something (code, a formula, an address, a citation, a note) leaves one mark of it.
Pandoc gives no positions, so this reads Markdown by itself, in passes over the whole chapter.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from press.model import CODE, Source

GONE = "\x00"
"""A character that the reader does not see. No source holds it (press.model.CONTROL)."""
THING = "\ufffc"
"""Code, a formula, an address: something that is no prose."""
CITED = "\ue000"
NOTED = "\ue001"
PICTURE = "\ue003"
"""Where a picture begins; its caption follows."""
LITERAL = "\ue002"
"""A character that the author escaped, so that it stays what it is: `\\"`."""

Match = re.Match[str]


@dataclass
class Marked:
    """A chapter's characters, those unseen gone; and what covers stretches of it, from offset to offset."""

    text: str
    languages: list[tuple[int, int, str]] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    """Notes within a line: `^[…]`."""


def _gone(match: Match) -> str:
    return re.sub(r"[^\n]", GONE, match[0])


def _mark(sign: str) -> Callable[[Match], str]:
    return lambda match: sign + _gone(match)[1:]


def _code(match: Match) -> str:
    if match[0].startswith("<"):
        return _gone(match)
    lead = len(match[0]) - len(match[0].lstrip(" >\t"))
    return match[0][:lead] + THING + _gone(match)[lead + 1 :]


def _escape(match: Match) -> str:
    kept = match[1] if match[1] in ".,;:-&%$#!?\n" else LITERAL
    return GONE + ("\u00a0" if match[1] == " " else kept)


def _entity(match: Match) -> str:
    letter = html.unescape(match[0])
    return letter + GONE * (len(match[0]) - 1) if len(letter) == 1 else match[0]


def _dash(match: Match) -> str:
    """Turn two and three hyphens into dashes, as pandoc does, but not those that rule a table."""
    if match["rule"]:
        return match[0]
    wide, left = divmod(len(match[0]), 3)
    dashes = {0: "—" * wide, 1: "—" * (wide - 1) + "––", 2: "—" * wide + "–"}[left]
    return dashes.ljust(len(match[0]), GONE)


KEY = r"@(?:\{[^}\n]*\}|[\w:.#$%&+?<>~/-]*\w)"
PASSES: tuple[tuple[str, Callable[[Match], str]], ...] = (
    (r"(?:\A|(?<=\n\n))---[ \t]*\n(?=\S)[^\x00]*?\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)", _gone),
    (r"\\([^\w\x00])", _escape),
    (r"\$\$[^$]+\$\$|(?<![\w$])\$(?=[^\s$])[^$\n]*(?<=[^\s$])\$(?!\d)", _mark(THING)),
    (r"^[ ]{0,3}\\begin\{(\w+\*?)\}[^\x00]*?\\end\{\1\}", _gone),
    (r"^[ ]{0,3}\\[A-Za-z]+(?:\{[^}\n]*\}|\[[^\]\n]*\])*[ \t]*$", _gone),
    (r"\\[A-Za-z]+(?:\{[^}\n]*\})*", _mark(THING)),
    (r"<(?:https?|ftp|mailto):[^>\s]*>|<[\w.+-]+@[\w.-]+>", _mark(THING)),
    (r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]+\S.*$", _gone),
    (r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)", lambda match: "(" + _gone(match)[1:]),
    (r"\b(?:https?://|www\.)[^\s<>\x00]*[^\s<>\x00.,;:!?)\]”’»\"']", _mark(THING)),
    (r"\b10\.\d{4,9}/[^\s\x00]*\w|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _mark(THING)),
    (r"(?<!\])[ \t]{0,4}\{(?:[#.=-]|[\w:-]{1,40}=)[^{}\n]{0,4000}\}", _gone),
    (r"\[\^[^\]\s]{1,99}\](?!:)", _mark(NOTED)),
    (rf"(?<![\w\x00])-?{KEY}(?:[ \t]?\[[^\]\n]*\])?(?![^\[\]\n]{0, 300}\])", _mark(CITED)),
    (r"&(?:\w{2,12}|#\d{2,6}|#[xX][\da-fA-F]{2,5});", _entity),
    (r"(?P<rule>^[ >]*[|+=:\t -]+$)|-{2,}", _dash),
    (r"\^(?!\[)[^\s^\x00]{1,20}\^", _mark(THING)),
    (r"(?<=\S)~(?=\w{1,8}~)|(?<=\w)~(?!~)|~~", _gone),
)
"""What is not prose, and what becomes of it, in this order."""

TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)(?![\w:.@+-])((?:[^<>\"']|\"[^\"\n]*\"|'[^'\n]*')*)>")
FENCE = re.compile(r"^[ >]*:{3,}[ \t]*(.*?)[ \t]*:*[ \t]*$", re.MULTILINE)
LANG = re.compile(r"\blang\s*=\s*[\"']?([A-Za-z][\w-]*)")
BRACKET = re.compile(r"[\[\]]")
SIGNS = re.compile(r"(?<!\s)\*+|\*+(?!\s)|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)")
"""The stars and lines of emphasis."""
IN_BRACKETS = re.compile(rf"(?<!\w)-?{KEY}")
COMPILED = tuple((re.compile(pattern, re.MULTILINE), become) for pattern, become in PASSES)


def read(source: Source) -> Marked:
    """Take the markup out of a chapter."""
    text = CODE.sub(_code, source.text)
    marked = Marked(text)
    _take_out_tags(marked)
    _take_out_fences(marked)
    for pattern, become in COMPILED:
        marked.text = pattern.sub(become, marked.text)
    _take_out_brackets(marked, source.text)
    marked.text = SIGNS.sub(_gone, marked.text)
    return marked


def _take_out_tags(marked: Marked) -> None:
    """Take out HTML's tags; remember what language the elements say they are in."""
    opened: list[tuple[str, int, str]] = []
    for tag in TAG.finditer(marked.text):
        if not tag[1] and (said := LANG.search(tag[3])):
            opened.append((tag[2], tag.end(), said[1]))
        elif tag[1] and opened and opened[-1][0] == tag[2]:
            _, start, language = opened.pop()
            marked.languages.append((start, tag.start(), language))
    marked.text = TAG.sub(_gone, marked.text)


def _take_out_fences(marked: Marked) -> None:
    """Note the languages of fenced divs; their lines stay, since they part paragraphs."""
    opened: list[tuple[int, str]] = []
    for fence in FENCE.finditer(marked.text):
        if fence[1]:
            said = LANG.search(fence[1])
            opened.append((fence.end(), said[1] if said else ""))
        elif opened:
            start, language = opened.pop()
            if language:
                marked.languages.append((start, fence.start(), language))


def _take_out_brackets(marked: Marked, source: str) -> None:
    """Take out the brackets of links, spans, citations and notes; those of the prose stay."""
    letters, opened = list(marked.text), []
    for bracket in BRACKET.finditer(marked.text):
        at = bracket.start()
        if bracket[0] == "[":
            opened.append(at)
        elif opened:
            _close(marked, letters, source, opened.pop(), at)
    marked.text = "".join(letters)


def _close(marked: Marked, letters: list[str], source: str, start: int, end: int) -> None:
    """Take out one pair of brackets, by what stands in them and after them."""
    after = marked.text[end + 1 : end + 2]
    if start and marked.text[start - 1] == "^":
        marked.notes.append((start + 1, end))
        letters[start - 1], letters[start], letters[end] = NOTED, GONE, GONE
    elif after in ("(", "{") or (after == "[" and source[end + 2 : end + 3] not in ("@", "^")):
        letters[start] = letters[end] = GONE
        if start and letters[start - 1] == "!":
            letters[start - 1] = PICTURE
        stop = source.find({"(": ")", "{": "}", "[": "]"}[after], end + 1) + 1 or end + 1
        if after == "{" and (said := LANG.search(source, end, stop)):
            marked.languages.append((start, end, said[1]))
        # The address in round brackets is gone already.
        stop = end + 2 if after == "(" else stop
        letters[end + 1 : stop] = _blank(letters[end + 1 : stop])
    elif CITED in letters[start:end] or IN_BRACKETS.search(source, start, end):
        letters[start : end + 1] = [CITED, *_blank(letters[start + 1 : end + 1])]


def _blank(letters: list[str]) -> list[str]:
    return [letter if letter == "\n" else GONE for letter in letters]
