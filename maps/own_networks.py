"""The networks that a case brings along, opened for the lines that go over them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import numpy as np

from geo.errors import Finding, Level, ValueProblem
from maps.case.case import Case
from maps.case.network_files import NetworkFile
from routes.links import Mode
from routes.network import Network, Networks

RULE = "network"
#: What goes over the network of each key.
MODES: Mapping[str, tuple[Mode, ...]] = {
    "rail": (Mode.RAIL,),
    "road": (Mode.ROAD, Mode.FOOT),
    "sea": (Mode.FERRY,),
}
#: A network of whose length the largest part holds less is told to be in pieces.
WHOLE = 0.9


def modes_needed(case: Case) -> frozenset[Mode]:
    """Name the modes of the links and journeys of a case that are built, not drawn."""
    return frozenset(
        [link.mode for link in case.links if not link.geometry] + [leg.mode for leg in case.legs]
    )


def open_networks(
    case: Case, networks: Networks, needed: Collection[Mode], *, countries: bool = False
) -> tuple[Networks, list[Finding]]:
    """
    Put the networks of a case in the place of those that ship.

    Parameters
    ----------
    case
        As read.
    networks
        Those that ship.
    needed
        The modes to be built.
    countries
        Whether some are to be kept out of, so that the lines by rail must know theirs.

    Returns
    -------
    Networks
        With those of the case that these modes go over.
    list of Finding
        An error for each that cannot be read; a warning for one that nothing needs, and for one
        of rails or roads that is in pieces.
    """
    own: dict[Mode, Network] = {}
    findings: list[Finding] = []
    for key, file in case.networks.items():
        modes = [mode for mode in MODES[key] if mode in needed]
        if not modes:
            findings.append(_unused(file, MODES[key]))
        try:
            own |= {mode: _read(file, mode) for mode in modes}
        except ValueProblem as problem:
            findings.append(_fault(file, problem))
    if countries and Mode.RAIL in own:
        from routes.own.countries import with_countries  # noqa: PLC0415 - rarely wanted

        own[Mode.RAIL] = with_countries(own[Mode.RAIL], networks.rail())
    for mode, network in own.items():
        file = case.networks[next(key for key in MODES if mode in MODES[key])]
        findings += [] if mode in {Mode.FERRY, Mode.FOOT} else _in_pieces(file, network)
    return replace(
        networks, own={mode: _giving(network) for mode, network in own.items()}
    ), findings


def _giving(network: Network) -> Callable[[], Network]:
    """Give what gives a network that is read."""
    return lambda: network


def _read(file: NetworkFile, mode: Mode) -> Network:
    """Read the network of a mode."""
    from routes.own.read import read_own_network  # noqa: PLC0415 - for cases that have one

    return read_own_network(file.path, mode, file.layer).network


def _fault(file: NetworkFile, problem: ValueProblem) -> Finding:
    """Say what is wrong with a file."""
    message = f"“{file.name}” {problem.message}"
    return Finding(file.where, file.column, message, problem.help, rule=RULE)


def _unused(file: NetworkFile, modes: tuple[Mode, ...]) -> Finding:
    """Warn about a file that no line goes over."""
    words = " or ".join(modes)
    message = f"no link without a geometry, and no journey, goes by {words}: it is not read"
    return Finding(file.where, file.column, message, "", Level.WARNING, RULE)


def _in_pieces(file: NetworkFile, network: Network) -> list[Finding]:
    """Warn about a network of which the largest part is not nearly all."""
    from routes.parts import parts_of  # noqa: PLC0415 - as above

    lengths = np.bincount(parts_of(network)[network.ends[:, 0]], weights=network.edge_m)
    share = lengths.max() / lengths.sum()
    if share >= WHOLE:
        return []
    message = (
        f"“{file.name}” is in {len(lengths):,} parts; the largest holds {share:.0%} of its "
        f"{lengths.sum() / 1000:,.0f} km"
    )
    help_ = f"waybook network check {file.name} tells where the gaps are"
    return [Finding(file.where, file.column, message, help_, Level.WARNING, RULE)]
