from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString

from maps.draw.lanes import lane_words, lanes

TRACK = [(130.0, 42.0), (130.5, 42.4), (131.0, 42.2), (132.0, 43.0)]


def offsets(drawn):
    return [stretch.lane for stretch in drawn.stretches]


def test_a_line_that_is_alone_runs_on_its_track():
    (alone,) = lanes([LineString(TRACK)])
    assert offsets(alone) == [0]
    assert lane_words(alone.stretches) == ""


def test_lines_over_one_track_stand_one_lane_apart_about_it():
    drawn = lanes([LineString(TRACK)] * 4)
    assert [offsets(one) for one in drawn] == [[-1.5], [-0.5], [0.5], [1.5]]
    assert lane_words(drawn[0].stretches) == "0:3:-1.5:4"


def test_a_line_that_runs_back_keeps_the_side_that_it_has():
    there, back = lanes([LineString(TRACK), LineString(TRACK[::-1])])
    # -0.5 on the right of one is -0.5 on the left of the other: opposite sides of the track
    assert (offsets(there), offsets(back)) == ([-0.5], [-0.5])


def test_a_line_that_begins_between_two_vertices_of_another_shares_the_track_from_there():
    whole, part = lanes([LineString([(0, 0), (4, 0)]), LineString([(1, 0), (3, 0)])])
    assert list(whole.line.coords) == [(0, 0), (1, 0), (3, 0), (4, 0)]
    assert offsets(whole) == [0, -0.5, 0]
    assert offsets(part) == [0.5]


def test_a_line_keeps_its_side_where_others_join_and_leave():
    through = LineString([(0, 0), (1, 0), (2, 0), (3, 0)])
    west, east = LineString([(0, 0), (1, 0)]), LineString([(3, 0), (2, 0)])
    assert offsets(lanes([through, west, east])[0]) == [-0.5, 0, -0.5]


def test_the_longest_common_way_decides_which_way_lines_run():
    spur, end, west = (0, 0), (5, 0.01), (-3, 0.01)
    fork = (0, 0.01)
    first = LineString([spur, fork, end])
    through = LineString([end, fork, west])
    plan = LineString([spur, fork, west])
    # the three contradict one another; the spur of a hundredth of a degree is overruled
    drawn = lanes([first, through, plan])
    assert {offsets(drawn[1])[-1], offsets(drawn[2])[-1]} == {-0.5, 0.5}
    assert offsets(drawn[0])[-1] == offsets(drawn[1])[0]  # against each other: on two sides


coordinates = st.tuples(st.integers(-20, 20), st.integers(-20, 20))
walks = st.lists(coordinates, min_size=2, max_size=6, unique=True)


@given(st.lists(walks, min_size=1, max_size=5))
def test_on_every_edge_the_lanes_are_one_apart_and_stand_about_the_track(paths):
    drawn = lanes([LineString(path) for path in paths])
    users = {}
    for one in drawn:
        vertices = list(one.line.coords)
        assert one.stretches[0].first == 0
        assert one.stretches[-1].last == len(vertices) - 1
        for a, b in pairwise(one.stretches):
            assert a.last == b.first
        for stretch in one.stretches:
            for nth in range(stretch.first, stretch.last):
                edge = frozenset(vertices[nth : nth + 2])
                users.setdefault(edge, []).append((abs(stretch.lane), stretch.lines))
    for sides in users.values():
        count = sides[0][1]
        assert all(lines == count for _, lines in sides)
        assert all(side <= (count - 1) / 2 for side, _ in sides)


def test_nothing_to_draw_gives_nothing():
    assert lanes([]) == []
