"""Places that were settled, and yet may be elsewhere."""

from collections.abc import Iterator

from geo.errors import Finding, Level
from maps.case.rows import Subject
from maps.check.survey import Survey

FAR_RULE = "place-far"
OTHER_NAME_RULE = "place-other-name"


def find_doubtful_places(survey: Survey) -> Iterator[Finding]:
    """
    Find places whose id names another town, or whose bare name led far from all others.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the row.
    """
    for place in survey.places:
        for doubt in place.doubts:
            yield Finding(
                place.row.where,
                doubt.column,
                doubt.message,
                doubt.help,
                level=Level.WARNING,
                rule=OTHER_NAME_RULE if doubt.column == "gazetteer" else FAR_RULE,
                subject=f"{Subject.PLACE}:{place.id}",
            )
