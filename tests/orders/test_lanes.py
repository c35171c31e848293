"""Which lane the words of a file mean; every lane has its lead times in the policy."""

from typing import cast

import pytest

from assessments.policy import policy_document
from orders.lanes import _WORDS, UNKNOWN, lane_of


@pytest.mark.parametrize(
    ("words", "lane"),
    [
        ("AliExpress Standard Shipping", "aliexpress_standard"),
        ("AliExpress Selection Standard", "aliexpress_choice"),
        ("Cainiao Super Economy for Special Goods", "cainiao_super_economy"),
        ("DHL", "courier"),
        ("ePacket", "epacket"),
        ("Pickups only", UNKNOWN),
        ("", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_the_words_of_a_file_name_a_lane(words: str | None, lane: str) -> None:
    assert lane_of(words) == lane


def test_every_lane_has_its_lead_times_in_the_policy() -> None:
    lanes = cast(dict[str, object], policy_document()["lanes"])
    assert {lane for _word, lane in _WORDS} | {UNKNOWN} <= set(lanes)
