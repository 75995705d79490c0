"""From the folder of a case to its files: every stage in order, each called once."""

from collections.abc import Callable, Collection, Mapping, Sequence
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
from maps.check.acknowledged import RULE as ACKNOWLEDGED_RULE
from maps.check.report import in_order
from maps.check.run import check_case
from maps.draw.events import published
from maps.export.paper import PrintStyle
from maps.export.press import Press
from maps.manifest import MANIFEST, manifest, read_inputs
from maps.output import read_products, write_products
from maps.own_networks import modes_needed, open_networks
from maps.products import PRODUCTS
from maps.profile.blur import said_to_be_moved
from maps.profile.release import Edition, release
from maps.stops import lines_at_stops
from maps.unknown_countries import unknown_countries
from maps.verify import refuse_differences
from routes.build import build_routes
from routes.links import UNSTATED
from routes.network import Networks, default_networks
from routes.route import Route


class Atlas(NamedTuple):
    """What names and lines are looked up in; opened once for all cases of a call."""

    gazetteer: Gazetteer
    networks: Networks


class Wanted(NamedTuple):
    """What a build is to make: keys of `PRODUCTS`, how sheets are printed, whether to compare."""

    kinds: Sequence[str]
    style: PrintStyle = PrintStyle()
    verify: bool = False


class Built(NamedTuple):
    """The files of a case, the manifest beside them apart, and what its editor should hear."""

    files: list[Path]
    remarks: list[str]


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


def build_case(
    folder: Path, out: Path, *, atlas: Atlas, kinds: Sequence[str], verify: bool = False
) -> Built:
    """Build the files of a case without a profile, as `build_edition` does."""
    wanted = Wanted(kinds, verify=verify)
    return build_edition(Edition(folder), out, atlas=atlas, wanted=wanted)


def build_edition(
    edition: Edition,
    out: Path,
    *,
    atlas: Atlas,
    wanted: Wanted,
    told: Callable[[str], None] = lambda _: None,
) -> Built:
    """
    Build the files of a case.

    Parameters
    ----------
    edition
        The case, with the profile that says what may leave the house, if any.
    out
        Folder of its files.
    atlas
        What names and lines are looked up in.
    wanted
        What to make. With `verify` it is compared with what stands in `out`, and nothing is
        replaced; what is not there yet is written and built once more.
    told
        Called with a word before each stage: `case`, then each of `wanted.kinds`.

    Returns
    -------
    Built
        The files, and remarks for the editor.

    Raises
    ------
    CaseError
        The case has faults, or with `verify` a file differs; `out` is as it was before.
    CallError
        `out` cannot be written, or holds what was built without the profile and would stay;
        the profile is unknown, or lacks its key.
    """
    charted, products = _build_products(edition, atlas, wanted, told)
    owned = [name for kind in wanted.kinds for name in PRODUCTS[kind].owns]
    if charted.case.applied.restricted:
        _refuse_stale(owned, out)
    before = read_products([*owned, MANIFEST], out) if wanted.verify else {}
    new = [name for name in products if name not in before]
    if new and not before:
        write_products(products, out, owned)
    elif new:
        write_products({name: products[name] for name in new}, out)
    if wanted.verify:
        again = _build_products(edition, atlas, wanted, told)[1] if new else products
        refuse_differences(again, {name: products[name] for name in new} | before)
    return Built([out / name for name in products if name != MANIFEST], _remarks(charted))


def _build_products(
    edition: Edition, atlas: Atlas, wanted: Wanted, told: Callable[[str], None]
) -> tuple[Charted, dict[str, bytes]]:
    """Read a case and compose its files by name, the manifest last."""
    told("case")
    charted, inputs = _read_edition(edition, atlas)
    press = Press(charted, wanted.style)
    made = dict[str, bytes]()
    for kind in wanted.kinds:
        told(kind)
        made |= PRODUCTS[kind].make(press)
    return charted, made | {MANIFEST: manifest(charted.case, inputs, made)}


def _refuse_stale(owned: Collection[str], out: Path) -> None:
    """Refuse a folder in which what was built before would stay beside what may leave."""
    others = [name for product in PRODUCTS.values() for name in product.owns if name not in owned]
    if stale := [name for name in others if (out / name).exists()]:
        raise CallError(
            f"{out / stale[0]}: would stay beside what this profile lets out "
            "(build it too, remove it, or name another --out)"
        )


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
        What the checks have found, and every error; sorted. Where tables have faults, what the
        reader has to say of them alone; where places or lines fail, the checks do without these.
    """
    try:
        case = read_case(folder)
    except CaseError as error:
        return in_order(error.findings)
    try:
        return list(chart(case, atlas).findings)
    except CaseError as error:
        places, _ = find_places(case, atlas)
        found = check_case(case, places, [])
        # an answer to what lines alone show answers nothing yet
        return in_order([*error.findings, *(f for f in found if f.rule != ACKNOWLEDGED_RULE)])


def _read_edition(edition: Edition, atlas: Atlas) -> tuple[Charted, Mapping[str, str]]:
    """Read a case, leave out what may not leave, and find its places and lines."""
    case = read_case(edition.folder)
    if not edition.profile:
        return chart(published(case), atlas), read_inputs(edition.folder, case)
    released = release(case, edition, lambda kept: find_places(kept, atlas))
    charted = chart(released.case, atlas)
    if released.places:  # their moved positions still rest on whose data the true ones do
        charted = replace(charted, credits=place_credits(released.places, atlas.gazetteer))
    applied = released.case.applied
    if applied.restricted:
        return charted, {}
    return charted, read_inputs(edition.folder, case, drafts=applied.drafts)


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
    return find_places(read_case(folder), atlas)


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
    places, problems = find_places(case, atlas)
    if case.applied.moved_km:
        places = [said_to_be_moved(place) for place in places]
    networks, told = _networks(case, atlas.networks)
    faults = [*problems, *(finding for finding in told if finding.level is Level.ERROR)]
    # without its own network a case would be told of each line that it lacks
    routes, more = ([], []) if len(faults) > len(problems) else _find_routes(case, places, networks)
    unknown = list(unknown_countries(case, atlas.gazetteer))
    # a row with a country that is none is told of that alone
    told_of = {finding.where for finding in unknown}
    more = [*unknown, *(finding for finding in more if finding.where not in told_of)]
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


def _networks(case: Case, networks: Networks) -> tuple[Networks, list[Finding]]:
    """Open the networks of a case; between moved positions no line follows any."""
    if case.applied.moved_km:
        return replace(networks, straight=True), []
    countries = any(link.avoid for link in case.links)
    return open_networks(case, networks, modes_needed(case), countries=countries)


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


def find_places(case: Case, atlas: Atlas) -> tuple[list[Place], list[Finding]]:
    """
    Geocode the places of a case, as many as can be settled.

    Parameters
    ----------
    case
        As read.
    atlas
        What names are looked up in, and the rails that tell namesakes apart at stops.

    Returns
    -------
    list of Place
        Those settled, in the order of the table.
    list of Finding
        One error for each of the others.
    """
    rows, problems = list(case.places), list[Finding]()
    lines = lines_at_stops(case, atlas.networks)
    while True:
        try:
            found = geocode(rows, atlas.gazetteer, geometries=case.geometries, off_line_km=lines)
        except CaseError as error:
            problems += error.findings
            faulty = {finding.where for finding in error.findings}
            rows = _without(rows, faulty)
        else:
            return found, problems


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
