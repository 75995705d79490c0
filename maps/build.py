"""From the folder of a case to its files: every stage in order, each called once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from geo.errors import CallError, CaseError, Finding, Level, Where
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.geocode import geocode
from geo.places import Place, PlaceRow, PositionBasis
from maps.case.case import Case
from maps.case.read import read_case
from maps.charted import Charted
from maps.check.report import in_order
from maps.check.run import check_case
from maps.draw.events import published
from maps.output import read_products, write_products
from maps.own_networks import modes_needed, open_networks
from maps.unknown_countries import unknown_countries
from routes.build import build_routes
from routes.links import UNSTATED
from routes.network import Networks, default_networks
from routes.route import Route


class Atlas(NamedTuple):
    """What names and lines are looked up in; opened once for all cases of a call."""

    gazetteer: Gazetteer
    networks: Networks


class Built(NamedTuple):
    """The files of a case, and what its editor should hear."""

    files: list[Path]
    remarks: list[str]


def page_text(charted: Charted) -> str:
    """Compose the page; folium and geopandas load here, where a page is wanted at last."""
    from maps.page.render import render_page  # noqa: PLC0415 - see above

    return render_page(charted)


def _html(charted: Charted) -> bytes:
    """Compose `map.html`."""
    return page_text(charted).encode()


def embed_text(charted: Charted) -> str:
    """Compose the page that shows how to embed the other; imports as above."""
    from maps.page.embed import render_embed  # noqa: PLC0415 - see above

    return render_embed(charted)


def _embed(charted: Charted) -> bytes:
    """Compose `embed.html`."""
    return embed_text(charted).encode()


#: What a build can make: file name and maker by the word of `--only`.
PRODUCTS: Mapping[str, tuple[str, Callable[[Charted], bytes]]] = {
    "html": ("map.html", _html),
    "embed": ("embed.html", _embed),
}


def read_atlas() -> Atlas:
    """
    Open the gazetteer and the networks that ship.

    Returns
    -------
    Atlas
        Each network is read when first asked for.

    Raises
    ------
    MissingDataError
        A data pack is not there.
    """
    return Atlas(read_gazetteer(), default_networks())


def products_named(only: str) -> tuple[str, ...]:
    """
    Take the words of `--only`.

    Parameters
    ----------
    only
        Words separated by commas; empty = everything.

    Returns
    -------
    tuple of str
        Keys of `PRODUCTS`, in its order.

    Raises
    ------
    CallError
        A word that is not one of them.
    """
    wanted = {word.strip() for word in only.split(",")} if only else set(PRODUCTS)
    if unknown := sorted(wanted - set(PRODUCTS)):
        raise CallError(
            f"--only: “{unknown[0]}” is not something to build (one of: {', '.join(PRODUCTS)})"
        )
    return tuple(kind for kind in PRODUCTS if kind in wanted)


def build_case(
    folder: Path, out: Path, *, atlas: Atlas, kinds: Sequence[str], verify: bool = False
) -> Built:
    """
    Build the files of a case.

    Parameters
    ----------
    folder
        The case.
    out
        Folder of its files.
    atlas
        What names and lines are looked up in.
    kinds
        Keys of `PRODUCTS`.
    verify
        Compare with what stands in `out`, and replace nothing; what is not there yet is written
        and built once more.

    Returns
    -------
    Built
        The files, and remarks for the editor.

    Raises
    ------
    CaseError
        The case has faults, or with `verify` a file differs; `out` is as it was before.
    CallError
        `out` cannot be written.
    """
    charted = _read_published(folder, atlas)
    products = _products(charted, kinds)
    before = read_products(list(products), out) if verify else {}
    missing = {name: content for name, content in products.items() if name not in before}
    if missing:
        write_products(missing, out)
    if verify:
        again = _products(_read_published(folder, atlas), kinds) if missing else products
        _compare(again, {**missing, **before})
    return Built([out / name for name in products], _remarks(charted))


def _products(charted: Charted, kinds: Sequence[str]) -> dict[str, bytes]:
    """Compose the files by name."""
    return {name: compose(charted) for name, compose in (PRODUCTS[kind] for kind in kinds)}


def _compare(built: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    """Refuse files that differ from those built now."""
    if differing := [name for name, content in built.items() if content != before[name]]:
        raise CaseError([_differs(name, built[name], before[name]) for name in differing])


def _differs(name: str, now: bytes, before: bytes) -> Finding:
    """Say where a file differs from the one built now."""
    return Finding(
        Where(name),
        "",
        f"differs from what the case builds now, from byte {_first_difference(now, before)} on "
        f"({len(before)} bytes before, {len(now)} now)",
        "build without --verify to replace it",
    )


def _first_difference(one: bytes, other: bytes) -> int:
    """Count the bytes that two files begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _remarks(charted: Charted) -> list[str]:
    """Tell what the reader noticed, and how much more `check` has to say."""
    read = [finding for finding in charted.case.warnings if finding.level is Level.WARNING]
    warnings = [finding for finding in charted.findings if finding.level is Level.WARNING]
    rest = len(set(warnings) - set(read))
    told = f"{rest} warning{'s' * (rest > 1)} of the checks: waybook check tells them"
    return [*map(str, read), *([told] if rest else [])]


def read_findings(folder: Path, atlas: Atlas) -> list[Finding]:
    """
    Read a case and name what is wrong or odd, drafts included.

    Parameters
    ----------
    folder
        The case.
    atlas
        What names and lines are looked up in.

    Returns
    -------
    list of Finding
        Errors alone where the case cannot be built, else what the checks have found; sorted.
    """
    try:
        return list(chart(read_case(folder), atlas).findings)
    except CaseError as error:
        return in_order(error.findings)


def _read_published(folder: Path, atlas: Atlas) -> Charted:
    """Read a case, leave its drafts out, and find its places and lines."""
    return chart(published(read_case(folder)), atlas)


def read_places(folder: Path, atlas: Atlas) -> tuple[list[Place], list[Finding]]:
    """
    Read a case and geocode its places.

    Parameters
    ----------
    folder
        The case.
    atlas
        What names are looked up in.

    Returns
    -------
    list of Place
        Those settled, in the order of the table.
    list of Finding
        One error for each of the others.

    Raises
    ------
    CaseError
        The tables have faults.
    """
    return find_places(read_case(folder), atlas.gazetteer)


def chart(case: Case, atlas: Atlas) -> Charted:
    """
    Find the places of a case, build its lines and check the whole.

    Parameters
    ----------
    case
        As read.
    atlas
        What names and lines are looked up in.

    Returns
    -------
    Charted
        With the findings of the checks, none of them an error.

    Raises
    ------
    CaseError
        Places that cannot be settled and lines that cannot be built, all of them.
    """
    places, problems = find_places(case, atlas.gazetteer)
    networks, told = open_networks(
        case,
        atlas.networks,
        modes_needed(case),
        countries=any(link.avoid for link in case.links),
    )
    faults = [*problems, *(finding for finding in told if finding.level is Level.ERROR)]
    # without its own network a case would be told of each line that it lacks
    routes, more = ([], []) if len(faults) > len(problems) else _find_routes(case, places, networks)
    unknown = {finding.where: finding for finding in unknown_countries(case, atlas.gazetteer)}
    # a row with a country that is none is told of that alone
    more = [*unknown.values(), *(each for each in more if each.where not in unknown)]
    if faults or more:
        raise CaseError(in_order([*faults, *more]))
    case = replace(case, warnings=(*case.warnings, *told))
    findings = check_case(case, places, routes)
    return Charted(
        case=case,
        places=tuple(places),
        routes=tuple(routes),
        findings=tuple(findings),
        credits=place_credits(places, atlas.gazetteer),
    )


def place_credits(places: Sequence[Place], gazetteer: Gazetteer) -> tuple[str, ...]:
    """
    Name whose data the gazetteer is, where a place was found in it.

    Parameters
    ----------
    places
        Places with the basis of their positions.
    gazetteer
        Where they were looked up.

    Returns
    -------
    tuple of str
        Empty where no place was found in it.
    """
    if not any(place.basis is PositionBasis.GAZETTEER for place in places):
        return ()
    return tuple(source.attribution for source in gazetteer.sources() if source.attribution)


def find_places(case: Case, gazetteer: Gazetteer) -> tuple[list[Place], list[Finding]]:
    """
    Geocode the places of a case, as many as can be settled.

    Parameters
    ----------
    case
        As read.
    gazetteer
        What names are looked up in.

    Returns
    -------
    list of Place
        Those settled, in the order of the table.
    list of Finding
        One error for each of the others.
    """
    rows, problems = list(case.places), list[Finding]()
    while True:
        try:
            return geocode(rows, gazetteer, geometries=case.geometries), problems
        except CaseError as error:
            problems += error.findings
            faulty = {finding.where for finding in error.findings}
            rows = _without(rows, faulty)


def _without(rows: list[PlaceRow], faulty: set[Where]) -> list[PlaceRow]:
    """Leave out rows at fault, and all that lie within them; none where no row is named."""
    kept = [row for row in rows if row.where not in faulty]
    if len(kept) == len(rows):
        return []
    while True:
        ids = {row.id for row in kept} | {""}
        inside = [row for row in kept if row.within in ids]
        if len(inside) == len(kept):
            return kept
        kept = inside


def _find_routes(
    case: Case, places: Sequence[Place], networks: Networks
) -> tuple[list[Route], list[Finding]]:
    """Build the lines whose places are all settled, and give the errors of those that fail."""
    by_id = {place.id: place for place in places}
    known = {*by_id, UNSTATED, ""}
    links = [row for row in case.links if known.issuperset((*row.stops, *row.via))]
    legs = [row for row in case.legs if known.issuperset((row.from_, row.to))]
    built = {row.id for row in links} | {""}
    legs = [row for row in legs if row.link in built]
    try:
        return build_routes(links, legs, by_id, networks, case.geometries), []
    except CaseError as error:
        return [], list(error.findings)
