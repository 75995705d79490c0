"""The rules of the checks, each with why it matters; those of the reader beside them."""

from collections.abc import Mapping

from geo.errors import Level
from maps.check.reader_rules import READER_RULES
from maps.check.rule import Rule

#: What `maps.check` finds, in the order in which it is documented.
CHECK_RULES: tuple[Rule, ...] = (
    Rule(
        "sums",
        Level.WARNING,
        "parts of a total do not make it up, or are more than it although not all are named",
        "readers add the parts up, and trust neither them nor the total when they differ",
    ),
    Rule(
        "flows-differ",
        Level.WARNING,
        "two rows count the same thing, or one a part of the other's time, and cannot "
        "both be right",
        "the same people would be told as two numbers, and a reader could quote either",
    ),
    Rule(
        "same-number",
        Level.WARNING,
        "one exact number of 100 or more counts two different things, by one source",
        "a number that stands twice is often a slip of the pen, and would be quoted as a fact",
    ),
    Rule(
        "differs",
        Level.WARNING,
        "a claim's value and that of its row, or of another claim about it, cannot both hold",
        "only one of the values is drawn, and readers must know that sources disagree",
    ),
    Rule(
        "denied",
        Level.WARNING,
        "a source denies a row, or the value that it has",
        "a reader would take as a fact what somebody disputes",
    ),
    Rule(
        "distance",
        Level.WARNING,
        "kilometres that a link or a claim states are more than 15% off the way along the "
        "network, over water or through the air; where no way is known, more than 15% "
        "below the straight line or more than twice it",
        "the number or the line is wrong, or they mean different stops: both stand on the "
        "map side by side",
    ),
    Rule(
        "detour",
        Level.WARNING,
        "a way is more than three times as long as the straight line (and 20 km longer), "
        "or shorter than it",
        "the line leads where nobody went, and looks as sure as every other",
    ),
    Rule(
        "speed",
        Level.WARNING,
        "a leg of a journey is too long for its duration, even in a straight line",
        "nobody could have gone that far in that time, so a place, a mode or a time is wrong",
    ),
    Rule(
        "service-conflict",
        Level.WARNING,
        "a service runs by one row and rests by another at the same time, or a journey "
        "uses a link whose services all rest",
        "the map has to draw one line in one state, and shows it as disputed",
    ),
    Rule(
        "outside-period",
        Level.WARNING,
        "an event shares no day with its journey (a note where it lies after every "
        "service of its link, or people went before the first)",
        "on the timeline the event would stand where what it is about does not",
    ),
    Rule(
        "journey-backwards",
        Level.WARNING,
        "a leg of a journey lies before the leg that it follows",
        "the journey would be told and drawn in an order in which nobody can have made it",
    ),
    Rule(
        "date-text",
        Level.WARNING,
        "the words of `date_text` name another weekday, day, month or year than `date` (English)",
        "what the reader sees as printed contradicts the day on which the map puts it",
    ),
    Rule(
        "told-before",
        Level.WARNING,
        "an event, a leg, a service or a count lies after the publication of its source, "
        "and is not called planned; or was said after it",
        "no source can report what had not happened yet: one of the dates is wrong, or it "
        "was a plan",
    ),
    Rule(
        "event-without-source",
        Level.WARNING,
        "neither the event nor a claim names a source (a note for drafts)",
        "readers cannot see where it comes from, and need not believe it",
    ),
    Rule(
        "single-source",
        Level.WARNING,
        "a row is called confirmed and has one source",
        "confirmed promises a second, independent source",
    ),
    Rule(
        "same-origin",
        Level.NOTE,
        "a claim supports a row and goes back to the same origin: a relay is no second source",
        "two reports of one witness look like two witnesses",
    ),
    Rule(
        "other-country",
        Level.WARNING,
        "a name, title, headline or phrase joins two countries (`Sino-Russian`, `from "
        "Chile to Peru`) that no route which it is about touches both of (English)",
        "a reader who goes by the headline looks for a route that the map does not have",
    ),
    Rule(
        "duplicate",
        Level.WARNING,
        "two rows say the same: events of one date and place with nearly the same title, "
        "actors of one name, sources of one address, links, claims, flows, services",
        "one thing would be counted and drawn twice",
    ),
    Rule(
        "mixed-script",
        Level.WARNING,
        "a word has letters of two alphabets, such as a Cyrillic С in `Cosmodrome` (a "
        "note in a phrase, which is as printed)",
        "searching for the word as it looks does not find it",
    ),
    Rule(
        "look-alike",
        Level.NOTE,
        "names of two places or of two actors, or two words of one column, differ by one "
        "letter (`Tumen`, `Tyumen`)",
        "readers take one for the other, and a slip of the pen makes two of one",
    ),
    Rule(
        "too-near",
        Level.NOTE,
        "two places of one kind are nearer to each other than their pins may be off",
        "they may be one place, and seem to be two",
    ),
    Rule(
        "wrong-country",
        Level.WARNING,
        "a stated position is among the towns of another country than the row says "
        "(beside a border nothing is said), or the place lies within one of another "
        "country",
        "the pin stands in the wrong country, or the country is wrong in every list",
    ),
    Rule(
        "in-the-sea",
        Level.WARNING,
        "a town, station or crossing of stated position lies more than 2 km, and its own "
        "radius, off the coast",
        "nobody can get off a train there, and lines to it cross the water",
    ),
    Rule(
        "place-far",
        Level.WARNING,
        "a place was found by its name alone, more than 2,000 km from every other place "
        "of the case",
        "a town of the same name in another part of the world may be meant",
    ),
    Rule(
        "place-other-name",
        Level.WARNING,
        "`gazetteer` is the id of an entry that goes by none of the names of the row",
        "the pin would stand at another place than the name says",
    ),
    Rule(
        "source-dates",
        Level.WARNING,
        "a source was last checked or archived before it was published, or published after `as_of`",
        "one of the days is wrong, and readers judge by them how fresh a statement is",
    ),
    Rule(
        "source-without-date",
        Level.NOTE,
        "a source has no day of publication",
        "nobody can tell whether it was written before or after what it tells",
    ),
    Rule(
        "source-nowhere",
        Level.NOTE,
        "a source has no address, no archived copy and no file",
        "nobody else can look it up",
    ),
    Rule(
        "unused",
        Level.NOTE,
        "a place, source or actor that nothing refers to, a link that nothing speaks of (a "
        "warning for files)",
        "it is drawn or listed and tells the reader nothing, or a reference to it is missing",
    ),
    Rule(
        "acknowledged",
        Level.NOTE,
        "an answer to a finding that is not there",
        "the reason would explain what nobody sees: the finding is settled, or its name "
        "is misspelt",
    ),
)
#: Every rule by its name.
RULES: Mapping[str, Rule] = {rule.name: rule for rule in (*CHECK_RULES, *READER_RULES)}


def why_of(name: str) -> str:
    """
    Say why the findings of a rule matter.

    Parameters
    ----------
    name
        Of the rule; empty where a finding has none.

    Returns
    -------
    str
        A sentence without its stop; empty for a name that is no rule.
    """
    return RULES[name].why if name in RULES else ""
