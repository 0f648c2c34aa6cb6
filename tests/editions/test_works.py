"""Links both ways between a citation and the work it cites."""

from __future__ import annotations

import pikepdf
import pytest

from press.ast import Node, each, identifier
from press.editions.works import link_back
from press.model import Part
from press.pandoc import read_markdown
from tests.reading import Editions

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


def test_the_first_citation_is_named_and_the_entry_leads_to_it() -> None:
    (part,) = link_back([Part("a", [], read_markdown(TEXT)[0])])
    assert linked(part.blocks) == [
        ("cited-cohen1973", "#ref-cohen1973"),
        ("", "#ref-cohen1973"),
        ("cited-lewin1974", "#ref-lewin1974"),
        ("", "#cited-cohen1973"),
        ("", "https://example.org"),
        ("", "#cited-lewin1974"),
    ]


@pytest.mark.slow
def test_every_work_of_the_essay_leads_to_a_note_and_back(editions: Editions) -> None:
    with pikepdf.open(editions.pdf) as pdf:
        names = {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
        aimed = [str(link.Dest) for page in pdf.pages for link in page.get("/Annots", ()) if "/Dest" in link]
    works = {name for name in names if name.startswith("ref-")}
    assert len(works) >= 10
    for work in works:
        assert work in aimed
        assert aimed.count(work.replace("ref-", "cited-")) == 1
