"""What no edition may carry: each way to bring it is told with its line; what only looks like it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from press import markup, pandoc
from press.ast import Node, attr, attributes, each
from press.errors import BrokenMarkup, ForeignContent, MissingAlternative, PressError
from press.foreign import look_over, set_apart, settle
from press.model import Source

CHAPTER = Path("manuscript/01-a.md")


def pass_gate(markdown: str, allow: Sequence[str] = ()) -> list[Node]:
    """Return the blocks of a chapter as the editions get them. Raises what the build would."""
    chapter = Source(CHAPTER, markdown)
    blocks = markup.without_comments(pandoc.read_markdown(markdown)[0])
    look_over([chapter], [blocks], allow)
    blocks = set_apart(blocks)
    list(markup.look_over(chapter, blocks))
    return settle(markup.with_links(blocks))


def html_of(markdown: str, allow: Sequence[str] = ()) -> str:
    return pandoc.write_html([pass_gate(markdown, allow)])[0]


def told(markdown: str, error: type[PressError] = ForeignContent, allow: Sequence[str] = ()) -> list[str]:
    with pytest.raises(error) as caught:
        pass_gate(markdown, allow)
    return str(caught.value).split("\n")


FENCE = "```{=html}\n<b>x</b>\n<script>y</script>\n```"
OUT, READ, TO, SAVE, LINK, ALLOW, SET = (
    "Leave it out",
    "README.md",
    "https://…",
    "manuscript folder",
    "Link to it",
    "allow: example.org",
    "sets type",
)
"""Words of the remedies."""
FOREIGN = {
    # HTML by hand
    "a script": ("<script>a < b</script>", 1, "<script>", "`allow: script`"),
    "a script in capitals": ("x\n\n<SCRIPT>a</SCRIPT>", 3, "<SCRIPT>", "`allow: script`"),
    "a script from elsewhere": ('<script src="https://example.org/x.js"></script>', 1, "<script>", OUT),
    "a script of another prefix": ("x <x:script>a</x:script>", 1, "<x:script>", READ),
    "a script left open": ("x `<script>`{=html}", 1, "<script>", OUT),
    "a script in a block of HTML": (f"x\n\n{FENCE}", 5, "<script>", OUT),
    "a script around a comment": ("```{=html}\n<scr<!-- -->ipt>y</scr<!-- -->ipt>\n```", 2, "<script>", OUT),
    "a script behind a comment of XML": ("```{=html}\n<!--><script>y</script>\n```", 2, "<script>", OUT),
    "a script within CDATA": ("```{=html}\n<![CDATA[><script>y</script>]]>\n```", 2, "a declaration", "&lt;"),
    "a script within an instruction": ("x <?y ><script>z</script>?>", 1, "an instruction", "&lt;"),
    "a handler": ('x\n\n<p onclick="y">z</p>', 3, "onclick=", OUT),
    "a handler in capitals": ('x <u ONCLICK="y">z</u>', 1, "ONCLICK=", OUT),
    "a handler on a second line": ('x <u title="a>b"\nonclick="y">z</u>', 1, "onclick=", OUT),
    "a drawing by hand": ("x <svg/onload=alert(1)>", 1, "<svg>", "![its caption](its file)"),
    "a formula by hand": ("x <math><mi>y</mi></math>", 1, "<math>", "$…$"),
    "a style sheet": ("<style>@import url(https://example.org)</style>", 1, "<style>", "essay.css"),
    "a refresh": ('<meta http-equiv="refresh" content="0"/>', 1, "<meta>", READ),
    "a base": ('x <base href="https://example.org"/>', 1, "<base>", READ),
    "a linked sheet": ('<link rel="stylesheet" href="x"/>', 1, "<link>", READ),
    "a form": ('<form action="x"></form>', 1, "<form>", READ),
    "a field": ("x <input/>", 1, "<input>", READ),
    "a button": ("x <button>y</button>", 1, "<button>", READ),
    "a frame": ('<iframe src="https://example.org"></iframe>', 1, "<iframe>", "[its name](its address)"),
    "a plug-in": ('<object data="x"></object>', 1, "<object>", "[its name](its address)"),
    "another plug-in": ('x <embed src="y"/>', 1, "<embed>", "[its name](its address)"),
    "text of another kind": ("x <xmp>y</xmp>", 1, "<xmp>", READ),
    "a heading by hand": ("x\n\n<h2>y</h2>", 3, "<h2>", "## Its words"),
    "an element of old": ('x <font color="red">y</font>', 1, "<font>", "with style="),
    "an element in capitals": ("x <B>y</B>", 1, "<B>", "Write it in small letters: <b>"),
    "an attribute of another element": ('x <u href="https://example.org">y</u>', 1, "href=", OUT),
    "another namespace": ('x <u xmlns="y">z</u>', 1, "xmlns=", OUT),
    # where links lead, and where pictures are from
    "a link that runs": ("x\n\n[y](javascript:alert(1))", 3, "javascript:alert(1)", TO),
    "in small and capital letters": ("[y](JaVaScript:alert(1))", 1, "JaVaScript:", TO),
    "with entities": ("[y](java&#x73;cript:z)", 1, "javascript:z", TO),
    "behind a name, in a quotation": ("x [y]\n\n> [y]: javascript:z", 3, "a link to javascript:z", TO),
    "behind a name, in a list": ("x [y]\n\n- z\n\n  [y]: javascript:z", 5, "a link to javascript:z", TO),
    "with brackets in brackets": ("x\n\n[y](javascript:a(b(c))d)", 3, "a link to javascript:a(b(c))d", TO),
    "with its name on another line": ("x\n\n[y]\n\n[y]:\n  javascript:z", 5, "a link to javascript:z", TO),
    "with signs and entities": ("x\n\n[y](java&#115;cript\\:ab%63)", 3, "a link to javascript:ab", TO),
    "over two lines": ("x\n[y](<java\nscript:z>)", 2, "a link to java", TO),
    "with a control character": ("[y](&#1;javascript:z)", 1, "javascript:z", TO),
    "by a reference": ("x [y]\n\n[y]: javascript:z", 3, "javascript:z", TO),
    "alone": ("x <javascript:z>", 1, "javascript:z", TO),
    "to data": ("[y](data:text/html,z)", 1, "data:text/html", TO),
    "to a file of the machine": ("[y](file:///etc/passwd)", 1, "file:///etc", TO),
    "to a host without a scheme": ("[y](//example.org/x)", 1, "//example.org", TO),
    "to a host behind strokes that lean back": ("[y](<\\\\\\\\example.org\\x>)", 1, "example.org", TO),
    "to no host": ("[y](https:x)", 1, "https:x", TO),
    "by hand": ('x <a href="javascript:y">z</a>', 1, "javascript:y", TO),
    "by hand with a tab": ('x <a href="java&#9;script:y">z</a>', 1, "script:y", TO),
    "by hand with an entity of HTML": ('x <a href="javascript&colon;y">z</a>', 1, "javascript:y", TO),
    "from a quotation": ('<blockquote cite="javascript:x">y</blockquote>', 1, "javascript:x", TO),
    "a picture": ("x\n\n![y](https://example.org/x.png)", 3, "the image https", ALLOW),
    "a picture by hand": ('x <img src="https://example.org/x.png" alt="y"/>', 1, "the image https", ALLOW),
    "a picture in the clear": ("![y](http://example.org/x.png)", 1, "the image http:", SAVE),
    "a picture of a mere host": ("![y](//example.org/x.png)", 1, "the image //", SAVE),
    "a picture in its address": ("![y](data:image/png;base64,AA)", 1, "the image data:", SAVE),
    "a film": ('<video title="x" src="https://example.org/x"></video>', 1, "the video https", ALLOW),
    "a film's picture": ('<video poster="https://example.org/x"></video>', 1, "the video https", LINK),
    "a song": ('x <audio><source src="https://example.org/x"/></audio>', 1, "the film or sound", LINK),
    # attributes in Markdown
    "a handler on a span": ("x\n\n[y]{onclick=alert(1)}", 3, "onclick=", OUT),
    "on a division": ('::: {onclick="y"}\nx\n:::', 1, "onclick=", OUT),
    "on a picture": ("![y](x.png){onerror=z}", 1, "onerror=", OUT),
    "on a link": ("[y](#x){onclick=z}", 1, "onclick=", OUT),
    "on code in a line": ("`x`{onclick=z}", 1, "onclick=", OUT),
    "on a block of code": ("x\n\n```{.py onclick=z}\ny\n```", 3, "onclick=", OUT),
    "on a heading": ("# x {onclick=z}", 1, "onclick=", OUT),
    "on a table": ("| a |\n|---|\n| b |\n\n: c {onclick=z}", 5, "onclick=", OUT),
    "on a span by hand": ('x <span onclick="y">z</span>', 1, "onclick=", OUT),
    "another address for a link": ('[y](#x){href="javascript:z"}', 1, "href=", OUT),
    "other addresses for a picture": ("![y](x.png){srcset=z}", 1, "srcset=", OUT),
    "an address of XLink": ("[y]{xlink:href=z}", 1, "xlink:href=", OUT),
    "a style in a width": ('::: {.column width="1%;background:url(x)"}\nx\n:::', 1, "is no measure", "50%"),
    # styles
    "a style that fetches": ('[y]{style="background: url(//e.org)"}', 1, "`background: url(", SET),
    "behind an escape": (r'x <u style="background:\75rl(y)">z</u>', 1, r"\75rl", SET),
    "around a comment": ('x <u style="background:u/**/rl(y)">z</u>', 1, "/**/", SET),
    "with entities of HTML": ('x <u style="background:url&#40;y)">z</u>', 1, "url(y)", SET),
    "of several pictures": ("x <u style=\"background:image-set('y' 1x)\">z</u>", 1, "image-set", SET),
    "that runs": ('[y]{style="width: expression(z)"}', 1, "expression", SET),
    "that imports": ("[y]{style=\"@import 'z'\"}", 1, "@import", SET),
    "that leaves its place": ('[y]{style="color: red; position: fixed"}', 1, "`position: fixed`", SET),
    # places
    "in a note": ('x[^1]\n\n[^1]: <u onclick="y">z</u>', 3, "onclick=", OUT),
    "in a table": ("| a |\n|---|\n| [b](javascript:c) |", 3, "javascript:c", TO),
    "in a caption": ('![a <b onfocus="c">d</b>](x.png)', 1, "onfocus=", OUT),
    "in a heading": ("x\n\n# a `<script>b</script>`{=html}", 3, "<script>", OUT),
    "in a quotation": ('> x <u\n> onclick="y">z</u>', 1, "onclick=", OUT),
}  # fmt: skip


@pytest.mark.parametrize(("markdown", "line", "fact", "remedy"), FOREIGN.values(), ids=FOREIGN)
def test_what_is_foreign_is_told_with_its_line(markdown: str, line: int, fact: str, remedy: str) -> None:
    said = told(markdown)
    assert any(
        words.startswith(f"{CHAPTER}:{line}: ") and fact in words and remedy in words for words in said
    ), said


BROKEN = {
    "an attribute without quotes": ("x\n\ny <u title=x>z</u>", 3, "the tag <u> is broken"),
    "a line break left open": ("x<br>y", 1, "Write <br/>."),
    "a line break closed": ("x</br>y", 1, "Write <br/>."),
    "an element that a browser leaves open": ("x <u/> y", 1, "Write <u></u>."),
    "a tag in two fragments": ('x\n`<b title="`{=html}y`"><i>`{=html}', 2, "the tag <b> is broken"),
    "an element left open": ("x\n\n<div><p>y</div>", 3, "mismatched tag"),
}


@pytest.mark.parametrize(("markdown", "line", "fact"), BROKEN.values(), ids=BROKEN)
def test_html_that_is_not_xhtml_is_told_with_its_line(markdown: str, line: int, fact: str) -> None:
    assert any(
        words.startswith(f"{CHAPTER}:{line}: ") and fact in words for words in told(markdown, BrokenMarkup)
    )


NEAR = {
    "an underline": ("x <u>y</u>", "<u>y</u>"),
    "a line break": ("x<br/>y", "x<br/>y"),
    "a key": ("<kbd>x</kbd>", "<kbd>x</kbd>"),
    "an abbreviation": ('x <abbr title="y > z">a</abbr>', '<abbr title="y > z">'),
    "a language": ('x <span lang="ru">я</span>', '<span lang="ru">'),
    "what can be unfolded": ('<details open="open"><summary>x</summary>y</details>', '<details open="open">'),
    "ruby": ("x <ruby>a<rt>b</rt></ruby>", "<ruby>a<rt>b</rt></ruby>"),
    "a table by hand": ('<table><tr><td colspan="2">x</td></tr></table>', '<td colspan="2">'),
    "a colour": ('x <u style="color: red">y</u>', 'style="color: red"'),
    "a measure": ('[y]{style="margin-left: calc(1em + 2px); font-family: \'Jost\'"}', "calc(1em + 2px)"),
    "a link": ('x <a href="https://example.org/?a=1&amp;b=2">y</a>', 'href="https://example.org/?a=1&amp;b=2"'),
    "a link with a port": ("[y](http://example.org:80/x)", 'href="http://example.org:80/x"'),
    "a letter": ('x <a href="mailto:a@example.org">y</a>', 'href="mailto:a@example.org"'),
    "a telephone": ("[y](tel:+441)", 'href="tel:+441"'),
    "a file with a colon behind a stroke": ("[y](./a:b)", 'href="./a:b"'),
    "a script in code": ("`<script>x</script>`", "&lt;script&gt;"),
    "a script in a comment": ("x <!-- <script>y</script> -->", "<p>x </p>"),
    "a script as text": (r"\<script>", "&lt;script&gt;"),
    "a link in code": ("`[x](javascript:y)`", "<code>[x](javascript:y)</code>"),
    "a link in words": ("write javascript:x", "write javascript:x"),
    "an attribute of no one's": ("`x`{.py startFrom=3 own=y}", 'data-startFrom="3" data-own="y"'),
    "attributes for reading aloud": ("[x]{aria-label=y role=note}", 'aria-label="y" role="note"'),
    "a width": ("![x](y.png){width=50%}", "width:50.0%"),
    "a column": ('::: {.column width="40%"}\nx\n:::', "width:40%"),
    "a label by hand": ('x <a id="y"></a> [z](#y)', '<span id="y"></span>'),
    "a division with a class": ('<div class="x" title="y">z</div>', '<div class="x" title="y">'),
}  # fmt: skip


@pytest.mark.parametrize(("markdown", "written"), NEAR.values(), ids=NEAR)
def test_what_only_looks_foreign_is_kept(markdown: str, written: str) -> None:
    assert written in html_of(markdown)


def test_every_place_is_told_and_in_the_order_of_the_text() -> None:
    first = (
        "x [y](javascript:z)\n\n<p onclick='a'>b</p>\n\n[c](javascript:z) ![d](https://example.org/e.png)\n"
    )
    second = "<script>x</script>"
    sources = [Source(Path(f"manuscript/0{n}.md"), text) for n, text in ((1, first), (2, second))]
    with pytest.raises(ForeignContent) as caught:
        look_over(sources, [pandoc.read_markdown(source.text)[0] for source in sources], ())
    places = [str(problem.place).removeprefix("manuscript/") for problem in caught.value.problems]
    assert places == ["01.md:1", "01.md:3", "01.md:5", "01.md:5", "02.md:1"]


def test_other_names_for_html_are_no_way_in() -> None:
    blocks, _ = pandoc.read_markdown(
        "`<script>a</script>`{=html5} `<script>b</script>`{=HTML} x\n\n"
        "```{=revealjs}\n<script>c</script>\n```\n"
    )
    assert "<script>" in pandoc.write_html([blocks])[0]
    assert pandoc.write_html([settle(blocks)]) == ["<p>  x</p>"]


def test_an_attribute_that_is_on_no_list_means_nothing_to_a_reader() -> None:
    span: Node = {"t": "Span", "c": [attr("", title="a", tabindex="3", aria_label="b"), []]}
    (settled,) = each(settle([{"t": "Plain", "c": [span]}]), "Span")
    assert attributes(settled) == {"title": "a", "data-tabindex": "3", "aria-label": "b"}


ALLOWED = ("example.org", "script")
NOT_ALLOWED = {
    "another host": "![x](https://example.com/y.png)",
    "a host below": "![x](https://www.example.org/y.png)",
    "a host that begins alike": "![x](https://example.org.example.com/y.png)",
    "a host behind a name": "![x](https://example.org@example.com/y.png)",
    "a host behind a stroke": r"![x](<https://example.org\\@example.com/y.png>)",
    "another port": "![x](https://example.org:8443/y.png)",
    "in the clear": "![x](http://example.org/y.png)",
    "a picture for a film": '<video title="x" src="https://example.org/y" poster="https://example.com/z"></video>',
    "a script from there": '<script src="https://example.org/x.js"></script>',
    "a script that waits": '<script onload="x">y</script>',
    "a handler": '<u onclick="x">y</u>',
    "a link that runs": "[x](javascript:y)",
    "half a script": "x `<script>`{=html}",
}


@pytest.mark.parametrize("markdown", NOT_ALLOWED.values(), ids=NOT_ALLOWED)
def test_what_is_allowed_allows_nothing_else(markdown: str) -> None:
    assert told(markdown, allow=ALLOWED)


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_a_sound_or_a_film_says_what_it_is(kind: str) -> None:
    said = told(f'x\n\n<{kind} src="https://example.org/y"></{kind}>', MissingAlternative, ALLOWED)
    assert said[0].startswith(f"{CHAPTER}:3: the {kind} https://example.org/y has no alternative text.")
    assert f'<{kind} title="…">' in said[0]
