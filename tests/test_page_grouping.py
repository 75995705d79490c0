"""Which events stand as one, and the columns of the timeline: reckoned apart from a page."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from script_engine import Engine

from maps.page.letters import column_in_letters

ENGINE = Engine("letters", "time", "axis", "grouping", "timebars")
PATIENT = settings(deadline=None, max_examples=40)
STACK_PX, CLUSTER_PX, FEW = 22, 72, 300
pixels = st.floats(0, 3000, allow_nan=False)


def groups_of(spots: Sequence[tuple[float, float]], places: Sequence[int] | None = None):
    places = list(range(len(spots))) if places is None else list(places)
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return ENGINE.call("nearTogether", list(range(len(places))), places, xs, ys)


@PATIENT
@given(st.lists(st.tuples(pixels, pixels), max_size=60))
def test_every_event_is_in_one_group_and_near_its_first(spots):
    groups = groups_of(spots)
    assert sorted(nth for one in groups for nth in one["members"]) == list(range(len(spots)))
    for one in groups:
        for nth in one["members"]:
            x, y = spots[nth]
            assert (x - one["x"]) ** 2 + (y - one["y"]) ** 2 < STACK_PX**2


def test_groups_stay_when_the_map_is_moved_by_a_whole_box():
    spots = [(17.0 * n % 400, 23.0 * n % 300) for n in range(80)]
    moved = [(x + 22 * 7, y - 22 * 3) for x, y in spots]
    members = [[one["members"] for one in groups_of(each)] for each in (spots, moved)]
    assert members[0] == members[1]


def test_events_of_one_place_are_never_parted():
    groups = groups_of([(0, 0), (15, 0), (30, 0)], places=[0, 2, 1, 0, 2, 1])
    assert [one["members"] for one in groups] == [[0, 2, 3, 5], [1, 4]]


def test_a_few_events_are_no_crowd_however_close_they_stand():
    spots = [(24.0 * (n % 10), 24.0 * (n // 10)) for n in range(90)]
    assert len(groups_of(spots)) == len(spots)


def test_in_a_crowd_marks_stand_apart_and_no_event_is_lost():
    spots = [(25.0 * (n % 30), 25.0 * (n // 30)) for n in range(FEW * 3)]
    groups = groups_of(spots)
    assert sorted(nth for one in groups for nth in one["members"]) == list(range(len(spots)))
    assert len(groups) < 120
    for at, one in enumerate(groups):
        assert one["members"] == sorted(one["members"])
        for other in groups[:at]:
            assert (one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2 >= CLUSTER_PX**2


def test_sparse_country_beside_a_crowd_keeps_its_pins():
    crowd = [(25.0 * (n % 30), 25.0 * (n // 30)) for n in range(FEW * 3)]
    groups = groups_of([*crowd, (5000, 5000), (5100, 5000)])
    assert [FEW * 3] in [one["members"] for one in groups]
    assert [FEW * 3 + 1] in [one["members"] for one in groups]


def spans_of(days: Sequence[int]):
    return [{"ref": f"event-{n}", "from": d, "to": d, "dated": True} for n, d in enumerate(days)]


def test_columns_hold_every_dated_event_once_and_stand_in_order():
    plan = {"first": "2015-01-01", "last": "2024-12-31", "broken_at": "2015-01-01"}
    axis = ENGINE.call("makeAxis", plan | {"head_share": 0, "after_share": 0}, 3652059)
    days = [axis["first"] + 7 * n % 3650 for n in range(900)]
    undated = {"ref": "event-x", "from": 1, "to": 2, "dated": False}
    columns = ENGINE.call("columnsOf", axis, 800, [*spans_of(days), undated], 4)
    assert sorted(nth for one in columns for nth in one["members"]) == list(range(900))
    for one, later in pairwise(columns):
        assert one["from"] <= one["to"] < later["from"]
    for one in columns:
        assert all(one["from"] <= days[nth] <= one["to"] for nth in one["members"])


def test_spans_are_read_from_their_columns():
    columns = {"base": 100, "ends": {"1": 90}, "signs": {"2": "~"}}
    columns["steps"] = column_in_letters([0, None, 5, None])
    columns["days"] = column_in_letters([0, None, None, None])
    spans = ENGINE.run(
        f"eventSpans({columns}, ['a', 'b', 'c', 'd'])"
        ".map((one) => [one.ref, String(one.from), String(one.to), one.dated, one.signs])"
    )
    assert spans == [
        ["a", "100", "100", True, ""],
        ["b", "-Infinity", "90", True, ""],
        ["c", "105", "Infinity", True, "~"],
        ["d", "-Infinity", "Infinity", False, ""],
    ]
