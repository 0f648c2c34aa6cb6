"""Notes for screens: a link in the text, the note itself lifted out as an aside with a way back."""

from __future__ import annotations

from dataclasses import dataclass, field

from press.ast import Node, link, raw, rewrite


def reference_id(key: str, number: int) -> str:
    """Return the identifier of the place where a part's note is called."""
    return f"reference-{key}-{number}"


@dataclass
class Lifter:
    """Takes the notes out of a part. `key` tells its notes from those of other parts.

    `reference` and `aside` are attributes for the link and for the note, as the medium wants them. Where
    notes are `plain`, one of a single paragraph is that paragraph, and a longer one a division.
    """

    key: str
    back: str
    reference: dict[str, str]
    aside: dict[str, str]
    plain: bool = False
    count: int = 0
    lifted: list[Node] = field(default_factory=list)

    def lift(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks with links in place of notes; the asides wait in `lifted`."""
        result: list[Node] = rewrite(blocks, self._replace)
        return result

    def take(self) -> list[Node]:
        """Hand over the asides that have been lifted since the last time."""
        taken, self.lifted = self.lifted, []
        return taken

    def _replace(self, node: Node) -> list[Node] | None:
        if node["t"] != "Note":
            return None
        self.count += 1
        number, name = str(self.count), f"{self.key}-{self.count}"
        self.lifted += self._aside(name, number, node["c"])
        reference = link(
            [{"t": "Str", "c": number}],
            f"#note-{name}",
            "note-reference",
            identifier=reference_id(self.key, self.count),
        )
        reference["c"][0][2] = [list(pair) for pair in self.reference.items()]
        return [reference]

    def _aside(self, name: str, number: str, blocks: list[Node]) -> list[Node]:
        back = link(
            [{"t": "Str", "c": number}],
            f"#{reference_id(self.key, self.count)}",
            "note-number",
            role="doc-backlink",
            title=self.back,
        )
        gap: Node = {"t": "Space"} if self.plain else {"t": "Str", "c": "\u2002"}
        first, *rest = blocks or [{"t": "Para", "c": []}]
        if first["t"] in ("Para", "Plain"):
            first = {"t": "Para", "c": [back, gap, *first["c"]]}
        else:
            rest, first = [first, *rest], {"t": "Para", "c": [back, gap]}
        attributes = "".join(f' {key}="{value}"' for key, value in self.aside.items())
        return self._wrap(f'class="note" id="note-{name}"{attributes}', [first, *rest])

    def _wrap(self, attributes: str, blocks: list[Node]) -> list[Node]:
        if self.plain and len(blocks) == 1:
            inside = [raw(f"<p {attributes}>"), *blocks[0]["c"], raw("</p>")]
            return [{"t": "Plain", "c": inside}]
        name = "div" if self.plain else "aside"
        return [raw(f"<{name} {attributes}>", block=True), *blocks, raw(f"</{name}>", block=True)]
