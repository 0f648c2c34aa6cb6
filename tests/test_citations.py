from __future__ import annotations

from pathlib import Path

import pytest

from press import pandoc
from press.ast import Node, each, identifier, stringify
from press.citations import gather_table_notes, nth_letter, without_stop
from press.document import compose
from press.manuscript import load

TABLE = """
| a            | b         |
|--------------|-----------|
| word^[One.]  | ^[Two.]   |
| again^[One.] | plain     |

: Caption {#tbl:t}
"""


def gathered(markdown: str) -> list[Node]:
    blocks, _ = pandoc.read_markdown(markdown)
    return gather_table_notes(blocks)


def test_equal_notes_of_a_table_share_a_letter_and_stand_at_its_foot() -> None:
    blocks = gathered(TABLE)
    notes = [div for div in each(blocks, "Div") if "table-note" in div["c"][0][1]]
    assert [stringify(note["c"][1]) for note in notes] == ["a\u2009One.", "b\u2009Two."]
    marks = [link["c"][2][0] for link in each(blocks, "Link")]
    assert marks == [f"#{identifier(notes[index])}" for index in (0, 1, 0)]
    assert not list(each(blocks, "Note"))


def test_tables_without_a_label_have_notes_of_their_own() -> None:
    unlabelled = TABLE.replace(": Caption {#tbl:t}\n", "")
    blocks = gathered(f"{unlabelled}\n\nBetween.\n{unlabelled}\n\n::: {{#table-2}}\nx\n:::\n")
    names = [identifier(div) for div in each(blocks, "Div") if "table-note" in div["c"][0][1]]
    assert names == ["table-note-a", "table-note-b", "table-2-note-a", "table-2-note-b"]
    assert [link["c"][2][0] for link in each(blocks, "Link")][3:] == [
        *("#table-2-note-a", "#table-2-note-b", "#table-2-note-a"),
    ]


def test_a_cell_of_citations_alone_shows_them_without_their_stop() -> None:
    cite: Node = {
        "t": "Cite",
        "c": [[], [{"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "Lewin, 35."}]}]}]],
    }
    blocks, _ = pandoc.read_markdown(TABLE)
    table = next(each(blocks, "Table"))
    table["c"][4][0][3][0][1][0][4] = [{"t": "Plain", "c": [cite]}]
    out = gather_table_notes([table])
    assert "Lewin, 35" in stringify(out)
    assert "Lewin, 35." not in stringify(out)


def test_letters_go_on_after_z() -> None:
    assert [nth_letter(index) for index in (0, 25, 26, 27, 701, 702)] == ["a", "z", "aa", "ab", "zz", "aaa"]


def test_only_a_closing_stop_is_dropped() -> None:
    assert stringify(without_stop([{"t": "Str", "c": "p. 3."}])) == "p. 3"
    assert stringify(without_stop([{"t": "Emph", "c": [{"t": "Str", "c": "a."}]}])) == "a."
    assert without_stop([]) == []


WORK = "@book{one, author={One, Ann}, title={A Title}, publisher={P}, address={Leeds}, date={1990}}\n"
IN_TABLE = "\n\n| a | b |\n|---|---|\n| x [@one] | y |\n"


@pytest.mark.parametrize("table", ["", IN_TABLE])
def test_what_is_printed_is_the_same_where_nothing_is_made_for_screens(tmp_path: Path, table: str) -> None:
    folder = tmp_path / "manuscript"
    folder.mkdir()
    (folder / "essay.yaml").write_text("title: T\nlanguage: en-GB\ncsl: oscola\n", encoding="utf-8")
    (folder / "01.md").write_text(f"# One\n\nA [@one, p. 1]. B [@one, p. 2].{table}\n", encoding="utf-8")
    (tmp_path / "references.bib").write_text(WORK, encoding="utf-8")
    manuscript = load(tmp_path)
    whole, printed = compose(manuscript), compose(manuscript, screens=False)
    assert printed.parts == whole.parts
    assert whole.screen_parts != whole.parts
    assert printed.screen_parts is not whole.screen_parts
    assert printed.screen_parts == printed.parts
