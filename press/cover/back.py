"""The back cover: blurb, publisher, price, the ISBN's bars and a QR code, as many as there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from press.barcodes import EAN_QUIET, QR_QUIET, Lettering, ean13_size, ean13_svg, qr_matrix, qr_module, qr_svg
from press.cover.front import (
    BAR,
    FOOT,
    MARGIN,
    SMALL,
    SMALL_LEADING,
    SMALLEST_SMALL,
    TIGHT,
    TRACKING,
)
from press.cover.inks import Inks, Making, for_press
from press.cover.lines import break_lines, join_names, split_address, widths_in
from press.design import Design
from press.errors import BadSetting, Problem
from press.geometry import MM
from press.layout import SCHEME
from press.model import Image
from press.terms import words_for

MARK = f"{SCHEME}publisher-mark"
"""Where the publisher's mark lies on the layout's shelf."""

SIZES = (17.0, 16.5, 16.0, 15.5, 15.0, 14.5, 14.0, 13.5, 13.0, 12.5, 12.0, 11.5)  # px, the blurb's
WORDY = 25  # em: the measure below which type is set a size smaller
LONGEST = 34  # em: the longest measure, about 75 characters
BLURB_LEADING, PARAGRAPH_GAP = 1.42, 0.6  # em
SLACK = 0.985  # of the measure: ours and the layout engine's widths differ by a hair
LAST = 0.02  # how much the shortness of a paragraph's last line counts
TITLE, SMALLEST_TITLE = 4.6, 18.0  # hundredths of the width; px: the title where there is no blurb
GAP = 4.0  # hundredths of the width: between codes, and above the foot
EAN_MODULES = (1.25, 1.1875, 1.125, 1.0625, 1.0)  # px: 100 to 80 %
EAN_PAD = 2.5  # modules of white above and below the bars' drawing
QR_SIDE, QR_NARROW = (
    27 * MM,
    21 * MM,
)  # with its quiet zone: where it stands alone; room to leave it beside bars
ADDRESS, ADDRESS_LINE, ADDRESS_GAP, ADDRESS_LINES = 7.25, 9.0, 3.0, 6  # px; most lines
PUBLISHER_LINES = 3  # most lines of the publisher's name beside the codes
MARK_HEIGHT, MARK_WIDTH, MARK_GAP = 9.0, 26.0, 2.0  # hundredths of the width, the first two at most


@dataclass(frozen=True)
class Box:
    """A thing's place: px from the left and from the foot of the page, and its size."""

    left: float
    foot: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """How far its top is from the foot of the page."""
        return self.foot + self.height


@dataclass(frozen=True)
class Drawing:
    """A code: the drawing, the white panel it stands on, and the space in px around the drawing in it."""

    svg: Markup
    box: Box
    pad: float = 0
    address: tuple[str, ...] = ()
    indent: float = 0


@dataclass(frozen=True)
class Colophon:
    """Mark, publisher and price, one below the other; `foot` is that of the last, in px from the page's."""

    foot: float
    mark: Box | None
    publisher: tuple[str, ...]
    price: str
    top: float


@dataclass(frozen=True)
class Back:
    """The back cover of a page in px; what is empty or None is not on it."""

    width: float
    height: float
    inks: Inks
    foot: float
    small: float
    size: float
    paragraphs: tuple[tuple[str, ...], ...]
    title: tuple[str, ...]
    title_size: float
    authors: tuple[str, ...]
    isbn: Drawing | None
    qr: Drawing | None
    colophon: Colophon
    resources: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)


def make_back(
    design: Design, width: float, height: float, making: Making | None = None, mark: Image | None = None
) -> Back:
    """Compose the back cover of a page in px; it is for the press unless told otherwise.

    `mark` is the publisher's; its file is to lie on the layout's shelf, as `resources` has it.
    Raises BadSetting, at its line, for a blurb or an address that is too long.
    """
    making = making or for_press(design.settings)
    page = _Page(design, width, height, making.inks)
    isbn = _place_isbn(page)
    qr = _place_qr(page, isbn)
    colophon = _place_colophon(page, [code.box for code in (isbn, qr) if code], mark)
    top = max([colophon.top, *(code.box.top for code in (isbn, qr) if code)])
    size, paragraphs = _fit_blurb(page, height - top - page.foot - (BAR[1] + BAR[2]) * page.unit - page.gap)
    title, title_size, authors = ((), 0.0, ()) if paragraphs else _set_title(page)
    resources = {MARK: (mark.data, mark.media_type)} if mark else {}
    return Back(
        width,
        height,
        making.inks,
        round(page.foot, 2),
        page.small,
        size,
        paragraphs,
        title,
        title_size,
        authors,
        isbn,
        qr,
        colophon,
        resources,
    )


class _Page:
    """What all parts of the page go by."""

    def __init__(self, design: Design, width: float, height: float, inks: Inks) -> None:
        self.design, self.settings, self.inks = design, design.settings, inks
        self.width, self.unit = width, width / 100
        self.margin, self.foot, self.gap = width * MARGIN, height * FOOT, GAP * width / 100
        self.room = width - 2 * self.margin
        self.small = round(max(SMALL * self.unit, SMALLEST_SMALL), 2)
        self.plain = widths_in(design.cuts()["display"])
        self.capitals = widths_in(design.cuts()["display"], TRACKING, capitals=True)


def _place_isbn(page: _Page) -> Drawing | None:
    """Set the ISBN's bars into the right-hand corner, in the largest size that leaves room for a QR code.

    On a bare ground no panel is seen, so the black and not the panel stands in the corner.
    """
    if not page.settings.isbn:
        return None
    beside = page.gap + QR_NARROW if page.settings.web else 0
    fitting = (module for module in EAN_MODULES if ean13_size(module)[0] + beside <= page.room)
    module = next(fitting, EAN_MODULES[-1])
    width, height = ean13_size(module)
    pad = EAN_PAD * module
    right = page.width - page.margin + EAN_QUIET[1] * module * page.inks.bare
    foot = page.foot - pad * page.inks.bare
    lettering = Lettering(page.design.display.name, page.plain)
    svg = Markup(ean13_svg(page.settings.isbn, lettering, module))
    return Drawing(svg, Box(right - width, foot, width, height + 2 * pad), pad)


def _place_qr(page: _Page, isbn: Drawing | None) -> Drawing | None:
    """Set the QR code with its address left of the bars and as high as they are, or into their corner."""
    url = page.settings.web
    if not url:
        return None
    whole = isbn.box.top - page.foot if isbn else 0.0
    try:
        count = len(qr_matrix(url)) + 2 * QR_QUIET
        quiet = QR_QUIET / count * page.inks.bare  # of the side: no panel shows, so the black has the edge
        for lines in range(1, ADDRESS_LINES + 1):
            below = lines * ADDRESS_LINE + ADDRESS_GAP
            side = min(whole - below if isbn else QR_SIDE, page.room)
            address = split_address(url, side * (1 - 2 * quiet) / ADDRESS, page.plain)
            if len(address) <= lines:
                break
        module = qr_module(url, side)
    except ValueError as error:
        fact = f"the address of `web` is too long for the back cover: {error}."
        remedy = "Give a shorter one, such as a redirection or the work's DOI."
        raise BadSetting(Problem(fact, remedy, page.settings.where("web"))) from None
    side = count * module
    quiet *= side
    right = isbn.box.left - page.gap if isbn else page.width - page.margin + quiet
    box = Box(right - side, page.foot + below, side, side)
    return Drawing(Markup(qr_svg(url, side)), box, address=address, indent=quiet)


def _place_colophon(page: _Page, codes: list[Box], mark: Image | None) -> Colophon:
    """Set mark, publisher and price left of the codes, or above them where the name does not fit there."""
    words, price = page.settings.publisher.split(), page.settings.price
    foot, room = page.foot, page.room
    if codes:
        room = min(box.left for box in codes) - page.gap - page.margin
        broken = break_lines(words, room / page.small, page.capitals)
        widest = max([page.plain(price), *map(page.capitals, broken)]) * page.small
        if widest > room or len(broken) > PUBLISHER_LINES:
            foot, room = max(box.top for box in codes) + page.gap, page.room
    publisher = break_lines(words, room / page.small, page.capitals)
    top = foot + (len(publisher) + bool(price)) * SMALL_LEADING * page.small
    box = None
    if mark:
        most = (min(MARK_WIDTH * page.unit, room), MARK_HEIGHT * page.unit)
        scale = min(most[0] / mark.width, most[1] / mark.height)
        gap = MARK_GAP * page.unit * (top > foot)
        box = Box(
            page.margin, round(top + gap, 2), round(mark.width * scale, 2), round(mark.height * scale, 2)
        )
        top = box.top
    return Colophon(round(foot, 2), box, publisher, price, top)


def _fit_blurb(page: _Page, height: float) -> tuple[float, tuple[tuple[str, ...], ...]]:
    """Return the largest size of type in which the blurb is no higher than `height`, and its lines."""
    texts = [text.split() for text in page.settings.blurb.splitlines() if text.strip()]
    if not texts:
        return 0.0, ()
    width = widths_in(page.design.cuts()["text"])
    sizes = [size for size in SIZES if size * WORDY <= page.room] or [SIZES[-1]]
    for size in sizes:
        measure = min(page.room / size * SLACK, LONGEST)
        least = sum(width(" ".join(words)) for words in texts) / measure * BLURB_LEADING * size
        if least > height and size != sizes[-1]:
            continue  # not worth breaking
        broken = tuple(break_lines(words, measure, width, last=LAST) for words in texts)
        needed = (sum(map(len, broken)) * BLURB_LEADING + (len(broken) - 1) * PARAGRAPH_GAP) * size
        if needed <= height:
            return size, broken
    characters = sum(len(" ".join(words)) for words in texts)
    most = characters * height / needed
    fact = f"the blurb is too long for the back cover, which holds about {most:.0f} characters."
    remedy = f"Shorten it; it has {characters}."
    raise BadSetting(Problem(fact, remedy, page.settings.where("blurb")))


def _set_title(page: _Page) -> tuple[tuple[str, ...], float, tuple[str, ...]]:
    """Return lines and size of the title, and the authors' lines, which stand where there is no blurb."""
    size = round(max(TITLE * page.unit, SMALLEST_TITLE), 2)
    width = widths_in(page.design.cuts()["display-black"], TIGHT)
    words = page.settings.title.split()
    size = round(min(size, page.room / max(map(width, words))), 2)
    joiner = words_for(page.settings.language, page.settings.terms)["and"]
    authors = break_lines(join_names(page.settings.authors, joiner), page.room / page.small, page.capitals)
    return break_lines(words, page.room / size, width), size, authors
