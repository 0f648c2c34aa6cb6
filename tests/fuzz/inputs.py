"""Inputs that nobody would think of: structures put together at random, and real files with damage done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "tests" / "data"

REAL = {
    "chapter": [*sorted((ROOT / "manuscript").glob("0*.md")), *sorted(DATA.glob("*/manuscript/*.md"))],
    "bibliography": [ROOT / "references.bib", *sorted(DATA.glob("*/references.bib"))],
    "settings": [ROOT / "manuscript" / "essay.yaml", *sorted(DATA.glob("*/manuscript/essay.yaml"))],
    "transcript": sorted((ROOT / "manuscript" / "transcripts").glob("*.md")),
    "drawing": [*sorted((ROOT / "manuscript").rglob("*.svg")), *sorted(DATA.rglob("*.svg"))],
}
"""The kinds of files, and those of each that are damaged."""
LONGEST = 4000  # letters that are taken of a real file

SIGNS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("[](){}<>*_`~^$\\|@#:=+-!\"'&;%\n\t "),
    max_size=12,
)
TOKENS = {
    "chapter": (
        *("[^1]", "[^1]: a", "^[a", "[@cohen1973", "[@cohen1973, p. 1]", "@fig:plan", "{#fig:plan}", "{#sec:a}", "](#a)"),
        *("![a](figures/plan.svg)", "```", "~~~", "$$", "$x", "<b>", "</b>", "<div>", "<!--", "-->", "<?", "<![CDATA["),
        *("> ", ">> ", "- ", "1. ", "(@a) ", "| a | b |\n|---|---|\n| c |\n", "+---+\n| a |\n+---+\n", ": a {#tbl:a}\n"),
        *(":::", "::: {.a b=c}\n", "# ", "## a {.unnumbered}\n", "\n\n", "\n", "    ", "\t", "---\n", "---\na: b\n---\n"),
        *("&#27;", "&lt;", "&#xd800;", "\u202e", "\u200b", "\u0301", "😀", "文", "ש", "\ufeff", "\u2028", "\\", "\\("),
        *("[a]{.smallcaps}", "H~2~O", "~~a~~", "[x]: y", "*[A]: b", "\\newpage", "\\begin{a}", "\\listoffigures", '"a', "'a"),
        *("***", "a\\\nb", "- [ ] a\n", "Term\n:   a\n", "`a`{=html}", "[[a]]", "<a@b.c>", "www.a.b", "[a](<b c>)"),
    ),
    "bibliography": (
        *("@book{", "@article{a,", "@string{a = ", "@preamble{", "@comment{", "title = {", "author = ", " and ", "{", "}"),
        *('"', ",", "#", "\\", "\\'e", "{\\'e}", "$x$", "@", "=", "\n", "date = {2000/}", "crossref = {a}", "\\input{a}"),
        *("@online{a, url={javascript:a}}\n", "@book{cohen1973,}\n", "xdata={a}", "year = 1e9", "pages={1--2}", "~", "%"),
    ),
    "settings": (
        *("title: ", "- ", ": ", "? ", "[", "]", "{", "}", "&a ", "*a", "!!python/object:a ", "!!binary a", "!!set {a}", "|\n"),
        *(">\n", "#", '"', "'", "\\x1b", "\t", "\n", "---\n", "...\n", "%YAML 9.9\n", "<<: ", "~: ", "null", "true", ".nan"),
        *("fonts:\n  text: a\n", "terms: {a: b}\n", "trim: 1 x 1 mm\n", "nocite: '*'\n", "crossref_options: {figPrefix: [a]}\n"),
        *("checks: {a: off}\n", "ignore: [{rule: a}]\n", "language: zz\n", "date: 2026-02-30\n", "chapters_start: recto\n"),
    ),
    "transcript": (
        *("---\n", "source: cohen1973\n", "passages:\n", "- id: a\n", "  page: 1\n", "## a\n", "## \n", "*", "[", "…", "\n\n"),
        *("emendations:\n", "- {transcript: a, reading: b, reason: c}\n", "left_standing: [{text: a}]\n", "language: ru\n", "“"),
        *("compared_with_print: maybe\n", "emphasis: lost\n", ": ", "{", "}", "&a *a", "\u0301", "\u200b", "...\n"),
    ),
    "drawing": (
        *("<g>", "</g>", '<use href="#a"/>', 'id="a"', '<rect width="1" height="1"/>', '<path d="M0 0"/>', "<style>", "</style>"),
        *("url(#a)", "<!DOCTYPE a>", "&a;", "<![CDATA[", "]]>", "<!--", "-->", "<?a?>", 'viewBox="0 0 1 1"', 'width="1e9"'),
        *('transform="rotate(a)"', 'fill="url(#a)"', "<text>a</text>", "<image/>", 'xmlns="a"', "<", ">", "&", '"', "-1", "1e400"),
        *('<linearGradient id="a" href="#a"/>', '<pattern id="a"/>', '<mask id="a"/>', 'stroke-dasharray="0"', 'opacity="a"'),
    ),
}  # fmt: skip
"""What is put in: the signs by which each kind of file is read."""


@st.composite
def damaged(draw: st.DrawFn, kind: str) -> str:
    """Return a piece of a real file with a few places cut out, doubled, moved or written over."""
    text = draw(st.sampled_from([path.read_text(encoding="utf-8") for path in REAL[kind]]))
    if kind == "chapter":
        start = draw(st.integers(0, max(len(text) - LONGEST, 0)))
        text = text[start : start + LONGEST]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        end = min(at + draw(st.integers(0, 80)), len(text))
        piece = draw(st.sampled_from(TOKENS[kind]) | SIGNS)
        text = draw(
            st.sampled_from(
                [
                    text[:at] + piece + text[at:],
                    text[:at] + piece + text[end:],
                    text[:at] + text[end:],
                    text[:end] + text[at:],
                    text[:at] + piece * 5 + text[at:],
                ]
            )
        )
    return text


def scrambled(kind: str) -> st.SearchStrategy[str]:
    """Return texts of a kind's signs, in any order."""
    return st.lists(st.sampled_from(TOKENS[kind]) | SIGNS, max_size=30).map("".join)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def lines(text: str, first: str, rest: str) -> str:
        return "\n".join(f"{rest if number else first}{line}" for number, line in enumerate(text.split("\n")))

    wraps = (
        ("> ", "> "),
        ("- ", "  "),
        ("1. ", "   "),
        ("[^n]: ", "    "),
        ("    ", "    "),
        ("| ", "| "),
        (":   ", "    "),
    )
    return st.one_of(
        st.tuples(inner, st.sampled_from(wraps)).map(lambda both: lines(both[0], *both[1])),
        st.tuples(st.sampled_from("# ## ### ***".split()), inner).map(" ".join),
        st.lists(inner, min_size=2, max_size=4).map("\n\n".join),
        inner.map(lambda text: f"::: {{.a}}\n{text}\n:::"),
        inner.map(lambda text: f"<div>\n\n{text}\n\n</div>"),
        inner.map(lambda text: f"a^[{text}] b"),
        inner.map(lambda text: f"[{text}](#a) **{text}**"),
        inner.map(lambda text: f"| a | b |\n|---|---|\n| {text} | c |\n\n: {text} {{#tbl:a}}"),
        inner.map(lambda text: f'![{text}](figures/plan.svg){{#fig:plan alt="{text}"}}'),
    )


def structures() -> st.SearchStrategy[str]:
    """Return chapters of structures within structures."""
    leaves = st.sampled_from(TOKENS["chapter"]) | SIGNS | st.just("Some words, “quoted” [@cohen1973, p. 3].")
    return st.recursive(leaves, _nested, max_leaves=12)


def drawings() -> st.SearchStrategy[str]:
    """Return well-formed drawings of elements within elements, with odd values."""
    names = "rect circle path line polygon text tspan g use linearGradient stop pattern mask marker clipPath svg".split()
    keys = "x y width height r cx d points fill stroke transform id href viewBox opacity stroke-dasharray offset".split()
    keys += "font-size text-anchor marker-start mask clip-path style preserveAspectRatio dx rotate letter-spacing".split()
    numbers = st.sampled_from("0 -1 1 1e9 1e-9 1e400 nan 50% 2em 1,2 a".split()) | st.integers(-99, 99).map(
        str
    )
    values = st.lists(numbers, max_size=6).map(" ".join) | st.sampled_from(
        (
            "#a",
            "url(#a)",
            "M0 0L1",
            "m1 1 a1 1 0 0 0",
            "C1 2 3",
            "rotate(1",
            "scale(0)",
            "matrix(1 2 3)",
            "red",
            "#ff",
        )
    )
    pairs = st.dictionaries(st.sampled_from(keys), values, max_size=5).map(
        lambda given: "".join(f' {key}="{value}"' for key, value in given.items())
    )

    def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.tuples(st.sampled_from(names), pairs, inside).map(
            lambda one: "<{0}{1}>{2}</{0}>".format(*one)
        )

    inside = st.recursive(
        element(st.just("a")), lambda inner: element(st.lists(inner, max_size=3).map("".join))
    )
    return inside.map(lambda text: f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{text}</svg>')


def entries() -> st.SearchStrategy[str]:
    """Return a bibliography with the work that is cited, of fields with odd values."""
    keys = "title author date year url note pages editor crossref journaltitle volume langid doi keywords".split()
    values = st.lists(st.sampled_from(TOKENS["bibliography"]) | SIGNS, max_size=4).map("".join)
    braced = values.map(lambda text: f"{{{text.replace('{', '').replace('}', '')}}}")
    fields = st.dictionaries(st.sampled_from(keys), braced, max_size=6)
    return fields.map(
        lambda given: (
            "@book{cohen1973,\n" + "".join(f"  {key} = {value},\n" for key, value in given.items()) + "}\n"
        )
    )


def inputs(kind: str) -> st.SearchStrategy[str]:
    """Return inputs of a kind."""
    choices: Sequence[st.SearchStrategy[str]] = [damaged(kind), scrambled(kind)]
    own = {"chapter": structures, "drawing": drawings, "bibliography": entries}
    return st.one_of(*choices, *([own[kind](), own[kind]()] if kind in own else []))
