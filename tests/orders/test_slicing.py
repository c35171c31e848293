"""How large the pieces become in which a file is worked off, by what they cost."""

import pytest

from orders.actions.slicing import AIM_SECONDS, LEAST, MOST, Pace


def settled(alike: float, each: float) -> tuple[int, float]:
    """Return the lines of a piece after a while, and the longest that any took, for a cost in seconds."""
    pace, longest = Pace(), 0.0
    for _ in range(40):
        seconds = alike + each * pace.lines
        longest = max(longest, seconds)
        pace.took(pace.lines, seconds)
    return pace.lines, longest


def test_pieces_take_half_a_second() -> None:
    lines, longest = settled(0.0, 1e-4)
    assert lines == pytest.approx(AIM_SECONDS / 1e-4, rel=0.01)
    assert longest <= 4 * AIM_SECONDS


def test_pieces_stay_within_their_bounds() -> None:
    assert settled(0.0, 1e-7)[0] == MOST
    assert settled(0.0, 1.0)[0] == LEAST


@pytest.mark.parametrize("alike", [0.2, 0.6, 1.1, 1.3])
def test_what_every_piece_costs_does_not_make_them_ever_smaller(alike: float) -> None:
    lines, longest = settled(alike, 1e-4)
    assert lines >= 1_500
    assert longest <= 2


def test_one_piece_while_the_machine_is_busy_is_soon_forgotten() -> None:
    pace = Pace()
    for turn in range(40):
        pace.took(pace.lines, 1e-4 * pace.lines * (5 if turn == 20 else 1))
    assert pace.lines == pytest.approx(AIM_SECONDS / 1e-4, rel=0.05)
