from __future__ import annotations

from press import ast, pandoc
from press.ast import Node

TREE: list[Node] = [
    {
        "t": "Para",
        "c": [{"t": "Str", "c": "One"}, {"t": "Space"}, {"t": "Emph", "c": [{"t": "Str", "c": "two"}]}],
    },
    {"t": "Div", "c": [["d", ["k"], [["a", "b"]]], [{"t": "Plain", "c": [{"t": "Str", "c": "three"}]}]]},
]


def shout(node: Node) -> list[Node] | None:
    return [{"t": "Str", "c": node["c"].upper()}] if node["t"] == "Str" else None


def test_rewrite_reaches_every_list_and_changes_nothing_in_place() -> None:
    before = repr(TREE)
    assert [node["c"] for node in ast.each(ast.rewrite(TREE, shout), "Str")] == ["ONE", "TWO", "THREE"]
    assert repr(TREE) == before


def test_rewrite_does_not_go_into_what_it_put_in() -> None:
    def wrap(node: Node) -> list[Node] | None:
        return [{"t": "Strong", "c": [node]}] if node["t"] == "Emph" else None

    assert len(list(ast.each(ast.rewrite(TREE, wrap), "Strong"))) == 1


def test_rewrite_copies_only_what_is_changed() -> None:
    def replace_three(node: Node) -> list[Node] | None:
        return [{"t": "Str", "c": "four"}] if node == {"t": "Str", "c": "three"} else None

    new = ast.rewrite(TREE, replace_three)
    assert new[0] is TREE[0]
    assert new[1]["c"][0] is TREE[1]["c"][0]
    assert ast.stringify(new) == "One twofour"
    assert ast.rewrite(TREE, lambda _: None) is TREE


def test_attributes_are_read_and_replaced() -> None:
    div = TREE[1]
    assert (ast.identifier(div), ast.classes(div), ast.attributes(div)) == ("d", ["k"], {"a": "b"})
    assert ast.identifier(ast.with_attr(div, ["e", [], []])) == "e"
    assert ast.identifier(TREE[0]) == ""


def test_stringify_leaves_notes_out_unless_asked() -> None:
    quoted: Node = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [{"t": "Str", "c": "a"}]]}
    note: Node = {"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "below"}]}]}
    assert ast.stringify([quoted, note]) == "“a”"
    assert ast.stringify([quoted, note], notes=True) == "“a”below"


def test_text_makes_words_with_spaces_between() -> None:
    assert ast.stringify(ast.text("two  words")) == "two  words"
    assert [node["t"] for node in ast.text("a b")] == ["Str", "Space", "Str"]


def test_all_spaces_that_pandoc_writes_are_one_node() -> None:
    blocks, _ = pandoc.read_markdown("One two *three four*.\n\nFive six.\n")
    spaces = list(ast.each(blocks, "Space"))
    assert len(spaces) == 4
    assert all(space is pandoc.SPACE for space in spaces)
