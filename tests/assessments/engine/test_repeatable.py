"""The same case gives the same report to the last byte: in any order, stored, or in another process."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.engine import (
    Evidence,
    Proposal,
    assess,
    evidence_as,
    evidence_from,
    proposal_as,
    proposal_from,
)
from tests.assessments.engine.comparing import numbers_in, reported
from tests.assessments.engine.world import POLICY, PROPERTY, evidences, proposals


@PROPERTY
@given(evidences(), proposals(), st.randoms(use_true_random=False))
def test_the_order_of_orders_and_their_grouping_do_not_matter(
    case: Evidence, offer: Proposal, shuffle: random.Random
) -> None:
    """Property 2, to the last byte of the report."""
    single = [order.but(count=1) for order in case.orders for _ in range(order.count)]
    shuffle.shuffle(single)
    answers = list(offer.answers.items())
    shuffle.shuffle(answers)
    again = assess(replace(case, orders=tuple(single)), replace(offer, answers=dict(answers)), POLICY)
    assert json.dumps(again) == json.dumps(assess(case, offer, POLICY))


@PROPERTY
@given(evidences(), proposals())
def test_a_stored_case_gives_the_same_report_byte_for_byte(case: Evidence, offer: Proposal) -> None:
    """Property 24."""
    stored = json.loads(json.dumps([evidence_as(case), proposal_as(offer)]))
    again = evidence_from(stored[0]), proposal_from(stored[1])
    assert again == (case, offer)
    first = json.dumps(assess(case, offer, POLICY), sort_keys=True)
    assert json.dumps(assess(*again, POLICY), sort_keys=True) == first


AGAIN = """
import json, sys
from assessments.engine import assess, evidence_from, proposal_from
from assessments.policy import current_policy
for line in sys.stdin:
    case, offer = json.loads(line)
    print(json.dumps(assess(evidence_from(case), proposal_from(offer), current_policy())))
"""


def test_another_process_gives_the_same_report_byte_for_byte() -> None:
    """Property 24: nothing hangs on what a process happened to do before, nor on the seed of its hashes."""
    cases: list[tuple[Evidence, Proposal]] = []

    @settings(max_examples=60, derandomize=True, database=None)
    @given(evidences(), proposals())
    def collect(case: Evidence, offer: Proposal) -> None:
        cases.append((case, offer))

    collect()
    lines = "\n".join(json.dumps([evidence_as(case), proposal_as(offer)]) for case, offer in cases)
    done = subprocess.run(
        [sys.executable, "-c", AGAIN],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    here = [json.dumps(assess(case, offer, POLICY)) for case, offer in cases]
    assert done.stdout.splitlines() == here


@PROPERTY
@given(evidences(), proposals())
def test_figures_are_rounded_to_ten_digits(case: Evidence, offer: Proposal) -> None:
    """Property 24."""
    for number in numbers_in(reported(case, offer, POLICY)):
        assert number == float(f"{number:.10g}")
