"""Pictures in the page: made small, free of what cameras write into them, and inlined."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from maps.case.case import Case
from maps.page.entries.entry import Picture, Section

if TYPE_CHECKING:
    from PIL.Image import Image

#: Longest sides tried, in pixels, until all pictures of a page together keep within its bound.
SIDES_PX = (1280, 960, 720, 480, 320)
#: Bytes that all pictures of a page may take before they are written as text.
MOST_BYTES = 4_000_000
#: Pixels of the largest picture that is opened at all.
MOST_PIXELS = 100_000_000
_JPEG_QUALITY = 82


class Inlined(NamedTuple):
    """A picture as the page holds it: its address, which is itself, and its size in pixels."""

    uri: str
    width: int
    height: int


def pictured(listed: Sequence[Section], case: Case) -> list[Section]:
    """
    Put the pictures of a case into its entries.

    Parameters
    ----------
    listed
        The entries, which name their pictures.
    case
        The case with the files.

    Returns
    -------
    list of Section
        The same, each picture with its address; one that cannot be read has none.
    """
    used = {p.file for section in listed for entry in section.entries for p in entry.pictures}
    if not used:
        return list(listed)
    shown = inlined({name: data for name, data in case.pictures.items() if name in used})
    return [
        replace(
            section,
            entries=tuple(
                replace(entry, pictures=tuple(_with_address(p, shown) for p in entry.pictures))
                for entry in section.entries
            ),
        )
        for section in listed
    ]


def _with_address(picture: Picture, shown: Mapping[str, Inlined]) -> Picture:
    """Give a picture its address and size."""
    found = shown.get(picture.file)
    if found is None:
        return picture
    return picture._replace(uri=found.uri, width=found.width, height=found.height)


def inlined(pictures: Mapping[str, bytes]) -> dict[str, Inlined]:
    """
    Write pictures into addresses.

    Parameters
    ----------
    pictures
        Bytes of PNG, JPEG, GIF or WebP by file name.

    Returns
    -------
    dict
        By file name; what cannot be read is left out. All are written anew: places, times and
        cameras that files tell of are gone, upright is up, of an animation its first picture stays.
        The larger they are together, the smaller each becomes (`SIDES_PX`, `MOST_BYTES`).
    """
    opened = {name: _opened(data) for name, data in sorted(pictures.items())}
    images = {name: image for name, image in opened.items() if image is not None}
    written = dict[str, tuple[bytes, str, tuple[int, int]]]()
    for side in SIDES_PX:
        written = {name: _written(image, side) for name, image in images.items()}
        if _total(data for data, _, _ in written.values()) <= MOST_BYTES:
            break
    return {
        name: Inlined(f"data:image/{kind};base64,{b64encode(data).decode()}", *size)
        for name, (data, kind, size) in written.items()
    }


def _total(parts: Iterable[bytes]) -> int:
    """Count bytes."""
    return sum(map(len, parts))


def _opened(data: bytes) -> "Image | None":
    """Read a picture and set it upright; `None` where it is broken or a bomb."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only where a case has pictures

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            image.draft("RGB", (SIDES_PX[0] * 2, SIDES_PX[0] * 2))
            upright = ImageOps.exif_transpose(image)
            seen = upright.has_transparency_data
            return upright.convert("RGBA" if seen else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _written(image: "Image", side: int) -> tuple[bytes, str, tuple[int, int]]:
    """Write a picture with its longest side bounded: JPEG, or PNG where it is see-through."""
    small = image.copy()
    small.thumbnail((side, side))
    file = BytesIO()
    if small.mode == "RGBA":
        small.save(file, "PNG", optimize=True)
        return file.getvalue(), "png", small.size
    small.save(file, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    return file.getvalue(), "jpeg", small.size
