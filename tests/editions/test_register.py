"""The register of quotations in the finished editions of the real essay."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser

from press.ast import classes, each, identifier
from press.checks.ebook import validate
from press.document import compose
from press.evidence import Evidence, Proof, Quotation, read_evidence
from press.manuscript import load
from press.model import Document
from press.register import add_register, publish
from tests.editions.webpage import launched, opened
from tests.reading import ROOT, Editions, print_editions

pytestmark = pytest.mark.slow

ENTRY = re.compile(
    r'<div id="quotation-(\d+)" class="register-entry">(.*?)(?=<div id="quotation-|</section>)', re.DOTALL
)
SIGN = re.compile(r'<a [^>]*class="proof"[^>]*>')
MARK = re.compile(r"<[^>]+>")
FIRST = 24  # letters by which a quotation is found on a page


@pytest.fixture(scope="module")
def document() -> Document:
    return compose(load(ROOT))


@pytest.fixture(scope="module")
def proofs(document: Document) -> tuple[Proof, ...]:
    return read_evidence(load(ROOT), document).proofs


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


def letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def printed_pages(pdf: Path) -> dict[str, str]:
    """Return the text of each page without spaces, by its label."""
    with pypdfium2.PdfDocument(pdf) as file:
        return {
            file.get_page_label(number): re.sub(
                r"[\s\ufffe]", "", page.get_textpage().get_text_range().replace("\u00ad", "")
            )
            for number, page in enumerate(file)
        }


def entries(html: str) -> dict[int, str]:
    found = ENTRY.findall(html)
    assert len({number for number, _ in found}) == len(found)
    return {int(number): body for number, body in found}


def page_told(entry: str) -> str:
    """Return the printed page that an entry of the web page tells."""
    (label,) = re.findall(r'<a href="#page-(\d+)" aria-label', entry)
    return str(label)


def begins_on(page: str, quotation: Quotation) -> bool:
    """Tell whether a page has the beginning of a quotation, one in the line behind a quotation mark."""
    # A hyphen at a line's end is none of the text's.
    head = letters(quotation.text)[:FIRST]
    if quotation.kind == "block":
        return head in letters(page)
    return any(letters(page[at.end() :]).startswith(head) for at in re.finditer("[‘“„«]", page))


# ---- All editions --------------------------------------------------------------------------------


def test_each_quotation_stands_once_in_the_register_of_each_edition(
    editions: Editions, proofs: tuple[Proof, ...]
) -> None:
    with zipfile.ZipFile(editions.epub) as archive:
        book = "".join(archive.read(name).decode() for name in archive.namelist() if "chapter" in name)
    for html in (editions.html.read_text(encoding="utf-8"), book):
        listed = entries(html)
        assert sorted(listed) == list(range(1, len(proofs) + 1))
        for number, proof in enumerate(proofs, start=1):
            (passage,) = re.findall(r'<div class="passage">(.*?)</div>', listed[number], re.DOTALL)
            assert letters(MARK.sub("", passage)) == letters(proof.quotation.text)
        signs = SIGN.findall(html)
        assert len(signs) == len(proofs)
        for number in listed:
            (sign,) = (one for one in signs if f'id="quoted-{number}"' in one)
            assert re.search(rf'href="[^"]*#quotation-{number}"', sign)
            assert re.search(rf'href="[^"]*#quoted-{number}"', listed[number])


def test_the_printed_page_is_the_one_on_which_the_quotation_begins(
    editions: Editions, proofs: tuple[Proof, ...]
) -> None:
    pages = printed_pages(editions.pdf)
    listed = entries(editions.html.read_text(encoding="utf-8"))
    alone = 0
    for number, proof in enumerate(proofs, start=1):
        label = page_told(listed[number])
        where = [one for one, page in pages.items() if begins_on(page, proof.quotation)]
        chapters = [one for one in where if "Registerofquotations" not in pages[one]]
        assert label in chapters, (number, label, chapters)
        alone += chapters == [label]
    assert alone > len(proofs) / 2


def test_paper_tells_the_same_pages_and_leads_there(editions: Editions, proofs: tuple[Proof, ...]) -> None:
    listed = entries(editions.html.read_text(encoding="utf-8"))
    labels = sorted(int(page_told(body)) for body in listed.values())
    pages = printed_pages(editions.pdf)
    begin = next(int(one) for one, page in pages.items() if page.startswith("Registerofquotations"))
    register = "".join(pages[str(number)] for number in range(begin, begin + 3))
    assert sorted(map(int, re.findall(r"quotedonp\.(\d+);", register))) == labels
    with pypdfium2.PdfDocument(editions.pdf) as file:
        raw = file.raw
        count = pypdfium2.raw.FPDF_CountNamedDests(raw)
    assert count > len(proofs)


def test_its_head_counts_what_is_known(editions: Editions, proofs: tuple[Proof, ...]) -> None:
    html = editions.html.read_text(encoding="utf-8")
    (head,) = re.findall(r'<div class="register-head">(.*?)</div>', html, re.DOTALL)
    text = MARK.sub("", head).replace("\u00a0", " ")
    assert f"Quotations: {len(proofs)};" in text
    words = {"compared": "compared with print", "transcript": "transcript only", "unverified": "not verified"}
    for status, said in words.items():
        assert f"{said}: {sum(proof.status == status for proof in proofs)}" in text


def test_each_source_says_how_much_of_it_is_quoted(editions: Editions, document: Document) -> None:
    evidence = read_evidence(load(ROOT), document)
    html = editions.html.read_text(encoding="utf-8")
    for source, words in evidence.words_quoted().items():
        (asked,) = re.findall(
            rf'<h2 id="quoted-from-{source}".*?<div class="register-asked">(.*?)</div>', html, re.DOTALL
        )
        passages = sum(proof.key == source for proof in evidence.proofs)
        assert MARK.sub("", asked).strip() == f"Passages: {passages}; words quoted: {words}."


def test_emendations_are_told_with_their_reason(editions: Editions, proofs: tuple[Proof, ...]) -> None:
    listed = entries(editions.html.read_text(encoding="utf-8"))
    told = 0
    for number, proof in enumerate(proofs, start=1):
        for emendation in proof.match.emendations if proof.match else ():
            assert letters(emendation.reason) in letters(MARK.sub("", listed[number]))
            assert letters(emendation.transcript) in letters(MARK.sub("", listed[number]))
            told += 1
    assert told >= 10


def test_the_bibliography_does_not_count_the_register_as_a_place_that_cites(editions: Editions) -> None:
    html = editions.html.read_text(encoding="utf-8")
    assert not re.search(r'class="cited-at">[^/]*Register', html)
    pages = printed_pages(editions.pdf)
    begin = next(int(one) for one, page in pages.items() if page.startswith("Registerofquotations"))
    cited = [
        int(page)
        for text in pages.values()
        for run in re.findall(r"Citedonpp?\.([\d,]+)\.", text)
        for page in run.split(",")
    ]
    assert cited
    assert max(cited) < begin


# ---- The web page --------------------------------------------------------------------------------


def number_of(proofs: tuple[Proof, ...], words: str) -> int:
    return next(n for n, proof in enumerate(proofs, start=1) if proof.quotation.text == words)


@pytest.mark.parametrize("width", [320, 1400])
def test_a_sign_opens_the_sentences_around_the_quotation(
    width: int, browser: Browser, editions: Editions, proofs: tuple[Proof, ...]
) -> None:
    number = number_of(proofs, "including the Left")
    touch: dict[str, Any] = {"has_touch": True} if width < 1000 else {}
    with opened(browser, editions.html, width, **touch) as page:
        sign, card = page.locator(f"#quoted-{number}"), page.locator("#card")
        sign.scroll_into_view_if_needed()
        sign.tap() if touch else sign.hover()
        card.wait_for(state="visible")
        text = card.inner_text()
        assert "Together these developments led to policies" in text
        assert "to the final destruction of NEP" in text
        assert "transcript only" in text
        assert sign.get_attribute("aria-describedby") == "card"
        box = card.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        sign.tap() if touch else sign.click()
        assert page.url.endswith(f"#quotation-{number}")
        page.locator(f"#quotation-{number} a[role=doc-backlink]").click()
        assert page.url.endswith(f"#quoted-{number}")


def test_the_keys_open_it_and_escape_closes_it(
    browser: Browser, editions: Editions, proofs: tuple[Proof, ...]
) -> None:
    number = number_of(proofs, "including the Left")
    with opened(browser, editions.html) as page:
        page.evaluate(
            "name => { const all = [...document.querySelectorAll('main a')].filter(a => a.tabIndex >= 0);"
            " all[all.findIndex(a => a.id == name) - 1].focus() }",
            f"quoted-{number}",
        )
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == f"quoted-{number}"
        assert page.locator("#card").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#card").is_visible()


def test_emendations_are_in_it(browser: Browser, editions: Editions, proofs: tuple[Proof, ...]) -> None:
    number = next(
        n for n, proof in enumerate(proofs, start=1) if proof.match and len(proof.match.emendations) > 2
    )
    with opened(browser, editions.html) as page:
        page.locator(f"#quoted-{number}").scroll_into_view_if_needed()
        page.locator(f"#quoted-{number}").hover()
        page.locator("#card").wait_for(state="visible")
        assert "Emended: " in page.locator("#card").inner_text()


def test_without_script_a_sign_is_a_link(
    browser: Browser, editions: Editions, proofs: tuple[Proof, ...]
) -> None:
    number = number_of(proofs, "including the Left")
    with opened(browser, editions.html, 390, java_script_enabled=False) as page:
        page.locator(f"#quoted-{number}").click()
        assert page.url.endswith(f"#quotation-{number}")
        assert page.locator(f"#quotation-{number}").is_visible()


def test_signs_are_told_by_their_name_and_not_copied(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html) as page:
        names = page.locator(".proof").evaluate_all("all => all.map(a => a.getAttribute('aria-label'))")
        assert set(names) == {"Proof of the quotation: transcript only"}
        paragraph = page.locator("p:has(.proof)").first
        paragraph.evaluate("p => getSelection().selectAllChildren(p)")
        assert "○" not in page.evaluate("getSelection().toString()")


# ---- The e-book ----------------------------------------------------------------------------------


def test_epubcheck_has_nothing_to_say(editions: Editions) -> None:
    assert validate(editions.epub) == []


def test_the_book_has_it_as_an_appendix(editions: Editions) -> None:
    with zipfile.ZipFile(editions.epub) as archive:
        nav = archive.read("EPUB/nav.xhtml").decode()
        (file,) = re.findall(r'epub:type="appendix" href="([^"]+)"', nav)
        page = archive.read(f"EPUB/{file}").decode()
    assert re.search(
        r'<section class="part register" id="register" epub:type="appendix" role="doc-appendix"', page
    )
    assert "Register of quotations</a>" in nav


# ---- Other essays --------------------------------------------------------------------------------


def test_without_the_setting_nothing_is_different(document: Document) -> None:
    manuscript = load(ROOT)
    off = replace(manuscript, settings=manuscript.settings.model_copy(update={"register": False}))
    assert publish(off, document) is document


def test_an_essay_without_quotations_has_no_register(document: Document) -> None:
    assert add_register(load(ROOT), document, Evidence((), ())) is document


def test_the_register_stands_before_the_bibliography_in_both_media(document: Document) -> None:
    whole = publish(load(ROOT), document)
    for parts in (whole.parts, whole.screen_parts):
        assert [part.role for part in parts][-2:] == ["register", "bibliography"]
    assert not any("proof" in classes(node) for node in each([p.blocks for p in whole.parts], "Link"))
    assert (
        sum(
            bool(re.fullmatch(r"quoted-\d+", identifier(node)))
            for node in each([p.blocks for p in whole.parts])
        )
        > 20
    )


def test_quotations_without_transcripts_are_said_to_be_unverified(tmp_path: Path) -> None:
    essay = tmp_path / "essay"
    shutil.copytree(ROOT / "tests" / "data" / "long", essay)
    settings = essay / "manuscript" / "essay.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nregister: true\n", encoding="utf-8")
    longer_than_a_page = " ".join(f"the {number}th keeper kept the light" for number in range(1, 120))
    with (essay / "manuscript" / "02-six-lights.md").open("a", encoding="utf-8") as chapter:
        chapter.write(f"\n\n> And {longer_than_a_page}. [@orme1957, p. 7]\n")
    made = print_editions(essay, tmp_path / "out")
    manuscript = load(essay)
    proofs = read_evidence(manuscript, compose(manuscript)).proofs
    html = made.html.read_text(encoding="utf-8")
    listed, pages = entries(html), printed_pages(made.pdf)
    assert len(listed) == len(proofs) > 30
    assert f"not verified: {len(proofs)}." in html
    begun = [page_told(listed[number]) for number in range(1, len(proofs) + 1)]
    crossing = 0
    for label, proof in zip(begun, proofs, strict=True):
        assert begins_on(pages[label], proof.quotation), (label, proof.quotation.place)
        whole = letters(proof.quotation.text)
        crossing += len(whole) > FIRST and whole[-FIRST:] not in letters(pages[label])
    assert crossing
