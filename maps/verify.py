"""Whether what stands is what the case builds: byte for byte, the manifest included."""

from collections.abc import Mapping

from geo.errors import CaseError, Finding, Where
from maps.manifest import MANIFEST, differing_parts, is_same


def refuse_differences(built: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    """
    Refuse files that differ from those built now.

    Parameters
    ----------
    built
        Files by name, as the case builds them now.
    before
        The files as they stand, all of `built` and what else is in the folders of products.

    Raises
    ------
    CaseError
        One error for each that differs, with the first byte that does, and for each that the
        case does not build.
    """
    differing = [name for name, now in built.items() if not is_same(name, now, before[name])]
    problems = [_differs(name, built[name], before[name]) for name in differing]
    problems += [_is_strange(name) for name in before if name not in built]
    if problems:
        raise CaseError(problems)


def _is_strange(name: str) -> Finding:
    """Say that a file is none of those built now."""
    told = "stands in the folder of a product, and the case does not build it"
    return Finding(Where(name), "", told, "build without --verify to clear the folder")


def _differs(name: str, now: bytes, before: bytes) -> Finding:
    """Say where a file differs from the one built now."""
    parts = differing_parts(now, before) if name == MANIFEST else []
    at = (
        f"in {', '.join(parts)}"
        if parts
        else f"from byte {_first_difference(now, before)} on "
        f"({len(before)} bytes before, {len(now)} now)"
    )
    return Finding(
        Where(name),
        "",
        f"differs from what the case builds now{',' * (not parts)} {at}",
        "build without --verify to replace it",
    )


def _first_difference(one: bytes, other: bytes) -> int:
    """Count the bytes that two files begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
