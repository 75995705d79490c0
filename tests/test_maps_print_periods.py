"""Frames: what a map of a period shows, and what it leaves out."""

from datetime import date

import pytest
from pressed_case import TUMEN, press_of

from maps.case.rows import ServiceRow
from maps.draw.status import on_record
from maps.export.print.periods import Period, layers_of


@pytest.fixture(scope="module")
def tumen():
    return press_of(TUMEN)


def shown(press, period):
    return {ref for layer in layers_of(press, period) for ref in layer.table["ref"]}


def test_a_link_that_is_first_on_record_later_is_left_out(tumen):
    early = shown(tumen, Period("2000", date(2000, 1, 1), date(2000, 12, 31)))
    late = shown(tumen, Period("2024", date(2024, 1, 1), date(2024, 12, 31)))
    for link in ("khasan-vladivostok", "pyongyang-vladivostok-air", "ferry-rajin-vladivostok"):
        assert f"link-{link}" not in early
        assert f"link-{link}" in late
    assert "link-express-pyongyang-russia" in early  # its services have no stated beginning


def test_a_journey_stands_only_in_the_periods_of_its_legs(tumen):
    drawn = {ref for layer in tumen.layers for ref in layer.table["ref"]}
    journeys = {ref for ref in drawn if ref.startswith("journey-")}
    assert journeys
    early = shown(tumen, Period("2000", date(2000, 1, 1), date(2000, 12, 31)))
    assert not journeys & early


def test_a_link_without_services_is_always_on_record():
    assert on_record([], date(1900, 1, 1))
    assert not on_record(services("2020/2021", "2022"), date(2019, 12, 31))
    assert on_record(services("2020/2021", "2022"), date(2020, 1, 1))
    assert on_record(services("../2021"), date(1900, 1, 1))


def services(*periods):
    from geo.dates import parse_date
    from geo.errors import Where

    return [
        ServiceRow(where=Where("services.csv"), id=str(n), link="l", period=parse_date(text))
        for n, text in enumerate(periods)
    ]
