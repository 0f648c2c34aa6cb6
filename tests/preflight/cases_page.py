"""Bad files and near misses for the rules on what pages paint: fonts, colours, images, lines and effects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from press.preflight import Expected
from tests.preflight.case import Case
from tests.preflight.sample import (
    Change,
    both,
    draw,
    font,
    image,
    profile,
    separation,
    set_on,
)

Make = Callable[[Pdf], Any]


def set_in(operators: str, size: float = 10, name: str = "Text") -> str:
    """Write a line of text on page 2."""
    return f"{operators} BT /{name} {size} Tf 100 200 Td (Some words) Tj ET"


def in_font(**facts: Any) -> Change:
    """Set text in a font that differs from the sample's in some entries."""
    return draw(set_in("0 0 0 1 k", name="Other"), Font_Other=lambda pdf: font(pdf, **facts))


def with_program(data: bytes) -> Change:
    def make(pdf: Pdf) -> Dictionary:
        made = font(pdf)
        made.FontDescriptor.FontFile2 = Stream(pdf, data)
        return made

    return draw(set_in("0 0 0 1 k", name="Other"), Font_Other=make)


def symbolic(**facts: Any) -> Change:
    """Set text in a symbolic font, whose codes mean what its own encoding says."""

    def make(pdf: Pdf) -> Dictionary:
        made = font(pdf, Encoding=None, **{key: value(pdf) for key, value in facts.items()})
        made.FontDescriptor.Flags = 4
        return made

    return draw(set_in("0 0 0 1 k", name="Other"), Font_Other=make)


def drawn_font(pdf: Pdf) -> Dictionary:
    """Return a Type 3 font, whose one letter is a box."""
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 1000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(a=Stream(pdf, b"500 0 0 0 500 500 d1 0 0 500 500 re f")),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([500]),
    )


def place(make: Make, points: float = 72) -> Change:
    """Print an image so many points wide on page 2."""
    return draw(f"{points} 0 0 {points} 100 100 cm /Other Do", XObject_Other=make)


def pixels(width: int, height: int, data: bytes = b"", **other: Any) -> Make:
    return lambda pdf: image(pdf, width, height, data, **other)


def of_ink(cyan: int, *, marked: int = 100) -> Make:
    """Return a CMYK image, 100 pixels square, of which some pixels are heavy and the rest light."""
    heavy, light = bytes([cyan, 200, 200, 200]), bytes([10, 10, 10, 10])
    return pixels(100, 100, heavy * marked + light * (10_000 - marked), ColorSpace=Name.DeviceCMYK)


def icc(components: int) -> Make:
    return lambda pdf: Array([Name.ICCBased, profile(pdf, components)])


def spot(ink: str, *mixed: float) -> Make:
    return lambda pdf: separation(pdf, ink, mixed or (0, 1, 1, 0))


def parameters(facts: dict[str, Any]) -> Dictionary:
    return Dictionary({f"/{key}": value for key, value in facts.items()})


def effect(operators: str, **facts: Any) -> Change:
    """Paint with a parameter dictionary."""
    return draw(f"/Effect gs {operators}", ExtGState_Effect=lambda _: parameters(facts))


def soft_mask(pdf: Pdf) -> Stream:
    return image(pdf, 320, 320, SMask=image(pdf, 320, 320))


def group(space: Name) -> Change:
    return set_on(2, Group=Dictionary(S=Name.Transparency, CS=space))


FILL = "100 100 50 50 re f"
BOX = f"0 0 0 1 k {FILL}"
LAB = Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))])
GREY = Array([Name.CalGray, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))])
BLACK = Expected(black_text=True)
ONE_SPOT = Expected(inks=("Black", "Accent"))
HALF = {"BitsPerComponent": 1}

PAGE_CASES: dict[str, Case] = {
    "font-not-embedded": Case(
        in_font(BaseFont=Name.Helvetica, FontDescriptor=None),
        draw(set_in("3 Tr", name="Other"), Font_Other=lambda pdf: font(pdf, FontDescriptor=None)),
        ("page 2", "Helvetica (one of the 14"),
    ),
    "font-broken": Case(
        with_program(b"no font at all"), with_program(b"\x00\x01\x00\x00 begins well"), ("page 2", "14 bytes")
    ),
    "font-drawn": Case(
        draw(set_in("0 0 0 1 k", name="Other").replace("Some words", "aaa"), Font_Other=drawn_font),
        draw("0 0 0 1 k", Font_Other=drawn_font),
        ("page 2", "Other"),
    ),
    "font-no-unicode": Case(
        symbolic(), symbolic(ToUnicode=lambda pdf: Stream(pdf, b"")), ("page 2", "Spectral (TrueType)")
    ),
    # ---- Colours
    "rgb-text": Case(
        draw(set_in("0 0 0 rg")), draw(set_in("0 0 0 rg 0 0 0 1 k")), ("page 2", "10 pt in DeviceRGB 0 0 0")
    ),
    "rgb-vector": Case(
        draw("1 0 .5 RG 100 100 50 50 re S"),
        draw("1 0 .5 RG 0 0 0 1 K 100 100 50 50 re S"),
        ("page 2", "1 0 0.5"),
    ),
    "rgb-image": Case(
        place(pixels(320, 320, b"\x80" * 3 * 320**2, ColorSpace=Name.DeviceRGB)),
        place(pixels(320, 320)),
        ("page 2", "Other (320 × 320 px), DeviceRGB"),
    ),
    "lab-colour": Case(
        draw(f"/L cs 50 20 20 sc {FILL}", ColorSpace_L=lambda _: LAB),
        draw(f"/L cs 0 0 0 1 k {FILL}", ColorSpace_L=lambda _: LAB),
        ("page 2", "Lab 50 20 20"),
    ),
    "profiled-cmyk": Case(
        draw(f"/P cs 0 0 0 1 sc {FILL}", ColorSpace_P=icc(4)),
        draw(f"/DeviceCMYK cs 0 0 0 1 sc {FILL}"),
        ("page 2", "K 100"),
    ),
    "profiled-grey": Case(
        draw(f"/P cs .5 sc {FILL}", ColorSpace_P=lambda _: GREY),
        draw(f"/DeviceGray cs .5 sc {FILL}"),
        ("page 2", "K 50"),
    ),
    "blend-space": Case(
        group(Name.DeviceRGB), group(Name.DeviceCMYK), ("page 2", "DeviceRGB"), also=("transparency-group",)
    ),
    "registration-inside": Case(
        draw("/Registration CS 1 SCN 20 300 m 40 300 l S"),
        draw("/Registration CS 1 SCN 20 300 m 29 300 l S"),
        ("page 2", "a line in All 100"),
    ),
    "ink-limit": Case(
        draw(f"1 1 .2 .85 k {FILL}"), draw(f"1 1 .2 .8 k {FILL}"), ("page 2", "C 100 M 100 Y 20 K 85 = 305 %")
    ),
    "image-ink-limit": Case(
        place(of_ink(255), 20), place(of_ink(255, marked=5), 20), ("page 2", "Other (100 × 100 px) 336 %")
    ),
    "other-ink": Case(
        draw(f"/S cs 1 scn {FILL}", ColorSpace_S=spot("Red")),
        draw(f"/S cs 1 scn {FILL}", ColorSpace_S=spot("Accent")),
        ("page 2", "Red is used", "Black and Accent"),
        ONE_SPOT,
    ),
    "white-overprint": Case(
        effect(set_in("1 g"), op=True),
        effect(set_in("1 g"), OP=True, op=False),
        ("page 2", "10 pt in DeviceGray 1"),
    ),
    "rich-black-text": Case(
        draw(set_in(".6 .4 .4 1 k", 11.9)),
        draw(set_in(".6 .4 .4 1 k", 12)),
        ("page 2", "11.9 pt in C 60 M 40 Y 40 K 100"),
    ),
    "small-text-inks": Case(
        draw(set_in(".6 .4 .4 0 k", 8.9)),
        draw(set_in(".6 .4 0 0 k", 8.9)),
        ("page 2", "8.9 pt in C 60 M 40 Y 40"),
    ),
    "text-not-black": Case(draw(set_in("0 0 0 .9 k")), draw(set_in("1 g")), ("page 2", "K 90"), BLACK),
    "fine-line-inks": Case(
        draw("0 .5 .5 0 K .4 w 100 100 m 200 100 l S"),
        draw("0 .5 .5 0 K .5 w 100 100 m 200 100 l S"),
        ("page 2", "0.4 pt"),
    ),
    "spot-names-alike": Case(
        draw(
            f"/A cs 1 scn {FILL} /B cs 1 scn {FILL}",
            ColorSpace_A=spot("PANTONE#20185#20C"),
            ColorSpace_B=spot("Pantone#20185#20C"),
        ),
        draw(
            f"/A cs 1 scn {FILL} /B cs 1 scn {FILL}",
            ColorSpace_A=spot("PANTONE#20185#20C"),
            ColorSpace_B=spot("PANTONE#20186#20C"),
        ),
        ("page 2", "2 inks"),
    ),
    "spot-recipes-differ": Case(
        both(
            draw(f"/A cs 1 scn {FILL}", ColorSpace_A=spot("Accent", 0, 1, 1, 0)),
            draw(f"/A cs 1 scn {FILL}", page=3, ColorSpace_A=spot("Accent", 0, 0.9, 1, 0)),
        ),
        both(
            draw(f"/A cs 1 scn {FILL}", ColorSpace_A=spot("Accent", 0, 1, 1, 0)),
            draw(f"/A cs .5 scn {FILL}", page=3, ColorSpace_A=spot("Accent", 0, 1, 1, 0)),
        ),
        ("pages 2 and 3", "“Accent”", "2 ways"),
    ),
    # ---- Images
    "image-coarse": Case(
        place(pixels(149, 149)),
        place(pixels(150, 150)),
        ("page 2", "149 × 149 px) at 149 ppi"),
        also=("image-soft",),
    ),
    "image-soft": Case(place(pixels(299, 299)), place(pixels(300, 300)), ("page 2", "at 299 ppi")),
    "line-art-coarse": Case(
        place(pixels(299, 299, b"\xaa" * 38 * 299, **HALF)),
        place(pixels(304, 304, b"\xaa" * 38 * 304, **HALF)),
        ("page 2", "at 299 ppi"),
        also=("line-art-soft",),
    ),
    "line-art-soft": Case(
        place(pixels(599, 599, b"\xaa" * 75 * 599, ImageMask=True, ColorSpace=None, BitsPerComponent=None)),
        place(pixels(600, 600, b"\xaa" * 75 * 600, ImageMask=True, ColorSpace=None, BitsPerComponent=None)),
        ("page 2", "at 599 ppi"),
    ),
    "image-broken": Case(
        place(pixels(320, 320, b"\x80" * 320 * 319)),
        place(pixels(320, 320, b"\x80" * 320 * 321)),
        ("page 2", "102080 of 102400 bytes"),
    ),
    "image-proxy": Case(
        place(pixels(320, 320, OPI=Dictionary())), place(pixels(320, 320)), ("page 2", "320 px) (OPI)")
    ),
    "image-interpolated": Case(
        place(pixels(320, 320, Interpolate=True)),
        place(pixels(320, 320, Interpolate=False)),
        ("page 2", "320 × 320"),
    ),
    "image-jpeg2000": Case(
        place(pixels(320, 320, b"x", Filter=Name.JPXDecode)), place(pixels(320, 320)), ("page 2", "320 × 320")
    ),
    "image-16-bit": Case(
        place(pixels(320, 320, b"\x80" * 2 * 320**2, BitsPerComponent=16)),
        place(pixels(320, 320)),
        ("page 2", "16 bits"),
    ),
    # ---- Lines
    "hairline": Case(
        draw("0 0 0 1 K .4 0 0 .5 0 0 cm .5 w 400 400 m 800 400 l S"),
        draw("0 0 0 1 K .25 w 100 100 m 200 100 l S 1 G .1 w 100 90 m 200 90 l S 0 G .1 w 5 90 m 20 90 l S"),
        ("page 2", "0.22 pt in K 100"),
    ),
    "line-of-no-width": Case(
        draw("0 0 0 1 K 0 w 100 100 m 200 100 l S"),
        draw("0 0 0 1 K 0 w 5 100 m 20 100 l S"),
        ("page 2", "width of 0"),
    ),
    "thin-shape": Case(
        draw("0 0 0 1 k 100 100 50 .2 re f"),
        draw("0 0 0 1 k 100 100 50 .25 re f 100 90 .2 .2 re f .5 w 0 0 0 1 K 100 80 m 200 80 l B"),
        ("page 2", "0.2 pt in K 100"),
    ),
    # ---- Effects
    "see-through": Case(effect(BOX, ca=0.5), effect(BOX, ca=1, CA=0.5), ("page 2", "50 %")),
    "blend-mode": Case(effect(BOX, BM=Name.Multiply), effect(BOX, BM=Name.Normal), ("page 2", "Multiply")),
    "soft-mask": Case(place(soft_mask), place(pixels(320, 320)), ("page 2", "image Other")),
    "transparency-group": Case(group(Name.DeviceCMYK), set_on(2, Group=None), ("page 2", "DeviceCMYK")),
    "transfer-curve": Case(effect(BOX, TR2=Array([])), effect(BOX, TR2=Name.Default), ("page 2", "TR2")),
    "halftone": Case(
        effect(BOX, HT=Dictionary(HalftoneType=1)), effect(BOX, HT=Name.Default), ("page 2", "HT")
    ),
}
