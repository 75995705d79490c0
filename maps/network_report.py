"""A report on a network, for people, for machines, and as findings."""

import json
from collections.abc import Iterator
from typing import Any

from geo.errors import Finding, Level, Where, one_line
from maps.own_networks import RULE, WHOLE
from routes.links import Mode
from routes.own.report import GAP_M, SHORT_M, Report

#: So many parts and gaps are listed for people; machines get all.
MOST_LISTED = 10


def as_text(report: Report) -> Iterator[str]:
    """
    Write a report for people.

    Parameters
    ----------
    report
        From `report_on`.

    Yields
    ------
    str
        One line each.
    """
    own = report.own
    facts, network = own.facts, own.network
    layer = f", layer {facts.layer}" if facts.layer else ""
    yield f"file         {network.source}"
    yield f"sha256       {own.sha256}"
    yield f"format       {facts.format}{layer}"
    yield f"mode         {network.what}"
    yield f"CRS          {facts.crs or 'not stated; taken for WGS 84'}"
    yield f"rights       {facts.rights or 'not stated in the file'}"
    yield f"lines        {facts.lines:,}"
    for word, count in facts.left_out:
        yield f"left out     {count:,} × {word}"
    yield f"nodes        {len(network.lonlat):,}"
    yield f"edges        {len(network.ends):,}, the longest {_km(report.longest_m)}"
    yield f"length       {report.length_m / 1000:,.1f} km"
    yield "bbox         {:.4f}, {:.4f}, {:.4f}, {:.4f} (west, south, east, north)".format(
        *report.bbox
    )
    yield f"joined       {own.joined:,} ends to lines within 1 m"
    yield f"dead ends    {report.dead_ends:,}"
    yield f"short edges  {report.short_edges:,} under {SHORT_M * 100:.0f} cm"
    yield f"parts        {len(report.parts):,}{_rest(len(report.parts))}"
    for number, part in enumerate(report.parts[:MOST_LISTED], 1):
        yield f"  {number:>3}  {part.length_m / 1000:>12,.1f} km  about {_at(part.at)}"
    yield f"gaps         {len(report.gaps):,} within {GAP_M:.0f} m{_rest(len(report.gaps))}"
    for gap in report.gaps[:MOST_LISTED]:
        here, there = gap.parts
        yield f"  {gap.away_m:>6.1f} m at {_at(gap.at)}, between parts {here} and {there}"


def as_json(report: Report, **more: str) -> str:
    """
    Write a report for machines.

    Parameters
    ----------
    report
        From `report_on`.
    more
        Further members.

    Returns
    -------
    str
        An object; lengths in the unit that ends their name, positions as [lon, lat].
    """
    own = report.own
    facts, network = own.facts, own.network
    document: dict[str, Any] = {
        "file": network.source,
        "sha256": own.sha256,
        "format": facts.format,
        "layer": facts.layer,
        "mode": network.what,
        "crs": facts.crs,
        "rights": facts.rights,
        "attribution": network.attribution,
        "lines": facts.lines,
        "left_out": dict(facts.left_out),
        "nodes": len(network.lonlat),
        "edges": len(network.ends),
        "longest_edge_km": _round(report.longest_m),
        "km": _round(report.length_m),
        "bbox": list(report.bbox),
        "joined": own.joined,
        "dead_ends": report.dead_ends,
        "short_edges": report.short_edges,
        "parts": [
            {"km": _round(part.length_m), "nodes": part.nodes, "at": list(part.at)}
            for part in report.parts
        ],
        "gaps": [
            {"m": round(gap.away_m, 2), "at": list(gap.at), "parts": list(gap.parts)}
            for gap in report.gaps
        ],
        **more,
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def findings_on(report: Report) -> list[Finding]:
    """
    Say what is odd about a network.

    Parameters
    ----------
    report
        From `report_on`.

    Returns
    -------
    list of Finding
        Warnings, then notes; a file that cannot be used at all has no report.
    """
    name = report.own.network.source
    told = list(_oddities(report))
    return [
        Finding(Where(name), "", message, help_, level, RULE)
        for level in (Level.WARNING, Level.NOTE)
        for each, message, help_ in told
        if each is level
    ]


def _oddities(report: Report) -> Iterator[tuple[Level, str, str]]:
    """Give level, message and help of what is odd."""
    facts, share = report.own.facts, report.parts[0].length_m / report.length_m
    apart = report.own.network.what != Mode.FERRY
    if len(report.parts) > 1 and apart:
        level = Level.WARNING if share < WHOLE else Level.NOTE
        message = f"{len(report.parts):,} parts; the largest holds {share:.1%} of the length"
        yield level, message, "no way leads from one part to another"
    for gap in report.gaps[:MOST_LISTED]:
        message = f"a line ends {gap.away_m:.1f} m from one of another part, at {_at(gap.at)}"
        yield Level.WARNING, message, "draw them to meet if they do"
    if len(report.gaps) > MOST_LISTED:
        yield (
            Level.WARNING,
            f"{len(report.gaps) - MOST_LISTED:,} more such gaps",
            "see network info",
        )
    if not facts.rights:
        yield Level.NOTE, "the file does not say whose data it is", "name it in the case's credit"
    if not facts.crs:
        yield Level.NOTE, "the file states no CRS; it is taken for WGS 84", ""
    for word, count in facts.left_out:
        yield Level.NOTE, f"left out: {count:,} × {one_line(word)}", ""
    if report.short_edges:
        plural = "s" * (report.short_edges > 1)
        yield Level.NOTE, f"{report.short_edges:,} edge{plural} under {SHORT_M * 100:.0f} cm", ""


def _rest(count: int) -> str:
    """Say that not all are listed."""
    return f"; the first {MOST_LISTED}:" if count > MOST_LISTED else ""


def _at(at: tuple[float, float]) -> str:
    """Write a position."""
    return f"{at[0]:.4f},{at[1]:.4f} (lon,lat)"


def _km(metres: float) -> str:
    """Write a length in kilometres."""
    return f"{metres / 1000:,.1f} km"


def _round(metres: float) -> float:
    """Give kilometres to the metre."""
    return round(metres / 1000, 3)
