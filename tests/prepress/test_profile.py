"""Profiles that printers send, and files that are none."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from press.errors import Place, UnusableProfile
from press.prepress.profile import DEFAULT, Profile, read_profile

ASKED = Place(Path("essay.yaml"), 7)
GOOD = DEFAULT.read_bytes()
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def changed(*changes: tuple[int, bytes]) -> bytes:
    """Return the good profile with some bytes of its header changed."""
    data = bytearray(GOOD)
    for place, new in changes:
        data[place : place + len(new)] = new
    return bytes(data)


def without_tables() -> bytes:
    """Return a whole file whose header is that of a CMYK profile, and which has no tags."""
    return struct.pack(">I", 132) + GOOD[4:128] + bytes(4)


FAULTS = {
    "empty": (b"", "is no ICC profile"),
    "text": (b"%!PS no profile at all" * 20, "is no ICC profile"),
    "of a screen": (SRGB, "is not for a printing press: its class is mntr (screen)"),
    "device link": (changed((12, b"link")), "its class is link (device link)"),
    "RGB printer": (changed((16, b"RGB ")), "is not for CMYK printing: it is for RGB"),
    "grey printer": (changed((16, b"GRAY")), "is not for CMYK printing: it is for GRAY"),
    "six inks": (changed((16, b"6CLR")), "is not for CMYK printing: it is for 6CLR"),
    "cut short": (GOOD[:-1], f"ends early: it has {len(GOOD) - 1} of {len(GOOD)} bytes"),
    "cut to its header": (GOOD[:200], "ends early: it has 200 of"),
    "of version 5": (changed((8, b"\x05")), "is of version 5; PDF/X-4 takes 2 and 4"),
    "without tables": (without_tables(), "is damaged"),
    "with tables astray": (GOOD[:132] + bytes(len(GOOD) - 132), "is damaged"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_no_profile_for_printing_is_told_with_place_and_remedy(name: str, tmp_path: Path) -> None:
    data, fact = FAULTS[name]
    path = tmp_path / "press.icc"
    path.write_bytes(data)
    with pytest.raises(UnusableProfile) as caught:
        read_profile(path, ASKED)
    said = str(caught.value)
    assert said.startswith(f"essay.yaml:7: the profile {path} ")
    assert fact in said
    assert "Ask the printer for the CMYK output profile (.icc)" in said


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("none.icc", "no such file"),
        (".", "it is no file"),
        ("a\0b.icc", "null byte"),
        ("x" * 300, "too long"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableProfile, match=f"essay.yaml:7: .*cannot be read: .*{why}"):
        read_profile(tmp_path / name, ASKED)


def test_a_device_that_never_ends_is_not_read() -> None:
    with pytest.raises(UnusableProfile, match="it is no file"):
        read_profile(Path("/dev/zero"), ASKED)


def test_the_default_is_an_uncoated_paper_of_the_registry() -> None:
    profile = read_profile(None, ASKED)
    assert profile.data == GOOD
    assert profile.condition == "FOGRA29"


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("Coated FOGRA39 (ISO 12647-2:2004)", "FOGRA39"),
        ("Coated FOGRA27L", "FOGRA27"),
        ("ISO Coated v2 300% (ECI)", "FOGRA39"),
        ("ISO Uncoated", "FOGRA29"),
        ("ISO Uncoated Yellowish", "FOGRA30"),
        ("PSO Uncoated ISO12647 (ECI)", "FOGRA47"),
        ("PSOuncoated_v3_FOGRA52", "FOGRA52"),
        ("PSO Coated v3", "FOGRA51"),
        ("WAN-IFRAnewspaper26v5", "IFRA26"),
        ("U.S. Web Coated (SWOP) v2", "CGATS TR 001"),
        ("SWOP2006_Coated3v2", "CGATS TR 003"),
        ("SWOP2006_Coated5v2", "CGATS TR 005"),
        ("GRACoL2006_Coated1v2", "CGATS TR 006"),
        ("GRACoL2013_CRPC6", "CGATS21-2-CRPC6"),
        ("Japan Color 2001 Coated", "JC200103"),
        ("Our own digital press", "Custom"),
        ("", "Custom"),
    ],
)
def test_a_condition_has_the_registry_s_name_or_none(description: str, name: str) -> None:
    assert Profile(b"", description).condition == name


def test_there_and_back_a_colour_is_nearly_the_same() -> None:
    profile = read_profile(None, ASKED)
    brick = Image.new("RGB", (1, 1), (170, 90, 70))
    back = profile.show(profile.apply(brick)).tobytes()
    assert all(abs(a - b) < 12 for a, b in zip(back, (170, 90, 70), strict=True))
