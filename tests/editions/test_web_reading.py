"""Reading the web page: notes, references, contents, permanent links, day and night, keys, paper."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pdfplumber
import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from tests.editions.webpage import NARROW, WIDE, box_of, launched, middle_of_first_line, opened
from tests.reading import Editions

pytestmark = pytest.mark.slow
FOOT = 26 / 25.4 * 72  # pt: the margin that paper.css leaves below the text
HEADING = 11.5  # pt: headings are larger
CITATION = "#note-2-1 a[href^='#ref-']"
BASELINES = """() => {
  const pen = document.createElement('canvas').getContext('2d')
  const baseline = element => {
    const { fontSize, fontFamily, paddingBottom, top } = getComputedStyle(element)
    pen.font = `${fontSize} ${fontFamily}`
    const raised = parseFloat(paddingBottom) + (parseFloat(top) || 0)
    return element.getBoundingClientRect().bottom - raised - pen.measureText('1').fontBoundingBoxDescent
  }
  return [...document.querySelectorAll('.note-reference')].map(reference => {
    const note = document.querySelector(reference.hash)
    const { top, bottom, left } = note.getBoundingClientRect()
    return [baseline(note.querySelector('.note-number')) - baseline(reference), top, bottom, left]
  })
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


# ---- Notes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1024, WIDE, 3840])
def test_notes_stand_beside_the_line_that_calls_them(
    width: int, browser: Browser, editions: Editions
) -> None:
    with opened(browser, editions.html, width) as page:
        right = page.locator("main").evaluate("main => main.getBoundingClientRect().right")
        places = page.evaluate(BASELINES)
    assert len(places) > 50
    assert all(left > right for _, _, _, left in places)
    for (_, _, bottom, _), (lower, top, _, _) in pairwise(places):
        assert top > bottom
        assert lower > -1
        assert lower < 1.5 or top - bottom < 20, "a note is lower than its line, and not for another's sake"
    assert sum(abs(lower) < 1.5 for lower, _, _, _ in places) > len(places) / 3


@pytest.mark.parametrize("width", [1024, WIDE])
def test_without_script_notes_float_beside_the_text(width: int, browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html, width, java_script_enabled=False) as page:
        boxes = [box_of(note) for note in page.locator(".note").all()]
        text = box_of(page.locator("main"))
        assert page.locator(".scheme").is_hidden()
    assert all(box["x"] > text["x"] + text["width"] for box in boxes)
    assert all(second["y"] >= first["y"] + first["height"] - 1 for first, second in pairwise(boxes))


def test_a_tap_opens_a_note_below_its_paragraph(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html, NARROW) as page:
        note, reference = page.locator("#note-2-1"), page.locator("#reference-2-1")
        expect(reference).to_have_attribute("aria-expanded", "false")
        reference.scroll_into_view_if_needed()
        page.evaluate("scrollBy(0, 200)")
        before = box_of(reference)
        reference.click()
        expect(note).to_be_visible()
        expect(reference).to_have_attribute("aria-expanded", "true")
        assert box_of(reference) == before
        paragraph = box_of(page.locator("p:has(#reference-2-1)"))
        assert box_of(note)["y"] >= paragraph["y"] + paragraph["height"]
        reference.click()
        expect(note).to_be_hidden()
        assert "#" not in page.url


def test_keys_open_and_close_a_note(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html, NARROW) as page:
        note, reference = page.locator("#note-2-1"), page.locator("#reference-2-1")
        reference.focus()
        page.keyboard.press("Enter")
        expect(note).to_be_visible()
        page.keyboard.press("Tab")
        expect(note.locator(".note-number")).to_be_focused()
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        expect(reference).to_be_focused()


def test_on_a_wide_screen_a_reference_leads_to_its_note_and_back(
    browser: Browser, editions: Editions
) -> None:
    with opened(browser, editions.html) as page:
        reference, note = page.locator("#reference-2-2"), page.locator("#note-2-2")
        reference.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        reference.click()
        expect(note).to_be_focused()
        note.locator(".note-number").click()
        expect(reference).to_be_focused()
        assert page.evaluate("scrollY") == before


def test_a_note_opens_by_a_tap_without_script(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html, NARROW, java_script_enabled=False) as page:
        note = page.locator("#note-2-1")
        assert not note.is_visible()
        page.locator("#reference-2-1").click()
        assert note.is_visible()
        note.locator(".note-number").click()
        assert not note.is_visible()
        assert page.url.endswith("#reference-2-1")


# ---- References ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, WIDE])
def test_a_citation_shows_its_whole_reference(width: int, browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html, width) as page:
        card = page.locator("#card")
        if width < WIDE:
            page.locator("#reference-2-1").click()
        page.mouse.move(*middle_of_first_line(page, CITATION))
        expect(card).to_be_visible()
        expect(card).to_contain_text("Seribaan, 2010")
        assert "Cited in" not in card.inner_text()
        box = box_of(card)
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.mouse.move(box["x"] + 20, box["y"] + 10, steps=5)
        page.wait_for_timeout(500)
        expect(card).to_be_visible()
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()


def test_the_focus_shows_a_reference_too(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html) as page:
        page.locator("#note-2-1 .note-number").focus()
        page.keyboard.press("Tab")
        expect(page.locator(CITATION)).to_be_focused()
        expect(page.locator("#card")).to_be_visible()
        expect(page.locator(CITATION)).to_have_attribute("aria-describedby", "card")
        page.keyboard.press("Tab")
        expect(page.locator("#card")).to_be_hidden()


# ---- Contents and permanent links ----------------------------------------------------------------


def test_contents_follow_the_reader(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html) as page:
        for name in ("sec:left", "sec:turn"):
            page.locator(f"[id='{name}']").evaluate("part => part.scrollIntoView()")
            expect(page.locator(".contents [aria-current]")).to_have_attribute("href", f"#{name}")
            expect(page.locator(".contents [aria-current]")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False])
def test_contents_open_from_a_bar_and_close(script: bool, browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html, 320, java_script_enabled=script, target="#sec:left") as page:
        contents = page.locator("#contents")
        expect(contents).to_be_hidden()
        page.get_by_role("button", name="Contents").click()
        expect(contents).to_be_visible()
        page.keyboard.press("Escape")
        expect(contents).to_be_hidden()
        page.get_by_role("button", name="Contents").click()
        contents.locator("summary").click()
        contents.get_by_role("link", name="10", exact=True).click()
        assert page.url.endswith("#page-10")
        expect(page.locator("a[href='#page-10'][data-page]")).to_be_in_viewport()
        if script:
            expect(contents).to_be_hidden()


def test_focus_is_not_behind_the_bar(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html, NARROW, target="#sec:left") as page:
        page.locator("[id='sec:left-heading'] a").focus()
        for _ in range(12):
            page.keyboard.press("Shift+Tab")
            bar = box_of(page.locator(".side"))
            focus = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
            inside = page.evaluate("Boolean(document.activeElement.closest('.side, .masthead'))")
            assert inside or focus["bottom"] > bar["y"] + bar["height"]


def test_paragraphs_and_headings_have_links_to_keep(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html) as page:
        paragraph = page.locator(".part p[id]").nth(3)
        name = paragraph.get_attribute("id")
        link = paragraph.locator(".permalink")
        paragraph.hover()
        assert link.evaluate("link => getComputedStyle(link, '::before').opacity") == "1"
        link.evaluate("link => link.click()")
        assert page.url.endswith(f"#{name}")
        expect(paragraph).to_be_in_viewport()
        paragraph.evaluate("node => getSelection().selectAllChildren(node)")
        assert "¶" not in page.evaluate("String(getSelection())")
        page.locator(".heading").get_by_role("link", name="What the Left proposed").click()
        assert page.url.endswith("#sec:left")
        stops = page.locator("main a:not([tabindex='-1'])").count()
        assert page.locator("main p .permalink:not([tabindex='-1'])").count() == 0
        assert stops < page.locator("main a").count() - 60


def test_the_tab_key_leads_through_the_page(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html) as page:
        reached = []
        for _ in range(24):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.className || document.activeElement.href"))
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", reached[-1]
        assert reached[0] == "skip"
        assert any("#sec:claim" in str(name) for name in reached)
        assert "permalink" in reached
        assert "note-reference" in reached


# ---- Day and night -------------------------------------------------------------------------------


def test_the_switch_is_kept(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html) as page:
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        day = page.evaluate(ground)
        page.get_by_label("Dark").check()
        night = page.evaluate(ground)
        assert day != night
        page.reload()
        assert page.evaluate(ground) == night
        assert page.get_by_label("Dark").is_checked()
        assert page.locator("img.ink").evaluate("image => getComputedStyle(image).filter") != "none"
        page.get_by_label("Auto").check()
        assert page.evaluate(ground) == day
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(ground) == night
        page.get_by_label("Light").check()
        assert page.evaluate(ground) == day
        assert page.locator("img.ink").evaluate("image => getComputedStyle(image).filter") == "none"


# ---- Citing, paper, speed ------------------------------------------------------------------------


def test_it_says_how_to_cite_it(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        assert page.locator(".cite .reference").inner_text().startswith("Anonymous. In for a Penny")
        page.locator(".cite summary").first.click()
        page.locator(".copy").first.click()
        expect(page.locator(".copy").first).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(".cite pre").first.text_content()
        assert copied.startswith("@book{")
        with page.expect_download() as download:
            page.locator(".cite a[download]").first.click()
        assert download.value.path().read_text(encoding="utf-8") == copied


def test_it_leads_to_the_editions_beside_it(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html) as page:
        for name in (editions.pdf.name, editions.epub.name):
            assert page.locator(f".masthead a[href='{name}']").is_visible()
            assert page.locator(f"link[rel='alternate'][href='{name}']").count() == 1
    head = editions.html.read_text(encoding="utf-8").partition("</head>")[0]
    for name in ('name="citation_title"', 'property="og:title"', "application/ld+json", 'rel="license"'):
        assert name in head


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_on_paper_the_notes_are_there_and_the_controls_are_not(
    width: int, browser: Browser, editions: Editions
) -> None:
    with opened(browser, editions.html, width, color_scheme="dark") as page:
        data = page.pdf(format="A4", print_background=True)
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        pages = [leaf.get_textpage().get_text_range() for leaf in pdf]
        corner = pdf[1].render(scale=0.2).to_pil().convert("L").getpixel((2, 2))
    text = re.sub(r"\s+", " ", " ".join(pages))
    assert corner > 250
    assert "2 Ryutin, The Ryutin Platform, page not established." in text
    assert "Dark" not in text
    assert "¶" not in text
    assert "BibTeX" not in text
    assert pages[1].split()[0] == "2"
    assert 10 < len(pages) < 24
    with pdfplumber.open(io.BytesIO(data)) as leaves:
        for leaf in leaves.pages:
            text_above_foot = [char for char in leaf.chars if char["bottom"] < leaf.height - FOOT]
            last = max(text_above_foot, key=lambda char: char["bottom"])
            assert "Jost" not in last["fontname"] or last["size"] < HEADING, "a heading ends a page"
