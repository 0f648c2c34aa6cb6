"""Links both ways between a citation and the work it cites."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pytest

from press.ast import Node, attributes, classes, each, identifier, stringify, text
from press.editions.works import fill_in_pages, link_to_places, name_places
from press.model import Part
from press.pandoc import read_markdown, write_html
from press.terms import words_for
from tests.reading import ROOT, Editions, pdf_text, print_editions

TEXT = """
One[^1] and two.[^2]

[^1]: [Cohen](#ref-cohen1973) says.
[^2]: [Cohen](#ref-cohen1973) again, and [Lewin](#ref-lewin1974).

:::: {#refs .references}
::: {#ref-cohen1973 .csl-entry}
*Bukharin*, by Cohen. <https://example.org>
:::
::: {#ref-lewin1974 .csl-entry}
Lewin, Moshe.
:::
::: {#ref-orwell1945 .csl-entry}
Orwell, George.
:::
::::
"""


def linked(blocks: list[Node]) -> list[tuple[str, str]]:
    return [(identifier(node), node["c"][2][0]) for node in each(blocks, "Link")]


def test_every_citation_is_named_on_paper() -> None:
    (part,) = name_places([Part("a", [], read_markdown(TEXT)[0])])
    assert linked(part.blocks) == [
        ("cited-cohen1973-1", "#ref-cohen1973"),
        ("cited-cohen1973-2", "#ref-cohen1973"),
        ("cited-lewin1974-1", "#ref-lewin1974"),
        ("", "https://example.org"),
    ]


def test_the_pages_stand_after_an_entry_each_once_and_in_order() -> None:
    (part,) = name_places([Part("a", [], read_markdown(TEXT)[0])])
    folios = {
        "cited-cohen1973-2": "9",
        "cited-cohen1973-3": "11",
        "cited-cohen1973-1": "11",
        "cited-lewin1974-1": "2",
    }
    terms = {"cited_on_page": "On p.", "cited_on_pages": "On pp."}
    html = fill_in_pages(write_html([part.blocks])[0], folios, terms)
    assert re.findall(r'<span class="cited-at">(.*?)</span>', html) == [
        ' On\u00a0pp.\u00a0<a href="#cited-cohen1973-2">9</a>,\u00a0<a href="#cited-cohen1973-3">11</a>.',
        ' On\u00a0p.\u00a0<a href="#cited-lewin1974-1">2</a>.',
    ]
    assert "data-work" not in html


@pytest.mark.slow
def test_every_work_of_the_essay_leads_to_its_pages_and_back(editions: Editions) -> None:
    with pikepdf.open(editions.pdf) as pdf:
        places = {str(name): value for name, value in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        aimed = [str(link.Dest) for page in pdf.pages for link in page.get("/Annots", ()) if "/Dest" in link]
        pages: list[object] = [page.objgen for page in pdf.pages]
        labels = {name: pages.index(place[0].objgen) for name, place in places.items()}
    works = {name for name in places if name.startswith("ref-")}
    assert len(works) >= 10
    text = pdf_text(editions.pdf)
    for work in works:
        assert work in aimed
        back = [name for name in aimed if re.fullmatch(rf"{work.replace('ref-', 'cited-')}-\d+", name)]
        assert back
        assert len({labels[name] for name in back}) == len(back)
        named = {name for name in places if re.fullmatch(rf"{work.replace('ref-', 'cited-')}-\d+", name)}
        assert {labels[name] for name in named} == {labels[name] for name in back}
    assert "Cited on p. 1." in text.replace("\u00a0", " ")


# ---- On screens ----------------------------------------------------------------------------------

WORDS = {"note": "Note", "cited_in": "Cited in", "colon": ":", "semicolon": ";"}


def print_styled(folder: Path, style: str) -> Editions:
    """Print the essay in another citation style."""
    shutil.copytree(ROOT / "manuscript", folder / "manuscript")
    shutil.copy(ROOT / "references.bib", folder)
    settings = folder / "manuscript" / "essay.yaml"
    settings.write_text(re.sub(r"^csl: .*$", f"csl: {style}", settings.read_text(), flags=re.MULTILINE))
    return print_editions(folder, folder / "out")


def cited(*parts: Part) -> dict[str, str]:
    """Return what stands after each entry of the last part."""
    *_, last = link_to_places(parts, WORDS, numbered=True)
    return {
        identifier(entry).removeprefix("ref-"): stringify(
            [node for node in each(entry, "Span") if "cited-at" in classes(node)]
        )
        for entry in each(last.blocks, "Div")
        if "csl-entry" in classes(entry)
    }


def test_every_note_that_cites_a_work_stands_after_its_entry() -> None:
    assert cited(Part("a", text("First"), read_markdown(TEXT)[0], 1)) == {
        "cohen1973": "Cited in 1: 1, 2.",
        "lewin1974": "Cited in 1: 2.",
        "orwell1945": "",
    }


def test_parts_have_their_number_or_title_and_an_essay_of_one_piece_neither() -> None:
    blocks = read_markdown(TEXT)[0]
    parts = [
        Part("a", text("First"), blocks[:-1], 1),
        Part("b", text("Dates"), blocks[:-1]),
        Part("c", [], blocks),
    ]
    assert cited(*parts)["cohen1973"] == "Cited in 1: 1, 2; Dates: 1, 2; 1, 2."
    assert cited(Part("a", [], blocks))["cohen1973"] == "Cited in 1, 2."


def test_chapters_without_a_number_to_be_seen_go_by_their_titles_with_the_marks_of_the_language() -> None:
    blocks = read_markdown(TEXT)[0]
    parts = [Part("a", text("Un"), blocks[:-1], 1), Part("b", text("Deux"), blocks, 2)]
    *_, last = link_to_places(parts, words_for("fr", {}), numbered=False)
    (entry,) = (node for node in each(last.blocks, "Div") if identifier(node) == "ref-lewin1974")
    assert stringify(entry).endswith("Cité dans Un\u00a0: 2\u202f; Deux\u00a0: 2.")


def test_links_lead_to_where_the_note_is_called_and_say_so_in_words() -> None:
    (part,) = link_to_places([Part("a", text("First"), read_markdown(TEXT)[0], 1)], WORDS, numbered=True)
    (entry,) = (node for node in each(part.blocks, "Div") if identifier(node) == "ref-lewin1974")
    (back,) = each(entry, "Link")
    assert back["c"][2][0] == "#reference-1-2"
    assert attributes(back)["aria-label"] == "Note 2, First"


@pytest.mark.slow
def test_citations_in_the_text_are_named_and_have_letters(tmp_path: Path) -> None:
    made = print_styled(tmp_path, "apa")
    html = made.html.read_text(encoding="utf-8")
    places = re.findall(r'<a [^>]*href="#(cited-[^"]+)"[^>]*>([a-z]+)</a>', html)
    assert len(places) > 20
    assert {label for _, label in places} >= {"a", "b", "c"}
    for place, _ in places:
        assert html.count(f'id="{place}"') == 1


@pytest.mark.slow
def test_every_place_that_cites_a_work_is_led_to_on_screens(editions: Editions) -> None:
    html = editions.html.read_text(encoding="utf-8")
    for entry in re.findall(r'<div id="(ref-[^"]+)".*?</div>', html, re.DOTALL):
        notes = {
            re.sub(r"^note-", "reference-", name)
            for name, text in re.findall(
                r'\bid="(note-\d+-\d+)"(.*?)(?=\bid="note-|</section>)', html, re.DOTALL
            )
            if f'href="#{entry}"' in text
        }
        (listed,) = re.findall(
            rf'<div id="{entry}".*?class="cited-at">(.*?)</span>\s*</div>', html, re.DOTALL
        )
        assert notes <= set(re.findall(r'href="#([^"]+)"', listed)), entry
