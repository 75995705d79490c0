"""Boxes of numbers, and lines side by side, in millimetres of paper."""

import numpy as np
import pytest

from maps.draw.lanes import Stretch
from maps.export.print.fonts import Face
from maps.export.print.frame import Frame
from maps.export.print.lettering import Type, width_mm
from maps.export.print.offsets import LANE_MM, on_lanes, read_stretches
from maps.export.print.stacks import Pin, near_together, put_boxes, stack_of
from maps.export.print.words import fitted


def pins(numbers, at=(50.0, 50.0)):
    return [Pin(f"event-{n}", n, "place-a", at, "circle", "#000000") for n in numbers]


def test_events_at_one_spot_are_one_group_and_others_are_not():
    near, far = pins([1, 3]), pins([2], (70.0, 50.0))
    groups = near_together(sorted([*near, *far], key=lambda pin: pin.number))
    assert [[pin.number for pin in group] for group in groups] == [[1, 3], [2]]


@pytest.mark.parametrize("count", [2, 5, 23, 48, 49, 1000])
def test_a_box_holds_every_event_once(count):
    stack = stack_of(pins(range(1, count + 1)))
    assert sorted(pin.number for cell in stack.cells for pin in cell.pins) == [*range(1, count + 1)]
    for cell in stack.cells:
        assert 0 < cell.x_mm < stack.width_mm
        assert 0 < cell.y_mm < stack.height_mm


def test_very_many_numbers_are_told_as_runs_or_counted():
    assert [cell.text for cell in stack_of(pins(range(1, 100))).cells] == ["1–99"]
    assert [cell.text for cell in stack_of(pins(range(1, 200, 2))).cells] == ["100 events"]


def test_boxes_stay_on_the_map_and_off_each_other():
    sheet = Frame(0, 0, 100, 100)
    spots = [((x, y), 12.0, 8.0) for x in (2.0, 50.0, 98.0) for y in (2.0, 50.0, 55.0, 98.0)]
    boxes = put_boxes(spots, [], [], sheet)
    for box in boxes:
        assert 0 <= box.x_mm <= box.right_mm <= 100.001
        assert 0 <= box.y_mm <= box.top_mm <= 100.001
    for nth, one in enumerate(boxes):
        for other in boxes[:nth]:
            apart_x = one.x_mm >= other.right_mm or other.x_mm >= one.right_mm
            apart_y = one.y_mm >= other.top_mm or other.y_mm >= one.top_mm
            assert apart_x or apart_y


def test_a_line_keeps_its_lane_and_comes_to_its_stops():
    track = np.array([[0.0, 0.0], [50.0, 0.0], [100.0, 0.0]])
    right = on_lanes(track, [Stretch(0, 2, 0.5, 2)])
    left = on_lanes(track, [Stretch(0, 2, -0.5, 2)])
    for lane in (right, left):
        assert lane[[0, -1]] == pytest.approx(track[[0, -1]], abs=1e-6)
    middle = [np.interp(50, lane[:, 0], lane[:, 1]) for lane in (left, right)]
    assert middle[0] - middle[1] == pytest.approx(LANE_MM)


def test_lanes_are_read_as_they_were_written():
    assert read_stretches("0:4:-1.5:4 4:20:0.5:2", 20) == [
        Stretch(0, 4, -1.5, 4),
        Stretch(4, 20, 0.5, 2),
    ]
    assert read_stretches("", 7) == [Stretch(0, 7, 0.0)]


@pytest.mark.parametrize("text", ["", "one two three " * 40, "x" * 100_000, "하산 " * 300])
def test_no_line_is_wider_than_its_room(text):
    kind = Type(Face.REGULAR, 8.0, "#000000")
    lines = fitted(text, kind, 40.0, 5)
    assert len(lines) <= 5
    assert all(width_mm(line, kind) <= 40.0 for line in lines)
    assert bool(lines) == bool(text)
    if len(text) > 1000 or text.count(" ") > 100:
        assert lines[-1].endswith("…")


def test_no_line_of_a_chinese_title_begins_with_a_sign_that_ends_one():
    lines = fitted("从俄罗斯、朝鲜、中国，" * 6, Type(Face.SERIF_BOLD, 8.0, "#000000"), 30.0, 9)
    assert len(lines) > 2
    assert not [line for line in lines if line[0] in "、，"]
