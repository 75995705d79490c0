"""The chains of a network: runs of edges between junctions, so that only junctions are searched."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from routes.network import Bools, Floats, Ints, Network


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """
    A network with each run of nodes that have two edges taken as one chain.

    Attributes
    ----------
    junctions
        Shape (j,), sorted: nodes that do not have exactly two edges, and the nodes of closed rings
        without any such.
    rank
        Shape (n,): number of a node among the junctions, or -1.
    start
        Shape (c + 1,): where the vertices of each chain begin in `vertices`.
    vertices
        Shape (v,): the nodes of each chain from end to end, one chain after the other.
    at_m
        Shape (v,): metres from the first end of its chain.
    edges
        Shape (v,): the edge that leads to the next vertex; -1 at the last end of a chain.
    place
        Shape (n,): where a node that is no junction stands in `vertices`, or -1.
    chain
        Shape (v,): number of the chain of each vertex.
    """

    junctions: Ints
    rank: Ints
    start: Ints
    vertices: Ints
    at_m: Floats
    edges: Ints
    place: Ints
    chain: Ints


class _Runs(NamedTuple):
    """For each arc (2e along edge e, 2e + 1 back): the last to a junction, how many there are."""

    last: Ints
    steps: Ints


def chains_of(network: Network) -> Chains:
    """
    Find the chains of a network.

    Parameters
    ----------
    network
        Any; each pair of nodes once, no edge from a node to itself.

    Returns
    -------
    Chains
        Every edge is in one chain. Chains may run beside each other or end where they begin.

    Notes
    -----
    List ranking by pointer doubling (Wyllie 1979): the number of rounds grows with the logarithm
    of the longest chain, and each round is a handful of array operations.
    """
    count, flat = len(network.lonlat), network.ends.ravel()
    degree = np.bincount(flat, minlength=count)
    runs, ringed = _runs(_following(flat, degree))
    is_junction = degree != 2
    is_junction[flat[ringed]] = True
    first = runs.last.reshape(-1, 2)[:, ::-1].ravel() ^ 1
    # Of its two directions a chain is taken in the one whose first arc has the lower number.
    arcs = np.flatnonzero(first < runs.last ^ 1)
    heads = arcs[first[arcs] == arcs]
    start = np.concatenate([[0], np.cumsum(runs.steps[heads] + 1)])
    number = np.empty(len(flat), dtype=np.int64)
    number[heads] = np.arange(len(heads))
    spot = start[number[first[arcs]]] + runs.steps[arcs ^ 1] - 1
    size, ends = int(start[-1]), start[1:] - 1
    vertices, edges = np.empty(size, dtype=np.int64), np.full(size, -1)
    vertices[spot], edges[spot] = flat[arcs], arcs >> 1
    vertices[ends] = flat[runs.last[heads] ^ 1]
    chain = np.repeat(np.arange(len(heads)), np.diff(start))
    at_m = np.zeros(size)
    at_m[1:] = np.cumsum(np.append(network.edge_m, 0.0)[edges[:-1]])
    at_m -= at_m[start[:-1]][chain]
    junctions = np.flatnonzero(is_junction)
    rank, place = np.full(count, -1), np.full(count, -1)
    rank[junctions] = np.arange(len(junctions))
    inner = spot[~is_junction[flat[arcs]]]
    place[vertices[inner]] = inner
    return Chains(junctions, rank, start, vertices, at_m, edges, place, chain)


def _following(flat: Ints, degree: Ints) -> Ints:
    """Give for each arc the one that follows it where its end has two edges, or -1."""
    follows = np.full(len(flat), -1)
    middle = np.flatnonzero(degree[flat] == 2)
    first, second = middle[np.argsort(flat[middle], kind="stable")].reshape(-1, 2).T
    follows[first ^ 1], follows[second ^ 1] = second, first
    return follows


def _runs(follows: Ints) -> tuple[_Runs, Bools]:
    """Follow all arcs to their junctions; say which go round in a ring (each of them alone)."""
    count = len(follows)
    last, steps = np.arange(count), np.ones(count, dtype=np.int64)
    after, active = follows.copy(), np.flatnonzero(follows >= 0)
    for _ in range(count.bit_length()):
        then = after[active]
        steps[active] += steps[then]
        last[active], onward = last[then], after[then]
        after[active] = onward
        active = active[onward >= 0]
        if not len(active):
            break
    ringed = np.zeros(count, dtype=bool)
    ringed[active] = True
    last[active], steps[active] = active, 1
    return _Runs(last, steps), ringed
