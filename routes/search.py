"""Searching a network: its nodes brought to the junctions that an engine knows, and back."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from routes.chains import Chains, chains_of
from routes.engine import Engine, Graph, engine_of
from routes.network import Bools, Floats, Ints, Network

#: How many networks, each with what it keeps out of, are held ready.
HELD = 8


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """
    A network made ready to be searched.

    Attributes
    ----------
    network
        The whole of it.
    chains
        Its chains.
    closed
        Shape (m,): edges that are kept out of.
    shut
        Shape (v,): how many edges of its chain are closed before each vertex.
    best
        Shape (p,): for each pair of connected junctions the shortest chain.
    rising
        Shape (p,): whether that chain begins at the lower of its junctions.
    engine
        Searches the junctions.
    """

    network: Network
    chains: Chains
    closed: Bools
    shut: Ints
    best: Ints
    rising: Bools
    engine: Engine


class Doors(NamedTuple):
    """The two junctions that a node leads to, and how far each is; infinite where shut."""

    junction: Ints
    metres: Floats


class Steps(NamedTuple):
    """A way as its nodes, shape (n,), and the edges between them, shape (n - 1,)."""

    nodes: Ints
    edges: Ints


@lru_cache(maxsize=HELD)
def search_of(network: Network, avoid: tuple[str, ...] = ()) -> Search:
    """
    Make a network ready to be searched; the last few are kept.

    Parameters
    ----------
    network
        Any.
    avoid
        ISO codes of countries to keep out of. Nodes within 5 km of a border are in none.

    Returns
    -------
    Search
        Without the edges that touch a country to be avoided.
    """
    return _prepared(network, _chains(network), closed_edges(network, avoid))


@lru_cache(maxsize=HELD)
def _chains(network: Network) -> Chains:
    """Keep the chains of a network: whatever is avoided, they are the same."""
    return chains_of(network)


def closed_edges(network: Network, avoid: tuple[str, ...]) -> Bools:
    """
    Tell which edges touch a country to be avoided.

    Parameters
    ----------
    network
        Any.
    avoid
        ISO codes; one that the network does not know closes nothing.

    Returns
    -------
    Bools
        Shape (m,).
    """
    numbers = [network.codes.index(code) for code in avoid if code in network.codes]
    if not numbers:
        return np.zeros(len(network.ends), dtype=bool)
    return np.asarray(np.isin(network.country, numbers)[network.ends].any(axis=1))


def graph_of(chains: Chains, metres: Floats, order: Ints) -> tuple[Graph, Ints]:
    """
    Give what an engine searches: the shortest chain between each pair of junctions.

    Parameters
    ----------
    chains
        Of a network.
    metres
        Shape (c,), of each chain; infinite = closed.
    order
        As of `Graph`.

    Returns
    -------
    tuple[Graph, Ints]
        The graph, and the chain of each of its edges.
    """
    count = len(chains.junctions)
    low, high = np.sort(_tips(chains), axis=0)
    keys = low * count + high
    by_length = np.argsort(metres, kind="stable")
    chosen = by_length[np.argsort(keys[by_length], kind="stable")]
    chosen = chosen[low[chosen] != high[chosen]]
    is_first = np.ones(len(chosen), dtype=bool)
    is_first[1:] = np.diff(keys[chosen]) > 0
    best = chosen[is_first]
    return Graph(count, np.column_stack([low[best], high[best]]), metres[best], order), best


def _tips(chains: Chains) -> Ints:
    """Give the junctions at both ends of each chain, shape (2, c)."""
    return chains.rank[chains.vertices[np.stack([chains.start[:-1], chains.start[1:] - 1])]]


def _prepared(network: Network, chains: Chains, closed: Bools) -> Search:
    """Close what is closed and hand the rest to an engine."""
    metres, shut = chains.at_m[chains.start[1:] - 1], np.zeros(len(chains.edges), dtype=np.int64)
    if closed.any():
        shut[1:] = np.cumsum(np.append(closed, False)[chains.edges[:-1]])
        whole = shut[chains.start[1:] - 1] == shut[chains.start[:-1]]
        metres = np.where(whole, metres, np.inf)
    graph, best = graph_of(chains, metres, network.order)
    rising = _tips(chains)[0, best] == graph.ends[:, 0]
    return Search(network, chains, closed, shut, best, rising, engine_of(graph))


def doors(search: Search, nodes: Ints) -> Doors:
    """
    Bring nodes to junctions.

    Parameters
    ----------
    nodes
        Shape (k,), of the network.

    Returns
    -------
    Doors
        Shape (k, 2) both; a junction is its own door, twice.
    """
    chains, spot = search.chains, search.chains.place[nodes]
    chain = chains.chain[spot]
    tips = np.column_stack([chains.start[chain], chains.start[chain + 1] - 1])
    metres = np.abs(chains.at_m[tips] - chains.at_m[spot, None])
    metres[search.shut[tips] != search.shut[spot, None]] = np.inf
    inner = (spot >= 0)[:, None]
    own = chains.rank[nodes, None]
    return Doors(
        np.where(inner, chains.rank[chains.vertices[tips]], own), np.where(inner, metres, 0.0)
    )


def reach(search: Search, nodes: Ints, cost_m: Floats, targets: Ints) -> tuple[Floats, Ints]:
    """
    Search from weighted nodes to others.

    Parameters
    ----------
    nodes
        Shape (k,), of the network.
    cost_m
        Shape (k,), what it costs to begin there; infinite = not to be used.
    targets
        Shape (t,), of the network.

    Returns
    -------
    tuple[Floats, Ints]
        Shape (t,): the least cost of coming to each, infinite where no way leads there, and the
        index of the node where that way begins.
    """
    usable = np.flatnonzero(np.isfinite(cost_m))
    nodes, cost_m = nodes[usable], cost_m[usable]
    best, source = _by_junctions(search, nodes, cost_m, targets)
    ours, theirs, metres = _along(search, nodes, targets)
    metres += cost_m[ours]
    longest_first = np.argsort(-metres, kind="stable")
    for way in longest_first[metres[longest_first] < best[theirs[longest_first]]]:
        best[theirs[way]], source[theirs[way]] = metres[way], ours[way]
    return best, np.append(usable, 0)[source]


def _by_junctions(
    search: Search, nodes: Ints, cost_m: Floats, targets: Ints
) -> tuple[Floats, Ints]:
    """Search by way of junctions, as `reach`, from nodes all of which may be used."""
    here, there = doors(search, nodes), doors(search, targets)
    begin, serves, costs = _cheapest(here, cost_m)
    if not len(begin):
        return np.full(len(targets), np.inf), np.zeros(len(targets), dtype=np.int64)
    ends, which = np.unique(there.junction, return_inverse=True)
    which = which.reshape(-1, 2)
    far, index = search.engine.reach(begin, costs, ends)
    best, side = lesser(far[which] + there.metres)
    return best, serves[index[which[np.arange(len(targets)), side]]]


def lesser(pairs: Floats) -> tuple[Floats, Ints]:
    """
    Give the lesser of each pair, and which it is.

    Parameters
    ----------
    pairs
        Shape (n, 2).

    Returns
    -------
    tuple[Floats, Ints]
        Shape (n,) both; 0 where both are equal.
    """
    first, second = pairs.T
    return np.minimum(first, second), (second < first).astype(np.int64)


def _cheapest(here: Doors, cost_m: Floats) -> tuple[Ints, Ints, Floats]:
    """Give each junction once: itself, which node serves it best, and at what cost."""
    costs = (here.metres + cost_m[:, None]).ravel()
    junctions, serves = here.junction.ravel(), np.repeat(np.arange(len(cost_m)), 2)
    order = np.lexsort((serves, costs, junctions))
    order = order[np.isfinite(costs[order])]
    begin, least = np.unique(junctions[order], return_index=True)
    best = order[least]
    return begin, serves[best], costs[best]


def _along(search: Search, nodes: Ints, targets: Ints) -> tuple[Ints, Ints, Floats]:
    """Pair nodes with targets in the same chain that an open way along it connects."""
    chains = search.chains
    here, there = chains.place[nodes], chains.place[targets]
    ours, theirs = np.flatnonzero(here >= 0), np.flatnonzero(there >= 0)
    theirs = theirs[np.argsort(chains.chain[there[theirs]], kind="stable")]
    of_ours, of_theirs = chains.chain[here[ours]], chains.chain[there[theirs]]
    first, last = (np.searchsorted(of_theirs, of_ours, side=side) for side in ("left", "right"))
    sizes = last - first
    ours = np.repeat(ours, sizes)
    steps = np.arange(len(ours)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    theirs = theirs[np.repeat(first, sizes) + steps]
    here, there = here[ours], there[theirs]
    metres = np.abs(chains.at_m[here] - chains.at_m[there])
    is_open = search.shut[here] == search.shut[there]
    return ours[is_open], theirs[is_open], metres[is_open]


def trace(search: Search, start: int, end: int) -> Steps:
    """
    Give a shortest way between two nodes.

    Parameters
    ----------
    start, end
        Nodes of the network that an open way connects.

    Returns
    -------
    Steps
        From `start` to `end`.
    """
    chains = search.chains
    here, there = int(chains.place[start]), int(chains.place[end])
    first, last = _exits(search, start), _exits(search, end)
    far = np.full((len(first), len(last)), 0.0)
    same = here >= 0 and there >= 0 and chains.chain[here] == chains.chain[there]
    if far.size > 1 or (same and far.size):
        far = search.engine.metres(*(np.array([e.junction for e in es]) for es in (first, last)))
        far += np.array([e.metres for e in first])[:, None] + np.array([e.metres for e in last])
    if same:
        along = _along(search, np.array([start]), np.array([end]))[2]
        if len(along) and along[0] <= far.min(initial=np.inf):
            return _walk(chains, here, there)
    row, column = divmod(int(far.argmin()), len(last))
    begin, finish = first[row].side, last[column].side
    start, end = first[row].junction, last[column].junction
    inner = _unfolded(search, start, search.engine.trace(start, end))
    parts = [inner]
    if here >= 0:
        parts = [_walk(search.chains, here, _tip(search.chains, here, begin)), *parts]
    if there >= 0:
        parts = [*parts, _walk(search.chains, _tip(search.chains, there, finish), there)]
    nodes = [parts[0].nodes, *(part.nodes[1:] for part in parts[1:])]
    return Steps(np.concatenate(nodes), np.concatenate([part.edges for part in parts]))


class _Exit(NamedTuple):
    """An open way from a node to a junction: the first (0) or last (1) of its chain."""

    junction: int
    metres: float
    side: int


def _exits(search: Search, node: int) -> list[_Exit]:
    """Give the ways from one node to junctions, as `doors` does for many."""
    chains, spot = search.chains, int(search.chains.place[node])
    if spot < 0:
        return [_Exit(int(chains.rank[node]), 0.0, 0)]
    exits = []
    for side in (0, 1):
        tip = _tip(chains, spot, side)
        if search.shut[tip] == search.shut[spot]:
            metres = abs(float(chains.at_m[tip] - chains.at_m[spot]))
            exits.append(_Exit(int(chains.rank[chains.vertices[tip]]), metres, side))
    return exits


def _tip(chains: Chains, spot: int, side: int) -> int:
    """Give where the first (0) or last (1) vertex of the chain of a vertex stands."""
    return int(chains.start[chains.chain[spot] + side]) - side


def _walk(chains: Chains, spot: int, end: int) -> Steps:
    """Go along a chain from one vertex of it to another."""
    low, high = min(spot, end), max(spot, end)
    turn = 1 if spot <= end else -1
    return Steps(chains.vertices[low : high + 1][::turn], chains.edges[low:high][::turn])


def _unfolded(search: Search, start: int, arcs: Ints) -> Steps:
    """Go along the chains of arcs that follow each other from a junction."""
    if not len(arcs):
        return Steps(search.chains.junctions[[start]], arcs)
    chains, pairs = search.chains, len(search.best)
    pair = arcs % pairs
    chain = search.best[pair]
    first, last = chains.start[chain], chains.start[chain + 1] - 1
    onward = (arcs < pairs) == search.rising[pair]
    sizes, turn = last - first, np.where(onward, 1, -1)
    # Each chain without its last vertex, which is the first of the next.
    begin = np.where(onward, first, last) - turn * (np.cumsum(sizes) - sizes)
    row = np.repeat(np.arange(len(arcs)), sizes)
    spots = begin[row] + turn[row] * np.arange(len(row))
    end = np.where(onward, last, first)[-1:]
    edges = chains.edges[spots - ~onward[row]]
    return Steps(chains.vertices[np.concatenate([spots, end])], edges)
