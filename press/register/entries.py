"""The register as a part of the essay: what it is, then source by source the passages quoted.

Paper and screens have the same headings and the same first words of each passage, by which a page is found
again (press.editions.pagelist). What differs has the class `varies`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press.ast import Node, attr, div, link, para, span, stringify, text
from press.evidence import NOT_ESTABLISHED, Emendation, Proof
from press.model import Part
from press.settings import Settings
from press.terms import marks_for

VARIES = "varies"
ROOM = "quoted-on"
GLYPHS = {"compared": "●", "transcript": "○", "unverified": "×"}
"""The signs of what is known of a quotation's words, told apart by their shape."""
HEAD, TAIL = 5, 4
"""How many words of a long passage are shown on paper, of its beginning and of its end."""
WHOLE = 12  # words: a passage of no more is shown in full
OPENING, STOPS = tuple("“‘«("), tuple(",.;:!?")
CLOSING = (*STOPS, *")”’»")
SINGLE = re.compile(r"‘([^‘’]*(?:’\w[^‘’]*)*)’(?!\w)")
STRAIGHT = re.compile(r"(?P<open>(?<![^\s(\[“‘«„—–])[\"'](?=\S))|[\"']")


@dataclass(frozen=True)
class Setting:
    """Where the register is to be set: the press's words, the language, and whether that is a screen.

    `places` are the titles of the parts in which quotations stand, by their number; `works` are the
    identifiers of works that a link can lead to.
    """

    terms: Mapping[str, str]
    settings: Settings
    on_screen: bool
    places: Mapping[int, str]
    works: frozenset[str]


def quotation_id(number: int) -> str:
    """Return the identifier of a quotation's entry."""
    return f"quotation-{number}"


def place_id(number: int) -> str:
    """Return the identifier of the place where a quotation stands."""
    return f"quoted-{number}"


def draw_mark(number: int, proof: Proof, terms: Mapping[str, str]) -> Node:
    """Return the sign behind a quotation on screens, which leads to its entry."""
    return link(
        [{"t": "Str", "c": GLYPHS[proof.status]}],
        f"#{quotation_id(number)}",
        "proof",
        identifier=place_id(number),
        aria_label=f"{terms['proof']}{terms['colon']} {terms[proof.status]}",
    )


def make_register(proofs: Sequence[Proof], names: Mapping[str, list[Node]], setting: Setting) -> Part:
    """Return the register; `names` are the short forms of the works."""
    maker = _Maker(setting)
    groups: dict[str, list[tuple[int, Proof]]] = {}
    for number, proof in enumerate(proofs, start=1):
        groups.setdefault(proof.key, []).append((number, proof))
    blocks = [maker.head(proofs)]
    for key in sorted(groups, key=lambda key: (not key, stringify(names.get(key, [])).casefold())):
        blocks += maker.group(key, names.get(key, []), groups[key])
    return Part("register", text(setting.terms["register"]), blocks, None, "register")


class _Maker:
    def __init__(self, setting: Setting) -> None:
        self.setting, self.terms = setting, setting.terms
        self.marks = marks_for(setting.settings.language)
        self.colon, self.semicolon = self.terms["colon"], self.terms["semicolon"]

    def head(self, proofs: Sequence[Proof]) -> Node:
        """Say what the register is, and how many quotations have which status."""
        counts = [
            f"{glyph}\u00a0{self.terms[status]}{self.colon} {sum(proof.status == status for proof in proofs)}"
            for status, glyph in GLYPHS.items()
        ]
        count = f"{self.terms['quotations']}{self.colon} {len(proofs)}"
        listed = f"{self.semicolon} ".join([count, *counts])
        return div([para(text(f"{self.terms['register_says']} {listed}."))], "register-head")

    def group(self, key: str, name: list[Node], quoted: Sequence[tuple[int, Proof]]) -> list[Node]:
        """Return a source's heading, what its publisher must be asked for, and its entries."""
        title = name or text(self.terms["no_source"])
        if f"ref-{key}" in self.setting.works:
            # With a name of its own it is not taken for a place that cites the work.
            title = [link(title, f"#ref-{key}", "register-work", identifier=f"quoted-work-{key}")]
        words = sum(proof.words for _, proof in quoted)
        asked = f"{self.terms['passages']}{self.colon} {len(quoted)}{self.semicolon} "
        asked += f"{self.terms['words_quoted']}{self.colon} {words}."
        heading: Node = {"t": "Header", "c": [2, attr(f"quoted-from-{key or 'none'}"), title]}
        entries = [self.entry(number, proof) for number, proof in quoted]
        return [heading, div([para(text(asked))], "register-asked"), div(entries, "register-list")]

    def entry(self, number: int, proof: Proof) -> Node:
        """Return a passage with all that is known of it."""
        passage = self._passage(proof.quotation.text)
        emended = self._emended(proof.match.emendations if proof.match else ())
        identifier = quotation_id(number)
        if not self.setting.on_screen:
            more: list[Node] = [{"t": "Space"}, *self._facts(number, proof)]
            more += [{"t": "Space"}, *emended] if emended else []
            whole = [*passage, span(more, VARIES)]
            return div([{"t": "Plain", "c": whole}], "register-entry", identifier=identifier)
        after = [span(self._facts(number, proof), VARIES)]
        blocks = [div([para(passage)], "passage"), div([para(after)], "proof-facts")]
        blocks += [div([para([span(emended, VARIES)])], "proof-emended")] if emended else []
        blocks += self._context(proof)
        return div(blocks, "register-entry", identifier=identifier)

    def _passage(self, words: str) -> list[Node]:
        """Return a passage in quotation marks: the first words for every medium, then all or the last."""
        outer_open, outer_close, *_ = self.marks
        plain = self._inner(words).split()
        head, rest = plain[:HEAD], plain[HEAD:]
        if not self.setting.on_screen and len(plain) > WHOLE:
            rest = ["…", *plain[-TAIL:]]
        last = [{"t": "Space"}, *text(" ".join(rest))] if rest else []
        return [*text(outer_open + " ".join(head)), span([*last, {"t": "Str", "c": outer_close}], VARIES)]

    def _inner(self, words: str) -> str:
        """Return words that will stand in quotation marks, with the inner marks of the language."""
        _, _, inner_open, inner_close = self.marks
        words = re.sub("“([^“”]*)”", "‘\\1’", words)
        return SINGLE.sub(rf"{inner_open}\1{inner_close}", words)

    def _facts(self, number: int, proof: Proof) -> list[Node]:
        """Return the page as cited, the place in the essay, and the status."""
        page = {"": self.terms["no_page"], NOT_ESTABLISHED: self.terms["page_unknown"]}.get(
            proof.page, proof.page
        )
        page = _capital(page) if self.setting.on_screen else page
        facts = [text(page.replace(". ", ".\u00a0"))]
        if number in self.setting.places:
            facts.append(self._place(number))
        status = text(self.terms[proof.status])
        if self.setting.on_screen:
            status = [{"t": "Str", "c": f"{GLYPHS[proof.status]}\u00a0"}, *status]
        facts.append(status)
        out = facts[0]
        for fact in facts[1:]:
            out = [*out, {"t": "Str", "c": self.semicolon}, {"t": "Space"}, *fact]
        if self.setting.on_screen:
            return [*out, {"t": "Str", "c": "."}]
        return [{"t": "Str", "c": "("}, *out, {"t": "Str", "c": ")."}]

    def _place(self, number: int) -> list[Node]:
        """Leave room for the printed page; on screens behind the chapter, which leads to the quotation."""
        room = span([], ROOM, data_quotation=str(number))
        if not self.setting.on_screen:
            return [room]
        title = self.setting.places[number] or self.setting.settings.title
        back = link(text(title), f"#{place_id(number)}", "back", role="doc-backlink")
        return [*text(self.terms["quoted_in"]), {"t": "Space"}, back, room]

    def _emended(self, emendations: Sequence[Emendation]) -> list[Node]:
        """Return the emendations: what the transcript has, what is read, and why."""
        if not emendations:
            return []
        out = text(f"{self.terms['emended']}{self.colon} ")
        for index, one in enumerate(emendations):
            slip, reading, reason = map(self.curl, (one.transcript, one.reading, one.reason))
            out += text(f"{self.semicolon} ") if index else []
            out += [{"t": "Emph", "c": text(slip)}, *text(f" → {reading} ({reason})")]
        return [*out, {"t": "Str", "c": "."}]

    def _context(self, proof: Proof) -> list[Node]:
        """Return the sentences around a quotation as its transcript has them."""
        match = proof.match
        if not match or not (match.before or match.after):
            return []
        words = proof.quotation.text.split()
        if len(words) > WHOLE:
            words = [*words[:HEAD], "…", *words[-TAIL:]]
        before, after = self.curl(match.before), self.curl(match.after)
        quoted = " ".join(words)
        if after.startswith(STOPS):  # the transcript's own stop, not that of the quotation
            quoted = quoted.rstrip("".join(STOPS))
        gap = "" if not before or before.endswith(OPENING) else " "
        out = text(f"{self.terms['in_transcript']}{self.colon} {before}{gap}")
        out += [{"t": "Strong", "c": text(quoted)}]
        out += text(f"{'' if after.startswith(CLOSING) else ' '}{after}")
        return [div([para([span(out, VARIES)])], "proof-context")]

    def curl(self, words: str) -> str:
        """Return words with the language's quotation marks in place of those of a typewriter."""
        outer_open, outer_close, *_ = self.marks

        def turn(mark: re.Match[str]) -> str:
            if mark[0] == "'":
                return "‘" if mark["open"] else "’"
            return outer_open if mark["open"] else outer_close

        return STRAIGHT.sub(turn, words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
