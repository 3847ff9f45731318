"""Which panes are seen."""

import pytest

from briefing.tui.panes import ARTICLE, LIST, NAMES, ORDER, Panes, arrange


def shown(width: int, focus: str = LIST, hidden: tuple[str, ...] = (), *, zoomed: bool = False) -> set[str]:
    return set(arrange(width, focus, hidden, 34, 28, zoomed=zoomed).shown)


def test_three_panes_when_wide_two_when_narrower_one_on_a_narrow_terminal() -> None:
    assert shown(120) == {LIST, ARTICLE, NAMES}
    assert shown(80) == {LIST, ARTICLE}
    assert shown(60) == {LIST}


def test_the_pane_with_the_focus_is_always_shown() -> None:
    for width in (40, 60, 80, 120, 200):
        for focus in ORDER:
            assert focus in shown(width, focus, (LIST, NAMES))


def test_at_two_panes_the_names_take_the_place_of_the_list() -> None:
    assert shown(80, NAMES) == {ARTICLE, NAMES}


def test_what_the_reader_hid_stays_hidden() -> None:
    assert shown(120, ARTICLE, (LIST,)) == {ARTICLE, NAMES}
    assert shown(200, ARTICLE, (LIST, NAMES)) == {ARTICLE}


def test_panes_that_nobody_resized_suit_the_terminal() -> None:
    widths = [arrange(width, LIST, (), 0, 0, zoomed=False).list_width for width in (80, 120, 200)]
    assert widths == sorted(set(widths))


def test_a_zoomed_pane_is_alone() -> None:
    assert shown(200, NAMES, zoomed=True) == {NAMES}


@pytest.mark.parametrize("width", [76, 80, 100, 110, 120, 200])
@pytest.mark.parametrize("outer", [16, 34, 90])
def test_the_article_keeps_room_to_be_read_however_wide_the_outer_panes_were_made(
    width: int, outer: int
) -> None:
    panes: Panes = arrange(width, LIST, (), outer, outer, zoomed=False)
    taken = panes.list_width + (panes.names_width if NAMES in panes.shown else 0)
    assert width - taken - len(panes.shown) + 1 >= 36
