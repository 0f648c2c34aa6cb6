"""Attacks that are told: each stops with its own exit code and a message that says where, what and what to do."""

from __future__ import annotations

import os
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

import pytest

import build
from press import errors
from press.enclosure import look_at_out
from tests.attacks.essays import (
    BIB,
    CHAPTER,
    DRAWING,
    SECRET,
    SVG,
    YAML,
    Spoil,
    add,
    bomb,
    both,
    drawing,
    link,
    make_essay,
    picture,
    png,
    put,
)


@dataclass(frozen=True)
class Attack:
    """A way to spoil the minimal essay, the error it must give and what the message must hold."""

    spoil: Spoil
    error: type[errors.PressError]
    says: tuple[str, ...]


def attack(spoil: Spoil, error: type[errors.PressError], *says: str) -> Attack:
    return Attack(spoil, error, says)


def by_hand(html: str, *says: str) -> Attack:
    """HTML in a chapter, on its fifth line."""
    return Attack(add(CHAPTER, f"\n{html}\n"), errors.ForeignContent, ("02-answer.md:5: ", *says))


def drawn(inside: str, *says: str) -> Attack:
    """Something in a drawing, on its second line."""
    return Attack(drawing(inside), errors.ForeignContent, ("plan.svg:2: the drawing ", "plain SVG", *says))


def entities(doctype: str, use: str = "&b;") -> Attack:
    svg = f"<!DOCTYPE svg [{doctype}]>{SVG}<text>{use}</text></svg>"
    return Attack(put(DRAWING, svg), errors.UnreadableImage, ("01-claim.md:6: ", "entities"))


def leads_out(setting: str, name: str) -> Attack:
    said = (f"essay.yaml:5: `{setting}` leads out of the essay's folder", "Put the file itself")
    return Attack(add(YAML, name), errors.OutsideEssay, said)


def linked(file: str, target: str, *more: Spoil) -> Attack:
    said = (f"{file}: is a link to ", "outside the essay's folder", "Put the file itself")
    return Attack(both(link(file, target), *more), errors.OutsideEssay, said)


def bad_yaml(text: str, *says: str, error: type[errors.PressError] = errors.BrokenSettings) -> Attack:
    return Attack(add(YAML, text), error, ("essay.yaml", *says))


def fill(name: str) -> Spoil:
    return lambda essay: os.mkfifo(essay / name)


POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n"


def held(data: bytes) -> str:
    return f'<image href="data:image/png;base64,{b64encode(data).decode()}"/>'


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
YAML_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def tiles(each: str, *, group: str = "", sheet: str = "") -> str:
    """Patterns that are filled with the ones before: by each of their squares, their group or a style sheet."""
    squares = [f'<rect class="c{n}" {each.format(n - 1)}/>' * 10 for n in range(10)]
    patterns = "".join(
        f'<pattern id="a{n}"><g {group.format(n - 1)}>{inside}</g></pattern>'
        for n, inside in enumerate(squares)
    )
    rules = "".join(f"svg > .c{n} {{ {sheet.format(n - 1)} }}" for n in range(10)) if sheet else ""
    return f"<style>/* {{ */ {rules}</style>{patterns}<rect fill='url(#a9)'/>"


ATTACKS = {
    # HTML by hand that reads or calls
    "a cell of a million columns": by_hand('<table><tr><td colspan="1000000">a</td></tr></table>', "colspan=1000000 is no number from 0 to 999"),
    "a cell of a million rows": by_hand('<table><tr><td rowspan="1000000">a</td></tr></table>', "rowspan=1000000"),
    "letters a mile high": by_hand('<p style="font-size: 100000000pt">a</p>', "the style `font-size: 100000000pt`"),
    "a margin with an exponent": by_hand('[a]{style="margin-top: 1e9cm"}', "the style `margin-top: 1e9cm`"),
    "a picture a mile wide": attack(
        add(CHAPTER, '\n![a](figures/plan.svg){alt="b" width=100000cm}\n'), errors.ForeignContent, "02-answer.md:5: width=100000cm is no measure"
    ),
    "a picture of the machine": by_hand('<img src="file:///etc/passwd" alt="a"/>', "the image file:///etc/passwd"),
    "a picture beside the essay": attack(
        add(CHAPTER, '\n<img src="../../secret.svg" alt="a"/>\n'), errors.MissingImage, "02-answer.md:5: ", "called by HTML"
    ),
    "a linked style sheet": by_hand('<link rel="stylesheet" href="file:///etc/passwd"/>', "<link>"),
    "a style that calls": by_hand('<b style="background: url(../secret.svg)">a</b>', "`background: url("),
    "a style sheet that imports": by_hand('<style>@import "file:///etc/passwd";</style>', "<style>"),
    "a frame": by_hand('<iframe src="file:///etc/passwd"></iframe>', "<iframe>"),
    "an object": by_hand('<object data="file:///etc/passwd"></object>', "<object>"),
    "an embedded object": by_hand('a <embed src="../../secret.html"/>', "<embed>"),
    "a form": by_hand('<form action="http://127.0.0.1:9/"></form>', "<form>"),
    "a refresh": by_hand('<meta http-equiv="refresh" content="0;url=file:///etc/passwd"/>', "<meta>"),
    "a script": by_hand("<script>alert(1)</script>", "<script>"),
    "a handler": by_hand('a <b onclick="alert(1)">c</b>', "onclick="),
    "a link that runs": by_hand("[a](javascript:alert(1))", "javascript:alert(1)"),
    "a link into the machine": by_hand("[a](file:///etc/passwd)", "file:///etc/passwd"),
    "an instruction": by_hand('a <?php echo file_get_contents("/etc/passwd") ?>', "an instruction"),
    "a drawing by hand": by_hand('<svg><image href="file:///etc/passwd"/></svg>', "<svg>"),
    "a bomb of data": by_hand(f"![a](data:image/png;base64,{'A' * 3000})", "the image data:image/png"),
    "a formula that links": attack(
        add(CHAPTER, "\n$\\href{javascript:alert(1)}{x}$\n"), errors.BrokenMarkup, "02-answer.md:5: the formula"
    ),
    "a formula that reads": attack(
        add(CHAPTER, "\n$\\input{../secret.txt}$\n"), errors.BrokenMarkup, "02-answer.md:5: the formula"
    ),
    # pictures in Markdown
    "an image by its absolute path": attack(
        add(CHAPTER, "\n![a](/etc/passwd)\n"), errors.MissingImage, "02-answer.md:5: ", "is outside"
    ),
    "an image beside the essay": attack(
        add(CHAPTER, "\n![a](../../secret.svg)\n"), errors.MissingImage, "02-answer.md:5: ", "is outside"
    ),
    "an image behind signs": attack(
        add(CHAPTER, "\n![a](%2e%2e/%2e%2e/secret.svg)\n"), errors.MissingImage, "02-answer.md:5: ", "is outside"
    ),
    "an image with a zero": attack(
        add(CHAPTER, "\n![a](figures/plan%00.svg)\n"), errors.MissingImage, "02-answer.md:5: "
    ),
    # drawings
    "a drawing calls a picture": drawn('<image href="file:///etc/passwd"/>', "calls file:///etc/passwd"),
    "a drawing calls beside itself": drawn('<image xlink:href="../../../secret.svg"/>', "calls ../../../secret"),
    "a drawing uses another": drawn('<use href="../../../secret.svg#a"/>', "calls ../../../secret.svg#a"),
    "a drawing holds HTML": drawn("<foreignObject><a/></foreignObject>", "holds <foreignObject>"),
    "a drawing's style imports": drawn('<style>@import "http://127.0.0.1:9/";</style>', "calls @import"),
    "a drawing's style calls": drawn("<rect style='fill: u\\72l(http://127.0.0.1:9/)'/>", "calls http://127"),
    "a drawing's script": drawn("<script>alert(1)</script>", "holds <script>"),
    "a drawing's handler": drawn('<rect onload="alert(1)"/>', "onload="),
    "a drawing's animation": drawn('<set attributeName="href" to="javascript:alert(1)"/>', "holds <set>"),
    "a drawing's link": drawn('<a href="javascript:alert(1)"><rect/></a>', "calls javascript:"),
    "a billion laughs": entities(f'<!ENTITY l0 "ha">{LAUGHS}', "&l9;"),
    "an external entity": entities('<!ENTITY b SYSTEM "file:///etc/passwd">'),
    "an entity of the network": entities('<!ENTITY b SYSTEM "http://127.0.0.1:9/">'),
    "a parameter entity": entities('<!ENTITY % a SYSTEM "../../../secret.txt"> %a;', "a"),
    "ten lines, a billion squares": attack(
        drawing(
            '<g id="a0"><rect/></g>'
            + "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 10))
        ),
        errors.TooMuch,
        "01-claim.md:6: ",
        "at most 20,000",
    ),
    "a billion squares by a style sheet": attack(drawing(tiles("", sheet="fill: u\\72l(#a{0})")), errors.TooMuch, "01-claim.md:6: ", "at most 20,000"),
    "a billion squares by patterns": attack(drawing(tiles('fill="url(#a{0})"')), errors.TooMuch, "01-claim.md:6: ", "at most 20,000"),
    "a billion squares by a group's pattern": attack(
        drawing(tiles("", group='style="stroke: url(#a{0})"')), errors.TooMuch, "01-claim.md:6: ", "at most 20,000"
    ),
    "a marker on a hundred thousand corners": attack(
        drawing(f'<marker id="m"><rect/></marker><path marker-mid="url(#m)" d="M0 0{"L1 1 2 2 " * 50_000}"/>'), errors.TooMuch, "01-claim.md:6: ", "at most 20,000"
    ),
    "thousands of rules for thousands of squares": attack(
        drawing(f"<style>{'a b, c d {fill: red} ' * 1500}</style>{'<rect/>' * 2000}"), errors.TooMuch, "01-claim.md:6: ", "6,006,000 pairs; at most 4,000,000"
    ),
    "a drawing that uses itself": attack(
        drawing('<g id="a"><use href="#a"/></g>'), errors.TooMuch, "01-claim.md:6: ", "100 levels"
    ),
    "a drawing a thousand deep": attack(
        drawing("<g>" * 1000 + "</g>" * 1000), errors.TooMuch, "01-claim.md:6: ", "100 levels"
    ),
    # pictures that unpack
    "a picture of a billion pixels": attack(
        picture(png(40_000, 30_000)), errors.TooMuch, "02-answer.md:5: ", "1,200,000,000 pixels", "100,000,000"
    ),
    "a text that unpacks": attack(
        picture(png(9, 9, (b"zTXt", b"a\0\0" + bomb(99_000_000)))), errors.UnreadableImage, "02-answer.md:5: "
    ),
    "a text in any tongue that unpacks": attack(
        picture(png(9, 9, (b"iTXt", b"a\0\1\0\0\0" + bomb(99_000_000)))), errors.UnreadableImage, "02-answer.md:5: "
    ),
    "a GIF larger than it is": attack(
        picture(b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\2\2L\1\0;", "a.gif"),
        errors.TooMuch,
        "02-answer.md:5: ",
        "4,294,836,225 pixels",
    ),
    "a program as a picture": attack(picture(POSTSCRIPT), errors.UnreadableImage, "02-answer.md:5: ", "no PNG, JPEG, GIF or WebP"),
    "a program within a drawing": attack(drawing(held(POSTSCRIPT)), errors.UnreadableImage, "01-claim.md:6: ", "no PNG, JPEG, GIF or WebP"),
    "a billion pixels within a drawing": attack(drawing(held(png(40_000, 30_000))), errors.TooMuch, "01-claim.md:6: ", "1,200,000,000 pixels"),
    "strings of strings": attack(
        add(BIB, f"@string{{s0 = {{{'x' * 10}}}}}\n" + "".join(f"@string{{s{n} = {' # '.join([f's{n - 1}'] * 10)}}}\n" for n in range(1, 9)) + "@book{z, title = s8}\n"),
        errors.TooMuch, "references.bib:", "an abbreviation of 1,000,000 letters; at most 100,000",
    ),
    "a drawing that is packed": attack(
        put(DRAWING, b"\x1f\x8b\x08\0" + b"\0" * 99), errors.UnreadableImage, "01-claim.md:6: "
    ),
    # paths in essay.yaml
    "a bibliography elsewhere": leads_out("bibliography", "bibliography: ../secret.bib\n"),
    "a bibliography by its absolute path": leads_out("bibliography", "bibliography: /etc/passwd\n"),
    "a citation style elsewhere": leads_out("csl", "csl: ../secret.csl\n"),
    "a profile elsewhere": leads_out("icc", "icc: ../secret.txt\n"),
    "a typeface elsewhere": attack(
        add(YAML, "fonts:\n  text: ../secret.ttf\n"), errors.OutsideEssay, "essay.yaml:6: `fonts.text` leads out"
    ),
    "typefaces of the machine": attack(
        add(YAML, "fonts:\n  mono: /usr/share/fonts\n"), errors.OutsideEssay, "essay.yaml:6: `fonts.mono` leads out"
    ),
    "a mark elsewhere": leads_out("publisher_mark", "publisher_mark: ../secret.svg\n"),
    # links out of the folder
    "a linked chapter": linked("manuscript/03-a.md", "../../secret.md"),
    "a linked chapter of the machine": linked("manuscript/03-a.md", "/etc/passwd"),
    "linked settings": linked(YAML, "../../secret.yaml"),
    "a linked figure": linked(DRAWING, "../../../secret.svg"),
    "linked figures": linked("manuscript/figures", "../.."),
    "a linked transcript": linked("manuscript/transcripts/a.md", "../../../secret.md"),
    "a linked list of words": linked("manuscript/words.txt", "../../secret.txt"),
    "a linked manuscript": linked("manuscript", "../moved"),
    "a linked template": linked("templates/web/essay.css", "../../../secret.txt"),
    "linked templates": linked("templates", ".."),
    "a linked bibliography": attack(
        link(BIB, "../secret.bib"), errors.OutsideEssay, "essay.yaml", "`bibliography` leads out"
    ),
    "a linked citation style": attack(
        both(link("a.csl", "../secret.csl"), add(YAML, "csl: a.csl\n")), errors.OutsideEssay, "essay.yaml:5: `csl`"
    ),
    "a linked profile": attack(
        both(link("a.icc", "../secret.txt"), add(YAML, "icc: a.icc\n")), errors.OutsideEssay, "essay.yaml:5: `icc`"
    ),
    "a link by way of another": attack(
        both(link("manuscript/b", "../.."), link("manuscript/03-a.md", "b/secret.md")), errors.OutsideEssay, "manuscript/b"
    ),
    "a linked output folder": attack(
        link("out", "../elsewhere"), errors.OutsideEssay, "out: leads out of the essay's folder, to ", "elsewhere", "--out "
    ),
    "an output folder behind a link": attack(
        both(link("a", ".."), link("out", "a/elsewhere")), errors.OutsideEssay, "out: leads out", "Remove the link"
    ),
    "a linked manifest": linked("out/manifest.json", "/dev/zero"),
    "a manifest that is a pipe": attack(
        both(put("out/a", ""), fill("out/manifest.json")), errors.UnreadableFile, "manifest.json: is no file"
    ),
    "a device": linked("manuscript/03-a.md", "/dev/zero"),
    "a pipe": attack(fill("manuscript/03-a.md"), errors.UnreadableFile, "03-a.md: is no file"),
    # names of files
    "a name with a line end": attack(
        put("manuscript/03-a\nb.md", "a"), errors.UnreadableFile, "03-a\\u000ab.md: has signs in its name"
    ),
    "a name that is obeyed": attack(
        put("manuscript/03-\x1b[2Ja.md", "a"), errors.UnreadableFile, "03-\\u001b[2Ja.md: has signs in its name"
    ),
    "a name in no alphabet": attack(
        put(os.fsdecode(b"manuscript/03-\xff.md"), "a"), errors.UnreadableFile, "has signs in its name", "Rename it"
    ),
    # YAML
    "an object of Python": bad_yaml('editor: !!python/object/apply:os.system ["id"]\n', ":5: is not valid YAML"),
    "laughs in YAML": bad_yaml(YAML_LAUGHS, ":6: is not valid YAML", "aliases"),
    "a setting twice": bad_yaml("slug: a\n", "`slug` is on line", error=errors.BadSetting),
    "settings in settings": bad_yaml(f"terms: {'[' * 5000}\n", "is not valid YAML"),
    "a sign that is obeyed": bad_yaml('editor: "\\e[31ma"\n', ":5: a value holds a sign", "\\u001b[31ma", error=errors.BadSetting),
    "half a sign": bad_yaml('editor: "\\ud800"\n', "essay.yaml", error=errors.BadSetting),
    "a number without end": bad_yaml(f"signature: !!int {'9' * 5000}\n", "is not valid YAML"),
    # signs that terminals obey
    "ESC by its number": by_hand("A &#27;[31m b.", "the control character U+001B"),
    "ESC in an attribute": by_hand('[A]{title="&#27;"}', "the control character U+001B"),
    "ESC in HTML": attack(add(CHAPTER, '\nA <b title="&#27;">c</b>.\n'), errors.BrokenMarkup, "02-answer.md:5: "),
    "CSI": attack(add(CHAPTER, "\nA \x9b31m b.\n"), errors.NotUtf8, "02-answer.md:5: ", "U+009B"),
    "ESC in the bibliography": attack(
        put(BIB, "@book{cohen1973,\n title={A ^^1b b},\n date={1973}}\n"), errors.ForeignContent, "U+001B"
    ),
    # templates
    "a template of its own": attack(
        put("templates/web/page.html.jinja", "{{ 7 * 7 }}"), errors.UntrustedTemplate, "page.html.jinja: is not the press's own", "--trust-templates"
    ),
    "a script of its own": attack(put("templates/web/late.js", "alert(1)"), errors.UntrustedTemplate, "late.js", "TRUST_TEMPLATES=1"),
    "a style sheet that calls": attack(
        put("templates/web/essay.css", "p { color: red }\nb { background: url(//127.0.0.1:9/a) }"), errors.ForeignContent, "essay.css:2: the style sheet calls //127.0.0.1:9/a"
    ),
    "a style sheet that reads": attack(
        put("templates/print/essay.css", "@import '../../../secret.css';"), errors.ForeignContent, "essay.css:1: the style sheet calls @import"
    ),
    "a style sheet that calls in disguise": attack(
        put("templates/epub/essay.css", "b { background: \\75\\72\\6c(file:///etc/passwd) }"), errors.ForeignContent, "essay.css:1: the style sheet calls file:///etc"
    ),
    "a style sheet that ends itself": attack(
        put("templates/web/essay.css", "</style><script>alert(1)</script>"), errors.ForeignContent, "essay.css:1: the style sheet holds </style>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_told(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    essay = make_essay(tmp_path)
    attack = ATTACKS[name]
    attack.spoil(essay)
    edition = ["html"] if "templates" in str(attack.says) + name else ["check", "--manuscript"]
    assert build.main([*edition, "--quiet", "--essay", str(essay)]) == attack.error.exit_code
    out, said = capsys.readouterr()
    assert said.startswith("error: ")
    for words in attack.says:
        assert words in said
    assert not {"\x1b", "\x9b"} & set(said)
    assert SECRET not in said + out
    assert {path.name for path in essay.glob("out/*")} <= {"a", "manifest.json"}
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("command", [["pdf"], ["check"], ["serve", "--port", "0"], ["errata", "v1"]])
def test_no_command_writes_where_an_essay_leads(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    essay = make_essay(tmp_path)
    link("out", "../elsewhere")(essay)
    for out in ([], ["--out", str(essay / "out")]):  # make names the folder each time
        code = build.main([*command, "--quiet", "--essay", str(essay), *out])
        assert code == errors.OutsideEssay.exit_code
        assert "out: leads out of the essay's folder" in capsys.readouterr().err
    assert not (tmp_path / "elsewhere").exists()


def test_what_the_user_asks_for_by_its_name_is_written_anywhere(tmp_path: Path) -> None:
    essay, out = make_essay(tmp_path), tmp_path / "elsewhere"
    link("out", "../elsewhere")(essay)
    look_at_out(essay, out)
    with pytest.raises(errors.OutsideEssay):
        look_at_out(essay, essay / "out")
