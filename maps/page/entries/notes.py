"""Sentences that other rooms write about positions and lines, found again to be translated."""

import re
from functools import lru_cache

from geo.words import joined, message, named, number_words, say
from maps.page.entries.terms import term

#: As they are written there, with what changes in braces. What matches none stays English.
_SENTENCES = (
    message("Its position is stated in the case."),
    message("The case lists this place without a position."),
    message("A point on the shape drawn for it in {file}."),
    message("Moved on purpose: the place itself lies anywhere within this reach."),
    message("The only {subject} in the gazetteer."),
    message("{n} entries for {subject}, all within one locality."),
    message("The pin is that of the town, the {kind} itself may lie up to {km} km off."),
    message("Straight line between the stops; the way taken is not shown."),
    message("How it went between these places is not known; no way is drawn."),
    message("An end of this stretch is not stated; no line is drawn."),
    message("An end of this stretch has no position; no line is drawn."),
    message("An end of this stretch is a wide area; where in it is not stated."),
    message("Listed, not drawn."),
    message("The link it names goes by another mode, so that link's line is not used."),
    message("Shortest way over the rail network; the trains' own way may differ."),
    message("Shortest way over the rail lines of {source}; the trains' own way may differ."),
    message("{km} km of it close gaps in the source's lines."),
    message("Change of gauge: {breaks}."),
    message(
        "Shortest course over open water that keeps off the shore; "
        "a likely course, not a ship's track."
    ),
    message(
        "Shortest way over the sea lanes of searoute, led around land, and over open water "
        "between them and the ports; a likely course, not a ship's track."
    ),
    message("By way of {passages}."),
    message(
        "Port approaches (close to the shore): {one} and {other} km, "
        "of which {start} and {end} km straight to the water."
    ),
    message("Port approaches (close to the shore): {one} and {other} km."),
    message("Coastline: GSHHG."),
)
#: What was looked for in the gazetteer.
_SUBJECTS = (
    message("{kind} “{name}” in {country} within {area}"),
    message("{kind} “{name}” within {area}"),
    message("{kind} “{name}” in {country}"),
    message("{kind} “{name}”"),
)
_NUMBER = re.compile(r"\d+(\.\d+)?")
_STOP = re.compile(r"(?<=\.) (?=[A-Z0-9])")


def noted(text: str) -> str:
    """
    Find the sentences of a note again.

    Parameters
    ----------
    text
        English, as the program has written it.

    Returns
    -------
    str
        The same text; words where every sentence is known here.
    """
    said = [_known(sentence, _SENTENCES) for sentence in _STOP.split(text)] if text else []
    return joined(" ", said)


@lru_cache(maxsize=4096)
def _known(sentence: str, templates: tuple[str, ...]) -> str:
    """Say a sentence by the first template that it matches; else leave it as it is."""
    for template in templates:
        if match := _pattern(template).fullmatch(sentence):
            values = {key: _value(key, value) for key, value in match.groupdict().items()}
            return say(template, **values)
    return sentence


@lru_cache(maxsize=256)
def _pattern(template: str) -> re.Pattern[str]:
    """Turn a template into the pattern of what it can read."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template)))


def _value(key: str, value: str) -> str:
    """Say what stands in a place of a template."""
    if key == "subject":
        return _known(value, _SUBJECTS)
    if key == "kind":
        return term(value)
    if _NUMBER.fullmatch(value):
        return number_words(float(value), len(value.partition(".")[2]))
    return named(value, "territories", value) if key == "country" else value
