"""Damaged files and files made to do harm: a finding, always, and never a traceback or a word besides."""

from __future__ import annotations

import random
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from press.preflight import preflight
from tests.preflight.sample import (
    NAME,
    Change,
    changed,
    draw,
    findings,
    font,
    good,
    image,
    said,
    saved,
    set_on,
    set_root,
)


def rules(data: bytes) -> set[str]:
    return {finding.rule for finding in preflight(data, NAME)}


@pytest.mark.parametrize(
    "data", [b"", b"x", b"%PDF-1.6\n", b"\x00" * 5000, good()[:500], b"%PDF-1.6\n%%EOF\n"]
)
def test_what_is_no_pdf(data: bytes) -> None:
    (finding,) = preflight(data, NAME)
    assert finding.rule == "unreadable"
    assert "BytesIO" not in str(finding)


def test_a_locked_file() -> None:
    data = changed(
        lambda pdf: saved(pdf, deterministic_id=False, encryption=pikepdf.Encryption(owner="a", user="b"))
    )
    assert rules(data) == {"unreadable", "encrypted"}
    assert "needs a password" in str(preflight(data, NAME)[0])


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99, 0.9999])
def test_a_file_cut_short(share: float) -> None:
    data = good()[: int(len(good()) * share)]
    assert rules(data) & {"unreadable", "damaged"}


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bytes_give_findings_and_nothing_else(
    seed: int, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(seed)
    data = bytearray(good())
    for _ in range(chance.choice((1, 20, 400))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert all(str(finding) for finding in preflight(bytes(data), NAME))
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


@pytest.mark.parametrize(
    "packet",
    [
        b"<x",
        b"no XML",
        b"<other/>",
        b"",
        b'<?xml version="1.0"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF/></x:xmpmeta>',
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
    ],
)
def test_broken_metadata(packet: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    assert "xmp-missing" in findings(set_root(Metadata=lambda pdf: Stream(pdf, packet)))
    assert capfd.readouterr() == ("", "")


def test_a_page_tree_of_something_else() -> None:
    assert rules(changed(set_root(Pages=Dictionary(Type=Name.Pages, Kids=Array([1, String("x")]), Count=2))))


def test_names_that_go_round_in_circles() -> None:
    def change(pdf: Pdf) -> None:
        node = pdf.make_indirect(Dictionary())
        node.Kids = Array([node, node, node])
        pdf.Root.Names = Dictionary(EmbeddedFiles=node, JavaScript=node)
        pdf.Root.AcroForm = Dictionary(Fields=Array([node, node]))

    assert findings(change) == {}


def test_widths_out_of_all_bounds() -> None:
    def wide(pdf: Pdf) -> Dictionary:
        below = font(pdf)
        below.Subtype, below.W = (
            Name.CIDFontType2,
            Array([-999_999_999, 999_999_999, 500, 1, Array([1, 2]), 3]),
        )
        whole = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Wide, Encoding=Name("/Identity-H")
        )
        whole.DescendantFonts, whole.ToUnicode = Array([below]), Stream(pdf, b"")
        return whole

    assert findings(draw("0 0 0 1 k BT /Wide 10 Tf 100 200 Td <00410042> Tj ET", Font_Wide=wide)) == {}


HUGE = "9" * 400
CHANGES: dict[str, Change] = {
    "numbers without end": draw(f"{HUGE} 0 0 {HUGE} 0 0 cm 0 0 {HUGE} {HUGE} re f {HUGE} w 0 0 m 9 9 l S"),
    "a matrix that grows": draw(
        "999999999 0 0 999999999 0 0 cm " * 60 + "0 0 1 1 re f BT /Text 9 Tf (x) Tj ET"
    ),
    "states never saved": draw("Q Q Q Q"),
    "an operator of no letters": draw("1 2 \xff\xfe 3 re f"),
    "a string without end": draw("BT /Text 9 Tf (never ends"),
    "an image without end": draw("BI /W 9 /H 9 /BPC 8 /CS /G ID abc"),
    "strings for numbers": draw("(a) (b) m /N w [1] 0 d true false l S"),
    "a colour space of itself": draw("/A cs 1 sc", ColorSpace_A=lambda _: Name.A),
    "a colour space of nothing": draw("/A cs 1 sc", ColorSpace_A=lambda _: Array([])),
    "a font of nothing": draw("BT /A 9 Tf (x) Tj ET", Font_A=lambda _: Dictionary()),
    "a font that is a number": draw("BT /A 9 Tf (x) Tj ET", Font_A=lambda _: 7),
    "an image of nothing": draw("/A Do", XObject_A=lambda pdf: image(pdf, 0, 0, b"x")),
    "an image of too much": draw("/A Do", XObject_A=lambda pdf: image(pdf, 99_999_999, 99_999_999, b"x")),
    "an image of odd bits": draw("/A Do", XObject_A=lambda pdf: image(pdf, 9, 9, BitsPerComponent=-3)),
    "an image packed as nothing known": draw(
        "/A Do", XObject_A=lambda pdf: image(pdf, 9, 9, b"x" * 81, Filter=Name.NoSuchDecode)
    ),
    "an image that is no JPEG": draw(
        "/A Do", XObject_A=lambda pdf: image(pdf, 9, 9, b"x", Filter=Name.DCTDecode)
    ),
    "a form with no box": draw(
        "/A Do", XObject_A=lambda pdf: Stream(pdf, b"f", {"/Subtype": Name.Form, "/BBox": Array([1])})
    ),
    "boxes of nothing": set_on(2, MediaBox=Array([]), TrimBox=Array([1, 2]), BleedBox=Name.A),
    "annotations of nothing": set_on(2, Annots=Array([1, Name.A, Dictionary()])),
    "contents of nothing": set_on(2, Contents=Array([1, Name.A])),
    "intents of nothing": set_root(OutputIntents=Array([1, Dictionary(), String("x")])),
    "layers of nothing": set_root(OCProperties=Dictionary(OCGs=Array([1, Dictionary()]))),
    "a catalogue of strings": set_root(Names=String("x"), AcroForm=String("x"), OpenAction=String("x"), AA=1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_objects_of_the_wrong_kind(
    change: Callable[[Pdf], bytes | None], capfd: pytest.CaptureFixture[str]
) -> None:
    data = changed(change)
    assert all(str(finding) for finding in preflight(data, NAME))
    assert capfd.readouterr() == ("", "")


def test_the_rest_of_a_page_is_followed_after_what_makes_no_sense() -> None:
    change = draw("(a) w /Nothing gs 1 0 0 rg 100 100 50 50 re f")
    message = said(change, "content-broken")
    assert "it uses ExtGState Nothing, which is not in the file" in message
    assert "page 2" in said(change, "rgb-vector")


def test_a_page_whose_operators_end_early_is_named() -> None:
    assert "page 2: the page cannot be followed: its content is broken" in said(
        draw("0 0 0 1 k [1 2"), "content-broken"
    )
