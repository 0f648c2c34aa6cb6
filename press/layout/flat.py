"""A paragraph laid flat: its text as a row of characters, each with its place in the tree and its style."""

from __future__ import annotations

from typing import Any, NamedTuple

from weasyprint.formatting_structure.text import transform

from press.layout.laid import Laid

Element = Any  # WeasyPrint has no type hints
Style = Any
Slot = tuple[Element, str]  # a node, and whether it is its "text" or its "tail"

WHOLE, LINE_END = "\u2060", "\n"
"""What stands for something of a fixed width, which is not broken; and for a hard break."""
SPACES = " \t\n\r\f"
TRANSFORMED = {"none", "uppercase", "lowercase", "capitalize"}


class NotFitted(Exception):
    """The paragraph holds what total fit cannot break; the layout engine's own lines stay."""


class Character(NamedTuple):
    """A character as it is shown, with its slot and style, and as it is written in the tree.

    Something of a fixed width has no slot and its width.
    """

    text: str
    slot: Slot | None
    style: Style
    width: float = 0.0
    written: str = ""


class Flat:
    """The row of a paragraph's characters; white space of the source is one space, or none at an end.

    `slots` are all places of text in it, each with how deep it is; `capitalised` the elements whose words are
    given capitals, which would not be after a newline; `apart` the floats, boxes and blocks that are set
    in it by their own rules. A list within an item ends the item's text.
    Raises NotFitted.
    """

    def __init__(self, element: Element, laid: Laid) -> None:
        self.laid = laid
        self.characters: list[Character] = []
        self.slots: dict[Slot, int] = {}
        self.capitalised: dict[Element, None] = {}
        self.apart: dict[Element, Style] = {}
        self._after_space, self._ended, self._depth = True, False, 0
        self._fix(element, "footnote-marker")
        self._take_all(element)
        self._drop_space()
        if not any(item.slot for item in self.characters):
            raise NotFitted("it has no text of its own")

    @property
    def text(self) -> str:
        """The characters as they are shown."""
        return "".join(item.text for item in self.characters)

    def _take_all(self, element: Element) -> None:
        self._depth += 1
        self._fix(element, "before")
        self._take(element.text, (element, "text"), element)
        for child in element:
            if isinstance(child.tag, str):
                self._take_in(child)
            self._take(child.tail, (child, "tail"), element)
        self._fix(element, "after")
        self._depth -= 1

    def _take_in(self, child: Element) -> None:
        if (child, "footnote-call") in self.laid.fixed:
            self._fix(child, "footnote-call")
        elif child.tag == "br":
            self._drop_space()
            self.characters.append(Character(LINE_END, None, None))
            self._after_space = True
        elif child.tag == "wbr":
            self.characters.append(Character("\u200b", None, None))
        elif child in self.laid.floated:
            self._fix(child, "")
            self.apart[child] = self.laid.floated[child]
        elif child in self.laid.blocks:
            self.apart[child] = self.laid.blocks[child]
            self._ended = True
        else:
            left, right = self.laid.around.get(child, (0.0, 0.0))
            self._add_width(left)
            self._take_all(child)
            self._add_width(right)

    def _fix(self, element: Element, pseudo: str) -> None:
        """Add what is set as a whole, if it is there."""
        if (element, pseudo) in self.laid.fixed:
            self.characters.append(Character(WHOLE, None, None, self.laid.fixed[element, pseudo]))
            self._after_space = False

    def _add_width(self, width: float) -> None:
        if width:
            self.characters.append(Character(WHOLE, None, None, width))

    def _take(self, text: str | None, slot: Slot, owner: Element) -> None:
        if self._ended:
            if (text or "").strip(SPACES):
                raise NotFitted("its text goes on behind a block in it")
            return
        self.slots[slot] = self._depth
        style = self.laid.styles.get(owner)
        for written, shown in self._show(text or "", style, owner):
            space = written in SPACES
            if space and self._after_space:
                continue
            known = style or (self._last_style() if space else None)
            if known is None:
                raise NotFitted("some of its text was not set")
            self.characters.append(Character(" " if space else shown, slot, known, 0.0, written))
            self._after_space = space

    def _last_style(self) -> Style | None:
        return next((item.style for item in reversed(self.characters) if item.slot), None)

    def _show(self, text: str, style: Style | None, owner: Element) -> list[tuple[str, str]]:
        """Return characters as they are written, each with what is shown for it."""
        how = style["text_transform"] if style else "none"
        if style is None or how == "none":
            return [(letter, letter) for letter in text]
        if how not in TRANSFORMED:
            raise NotFitted("its letters are transformed")
        language = (style["lang"] or "").split("-")[0].lower()
        whole = transform(how, text, language)
        if len(whole) != len(text):
            whole = text
        if how == "capitalize":
            self.capitalised[owner] = None
            return [(letter, letter) for letter in whole]
        return list(zip(text, whole, strict=True))

    def _drop_space(self) -> None:
        """Drop the space at the end of a line; only what has no width stands after it."""
        place = len(self.characters) - 1
        while place >= 0 and self.characters[place].slot is None and not self.characters[place].width:
            place -= 1
        if place >= 0 and self.characters[place].text == " " and self._after_space:
            del self.characters[place]
