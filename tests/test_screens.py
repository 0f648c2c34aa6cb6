"""Pictures for screens: what is done to them, and what is left alone."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image as Raster
from PIL import ImageCms

from press.images import open_image
from press.model import Image
from press.prepress.profile import DEFAULT
from press.screens import LARGEST, fit_picture

GPS = 0x8825
SECRET = b"Leeds, 53.8 N"


def drawn(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Raster.Image:
    """A picture with something in it: from dark at the left to light at the right, red below."""
    ramp = Raster.linear_gradient("L").resize(size).rotate(90, expand=False)
    picture = Raster.merge("RGB", (ramp, ramp, ramp))
    picture.paste((200, 30, 30), (0, size[1] // 2, size[0], size[1]))
    return picture.convert(mode)


def saved(picture: Raster.Image, kind: str, **how: Any) -> Image:
    """The picture as a file of the essay."""
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return open_image(f"a.{kind.lower()}", out.getvalue())


def opened(data: bytes) -> Raster.Image:
    """A file's picture, read whole."""
    with Raster.open(io.BytesIO(data)) as picture:
        picture.load()
        return picture


def whereabouts(turned: int = 1) -> Raster.Exif:
    """Exif that tells a place and which side is up."""
    exif = Raster.Exif()
    exif[0x0112], exif[0x010E] = turned, SECRET.decode()
    exif.get_ifd(GPS)[1] = "N"
    return exif


def srgb() -> bytes:
    """The profile of sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped() -> bytes:
    """The profile of sRGB with red and green exchanged, under another name."""
    data = srgb().replace(b"rXYZ", b"tmpX").replace(b"gXYZ", b"rXYZ").replace(b"tmpX", b"gXYZ")
    return data.replace("sRGB".encode("utf-16-be"), "wRGB".encode("utf-16-be")).replace(b"sRGB", b"wRGB")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_word_on_the_place_is_left_and_every_pixel_is(kind: str) -> None:
    picture = saved(drawn(), kind, exif=whereabouts(), icc_profile=srgb(), comment=SECRET)
    assert SECRET in picture.data
    fitted = fit_picture(picture)
    assert SECRET not in fitted
    shown = opened(fitted)
    assert (dict(shown.getexif()), shown.info.get("icc_profile")) == ({}, None)
    assert shown.tobytes() == opened(picture.data).tobytes()
    assert fit_picture(open_image(picture.name, fitted)) == fitted


def test_a_progressive_jpeg_is_cut_at_its_end() -> None:
    picture = saved(drawn("RGB", (300, 200)), "JPEG", progressive=True, exif=whereabouts())
    with_tail = open_image(picture.name, picture.data + SECRET)
    fitted = fit_picture(with_tail)
    assert SECRET not in fitted
    assert opened(fitted).tobytes() == opened(picture.data).tobytes()


def test_a_picture_that_lies_on_its_side_is_set_upright() -> None:
    shown = opened(fit_picture(saved(drawn(), "JPEG", exif=whereabouts(6))))
    assert (shown.size, dict(shown.getexif())) == ((40, 60), {})


@pytest.mark.parametrize("own", [b"", DEFAULT.read_bytes()])
def test_process_inks_are_shown_as_they_print(own: bytes) -> None:
    inks = Raster.new("CMYK", (8, 8), (255, 0, 0, 0))
    fitted = fit_picture(saved(inks, "JPEG", icc_profile=own, quality=100))
    shown = opened(fitted)
    assert (shown.mode, shown.info.get("icc_profile")) == ("RGB", None)
    red, green, blue = shown.getpixel((4, 4))  # type: ignore[misc]
    assert red < green < blue  # Cyan on uncoated paper is a dull blue.
    assert 100 < green < 170 < blue < 235


def test_sixteen_bits_become_eight_without_a_jump() -> None:
    deep = Raster.new("I;16", (256, 1))
    deep.putdata([level * 257 for level in range(256)])
    shown = opened(fit_picture(saved(deep, "PNG")))
    assert shown.mode == "L"
    assert [shown.getpixel((x, 0)) for x in range(256)] == list(range(256))


def test_a_foreign_profile_is_worked_into_the_colours() -> None:
    shown = opened(fit_picture(saved(drawn(), "PNG", icc_profile=swapped())))
    assert "icc_profile" not in shown.info
    red, green, _ = shown.getpixel((5, 35))  # type: ignore[misc]
    assert green > red + 100


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "1"), ("PNG", "P")])
def test_a_large_picture_is_made_smaller_in_its_proportions(kind: str, mode: str) -> None:
    shown = opened(fit_picture(saved(drawn(mode, (3000, 1000)), kind)))
    assert shown.size == (LARGEST, LARGEST // 3)


def test_what_moves_goes_on_moving() -> None:
    frames = [drawn(), drawn().rotate(180)]
    for kind, size in (("GIF", 2), ("PNG", 2), ("WEBP", 2)):
        picture = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        with Raster.open(io.BytesIO(fit_picture(picture))) as shown:
            assert getattr(shown, "n_frames", 1) == size


def test_the_same_bytes_come_out_every_time() -> None:
    picture = saved(drawn("CMYK", (2600, 900)), "JPEG")
    assert fit_picture(picture) == fit_picture(picture)
