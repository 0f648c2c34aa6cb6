"""Pictures for screens: 8 bits in sRGB, no larger than a screen wants, silent on where they were taken.

A picture that is so already keeps its pixels to the bit; what is written about them is cut out of the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from PIL import Image as Raster
from PIL import ImageCms, ImageOps

from press.model import Image
from press.prepress.profile import DEFAULT

LARGEST = 2400  # px, the longer side: a phone's or tablet's screen twice over
QUALITY = 90  # of a JPEG or WebP written anew
ORIENTATION = 0x0112  # Exif 3.0, 4.6.5.1
PNG_HEAD, PNG_DEPTH, DEEP = 8, 24, 16  # bytes of its signature; where the bit depth stands (PNG 3, 11.2.1)
PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"pHYs", b"sBIT"),
    *(b"sRGB", b"gAMA", b"cHRM", b"cICP", b"acTL", b"fcTL", b"fdAT"),
}
SCAN, END = 0xDA, 0xD9
JPEG_DROPPED = {*range(0xE1, 0xEE), 0xEF, 0xFE}
"""Comments, and application segments but JFIF's (APP0) and Adobe's (APP14): they tell how to read it."""
WEBP_DROPPED = (b"EXIF", b"XMP ", b"ICCP")
WEBP_FLAGS = 0b00101100  # that there is a profile, Exif, XMP (RFC 9649, 2.7)


def fit_picture(image: Image) -> bytes:
    """Return a picture's file as screens are to have it: of the same kind, and the same bytes every time.

    What moves keeps its colours and size. CMYK without a profile is seen as the press's own prints it.
    """
    if image.media_type not in CUTTERS:
        return image.data
    with Raster.open(io.BytesIO(image.data)) as picture:
        if getattr(picture, "is_animated", False) or not _is_unfit(picture, image.data):
            return CUTTERS[image.media_type](image.data)
        return _write(_fit(picture), picture.format or "PNG")


def _is_unfit(picture: Raster.Image, data: bytes) -> bool:
    return (
        max(picture.size) > LARGEST
        or picture.mode in ("CMYK", "LAB")
        or (picture.format == "PNG" and data[PNG_DEPTH] == DEEP)
        or picture.getexif().get(ORIENTATION, 1) != 1
        or _profile_of(picture) is not None
    )


def _profile_of(picture: Raster.Image) -> ImageCms.ImageCmsProfile | None:
    """Return the profile of a picture's colours, or None where that is sRGB or cannot be read."""
    data = picture.info.get("icc_profile") or (DEFAULT.read_bytes() if picture.mode == "CMYK" else b"")
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data)) if data else None
        return None if profile is None or "sRGB" in ImageCms.getProfileDescription(profile) else profile
    except (OSError, ImageCms.PyCMSError):
        return None


def _fit(picture: Raster.Image) -> Raster.Image:
    """Turn a picture upright, into 8 bits, into sRGB, and make it smaller where it is too large."""
    profile = _profile_of(picture)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # grey of 16 bits, of which the upper 8 are kept
        upright = Raster.frombytes("L", upright.size, upright.tobytes("raw", "I;16B")[::2])
    if upright.mode == "P" or upright.has_transparency_data:
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    elif upright.mode == "1":
        upright = upright.convert("L")
    upright = _to_srgb(upright, profile)
    upright.thumbnail((LARGEST, LARGEST), Raster.Resampling.LANCZOS)
    return upright


def _to_srgb(picture: Raster.Image, profile: ImageCms.ImageCmsProfile | None) -> Raster.Image:
    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    changed = None
    if profile is not None:
        srgb, intent = ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
        try:
            changed = ImageCms.profileToProfile(
                picture, profile, srgb, renderingIntent=intent, outputMode=wanted, flags=flags
            )
        except ImageCms.PyCMSError:  # a profile for other colours than the picture's
            changed = None
    return changed or (picture if picture.mode in ("L", "RGB", "RGBA") else picture.convert(wanted))


def _write(picture: Raster.Image, kind: str) -> bytes:
    picture.info.clear()
    out = io.BytesIO()
    picture.save(out, kind, quality=QUALITY, optimize=True)
    return out.getvalue()


# ---- Cutting out what is written about a picture -------------------------------------------------


def cut_png(data: bytes) -> bytes:
    """Return a PNG without texts, times, Exif and profile."""
    return data[:PNG_HEAD] + b"".join(chunk for chunk in _chunks(data) if chunk[4:8] in PNG_KEPT)


def _chunks(data: bytes) -> Iterator[bytes]:
    """Yield a PNG's chunks: length, name, contents, checksum."""
    at = PNG_HEAD
    while at + 8 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        yield data[at:end]
        at = end


def cut_jpeg(data: bytes) -> bytes:
    """Return a JPEG without its comments, Exif, XMP, IPTC and profile, and without what follows its end."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at + 1] != END:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        kind = data[at + 1]
        if kind == SCAN:
            end = _end_of_scan(data, end)
        if kind not in JPEG_DROPPED:
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, bytes((0xFF, END))])


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next segment begins after the picture's own bits, in which 0xFF stands escaped."""
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 1:
        if data[at + 1] and not 0xD0 <= data[at + 1] <= 0xD7:  # noqa: PLR2004  restart markers
            return at
        at += 2
    return len(data)


def cut_webp(data: bytes) -> bytes:
    """Return a WebP without Exif, XMP and profile."""
    kept, at = [], 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        name, chunk = data[at : at + 4], data[at:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes((chunk[8] & ~WEBP_FLAGS,)) + chunk[9:]
        if name not in WEBP_DROPPED:
            kept.append(chunk)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


CUTTERS: dict[str, Callable[[bytes], bytes]] = {
    "image/jpeg": cut_jpeg,
    "image/png": cut_png,
    "image/webp": cut_webp,
}
