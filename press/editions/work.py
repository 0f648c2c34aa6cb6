"""The work in hand: what all editions of an essay are made from, and the pages that they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from press.design import Design
from press.model import Document, PageStart
from press.templating import Templates

if TYPE_CHECKING:
    from press.editions.pamphlet import Pamphlet

Tell = Callable[[int, int], None]
"""Hears how many pieces of the text are laid out, and of how many."""
COVER_SIZE = (1600, 2560)  # px of the cover's picture; what the large bookshops ask for


@dataclass(frozen=True)
class Work:
    """A document and how it is to look.

    The pamphlet is laid out when an edition first asks for it: e-book and web page want to know its pages.
    `tell` hears how far that is.
    """

    document: Document
    design: Design
    templates: Templates
    tell: Tell = lambda *_: None

    @cached_property
    def pamphlet(self) -> Pamphlet:
        """The pamphlet, to be laid out once."""
        from press.editions.pamphlet import set_up  # noqa: PLC0415  the layout engine takes a while to import

        return set_up(self.document, self.design, self.templates, self.tell)

    @cached_property
    def starts(self) -> tuple[PageStart, ...]:
        """Where the pamphlet's pages begin, as far as screens are to show it."""
        return self.pamphlet.pages.starts if self.document.settings.page_numbers else ()

    @property
    def quoted(self) -> Mapping[int, str]:
        """On which of the pamphlet's pages each quotation begins, as far as screens are to show it."""
        return self.pamphlet.pages.quoted if self.document.settings.page_numbers else {}


@dataclass(frozen=True)
class Known:
    """What screens tell of the pamphlet's pages: where each begins, and on which each quotation does."""

    starts: tuple[PageStart, ...] = ()
    quoted: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told(Work):
    """Work of which the pages are known, so that no edition has to wait for them."""

    known: Known = Known()

    @property
    def starts(self) -> tuple[PageStart, ...]:
        """Where the pamphlet's pages begin, as far as screens are to show it."""
        return self.known.starts if self.document.settings.page_numbers else ()

    @property
    def quoted(self) -> Mapping[int, str]:
        """On which of the pages each quotation begins, as `starts`."""
        return self.known.quoted if self.document.settings.page_numbers else {}
