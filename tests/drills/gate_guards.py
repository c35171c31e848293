"""The guards of the verdict: gates and their thresholds, the ceiling, and what is refused."""

from tests.drills.guard import Guard, guard

EDGE = "test_gates.py::test_a_gate_opens_at_its_threshold"
EVERY = "test_gates.py::test_every_gate_of_the_policy_is_tried_at_every_threshold"
POLICY = "../policy.toml"


def level(gate: str, stated: str, weaker: str) -> Guard:
    """Return the guard that a threshold of a gate stands where it stands."""
    head = f"[gates.{gate}]\n"
    return guard(
        f"threshold {gate}, {' and '.join(weaker.splitlines())}", POLICY, head + stated, head + weaker, EDGE
    )


def removed(gate: str, text: str) -> Guard:
    """Return the guard that a gate is asked at all."""
    return guard(f"gate {gate}", "gates.py", text, "", EVERY)


THRESHOLDS = (
    level("clean_orders", "pilot = 10\nready = 30\n", "pilot = 9\nready = 30\n"),
    level("clean_orders", "pilot = 10\nready = 30\n", "pilot = 10\nready = 29\n"),
    level("clean_orders_proven", "ready = 10\n", "ready = 9\n"),
    level("planned_volume", "pilot = 10\nready = 10\n", "pilot = 9.9\nready = 9.9\n"),
    level("pace", "pilot = 10\nready = 30\n", "pilot = 9.5\nready = 30\n"),
    level("pace", "pilot = 10\nready = 30\n", "pilot = 10\nready = 29\n"),
    level("planned_against_pace", "pilot = 3\nready = 2\n", "pilot = 3.1\nready = 2\n"),
    level("planned_against_pace", "pilot = 3\nready = 2\n", "pilot = 3\nready = 2.1\n"),
    level("tenure", "pilot = 60\nready = 180\n", "pilot = 59\nready = 180\n"),
    level("tenure", "pilot = 60\nready = 180\n", "pilot = 60\nready = 179\n"),
    level("last_arrival", "pilot = 60\nready = 45\n", "pilot = 61\nready = 45\n"),
    level("last_arrival", "pilot = 60\nready = 45\n", "pilot = 60\nready = 46\n"),
    level("distinct_weeks", "pilot = 4\nready = 12\n", "pilot = 3\nready = 12\n"),
    level("distinct_weeks", "pilot = 4\nready = 12\n", "pilot = 4\nready = 11\n"),
    level("known_lost", "pilot = 0.6\nready = 0.85\n", "pilot = 0.59\nready = 0.85\n"),
    level("known_lost", "pilot = 0.6\nready = 0.85\n", "pilot = 0.6\nready = 0.84\n"),
    level("known_late", "ready = 0.5\n", "ready = 0.49\n"),
    level("known_not_as_described", "ready = 0.5\n", "ready = 0.49\n"),
    level("owner_orders", "pilot = 30\nready = 100\n", "pilot = 29\nready = 100\n"),
    level("owner_orders", "pilot = 30\nready = 100\n", "pilot = 30\nready = 99\n"),
    level("diligence", "pilot = 0.5\nready = 0.8\n", "pilot = 0.49\nready = 0.8\n"),
    level("diligence", "pilot = 0.5\nready = 0.8\n", "pilot = 0.5\nready = 0.79\n"),
    level("clean_off_platform", "ready = 10\n", "ready = 9.9\n"),
    guard(
        "threshold probability_net_positive pilot",
        POLICY,
        "[gates.probability_net_positive]\npilot = 0.75\n",
        "[gates.probability_net_positive]\npilot = 0.74\n",
        "test_gates.py::test_the_chance_that_leaving_pays_opens_its_gate_from_its_threshold_on",
    ),
    guard(
        "threshold net above zero",
        "gates.py",
        '_from_policy("net", found.net, policy, ">", ECONOMIC)',
        '_from_policy("net", found.net + 1.0, policy, ">", ECONOMIC)',
        "test_gates.py::test_the_chance_that_leaving_pays_opens_its_gate_from_its_threshold_on",
    ),
)

REMOVED = (
    removed("clean_orders", '        _from_policy("clean_orders", sums.clean, policy),\n'),
    removed(
        "clean_orders_proven", '        _from_policy("clean_orders_proven", sums.clean_proven, policy),\n'
    ),
    removed("pace", '        _from_policy("pace", sums.pace, policy),\n'),
    removed("planned_volume", '        _from_policy("planned_volume", found.terms.volume, policy),\n'),
    removed("tenure", '        _from_policy("tenure", sums.tenure_days, policy),\n'),
    removed("last_arrival", '        _from_policy("last_arrival", sums.last_arrival_days, policy, "<="),\n'),
    removed("distinct_weeks", '        _from_policy("distinct_weeks", sums.distinct_weeks, policy),\n'),
    removed("owner_orders", '        _from_policy("owner_orders", evidence.owner_orders, policy),\n'),
    removed("diligence", '        _from_policy("diligence", evidence.diligence_share, policy),\n'),
    removed("net", '        _from_policy("net", found.net, policy, ">", ECONOMIC),\n'),
    removed(
        "probability",
        '        _from_policy("probability_net_positive", found.probability, policy, ">=", ECONOMIC),\n',
    ),
    removed(
        "cvar",
        '        gate("cvar95", SAFETY, cvar, limits, "money", "<=", "risk_budget_missing", detail),\n',
    ),
    removed(
        "peak",
        '        gate("peak_unprotected_cash", SAFETY, peak, limits, "money", "<=", "risk_budget_missing", detail),\n',
    ),
    guard("gate payment sub-type", "verdict.py", "        payment_gate(found),\n", "", EVERY),
    guard("gate direct orders", "verdict.py", "        *safety_gates(found, policy),\n", "", EVERY),
    guard("gate blockers", "verdict.py", "        blocker_gate(blockers),\n", "", EVERY),
    guard(
        "gate orders on record",
        "gates.py",
        "    if not evidence.is_claimed:\n        return []\n    detail",
        "    if not evidence.is_claimed or True:\n        return []\n    detail",
        "test_claimed.py::test_claims_never_give_more_than_not_yet",
    ),
)

VERDICT = (
    guard(
        "the ceiling",
        "verdict.py",
        "    if blocked or ceiling is False:\n",
        "    if blocked:\n",
        "test_verdicts.py::test_an_offer_that_no_record_could_make_pay_says_stay",
    ),
    guard(
        "no ceiling without a budget",
        "verdict.py",
        "return None if saves(proposal) else False",
        "return False",
        "test_ceiling.py::test_a_newcomer_who_knows_nothing_but_the_prices_is_not_told_to_stay",
    ),
    guard(
        "a price that saves nothing needs no budget to stay",
        "verdict.py",
        "return None if saves(proposal) else False",
        "return None",
        "test_ceiling.py::test_a_price_above_that_of_the_platform_is_no_reason_to_leave_whatever_one_can_afford",
    ),
    guard(
        "the ceiling at a larger volume",
        "verdict.py",
        "return would_pay(better, larger, policy, standing=standing)",
        "return False",
        "test_verdicts.py::test_the_ceiling_asks_for_a_larger_volume_too",
    ),
    guard(
        "the ceiling with a longer record",
        "verdict.py",
        "better = with_clean_orders(sums, policy.ceiling_orders, policy)",
        "better = sums",
        "test_verdicts.py::test_the_ceiling_asks_for_a_longer_record_too",
    ),
    guard(
        "the ceiling keeps to what a proposal may be",
        "verdict.py",
        "volume = min(most, policy.ceiling_volume * proposal.orders_per_month)",
        "volume = policy.ceiling_volume * proposal.orders_per_month",
        "test_bounds.py::test_the_ends_of_every_range_give_one_verdict_and_finite_numbers",
    ),
    guard(
        "ready asks what a pilot asks",
        "gates.py",
        "second = first and (",
        "second = (",
        "test_gates.py::test_ready_is_never_passed_where_a_pilot_is_not",
    ),
    guard(
        "no value passes no gate",
        "gates.py",
        "first = pilot is None or (shown is not None and ",
        "first = pilot is None or (shown is None or ",
        "test_gates.py::test_a_gate_that_cannot_be_computed_fails_and_says_so",
    ),
    guard(
        "gates compare rounded values",
        "gates.py",
        "shown = None if value is None else rounded(value)",
        "shown = value",
        "test_gates.py::test_gates_compare_what_the_report_shows",
    ),
    guard(
        "at least is at least",
        "gates.py",
        '">=": operator.ge',
        '">=": operator.gt',
        EDGE,
    ),
    guard("at most is at most", "gates.py", '"<=": operator.le', '"<=": operator.lt', EDGE),
    guard(
        "more is more",
        "gates.py",
        '">": operator.gt',
        '">": operator.ge',
        "test_gates.py::test_no_gain_is_not_a_gain",
    ),
    guard(
        "only final payments need direct orders",
        "gates.py",
        "thresholds = policy.gates[key] if asked else (None, None)",
        "thresholds = (None, None)",
        EDGE,
    ),
    guard(
        "evidence that cannot be used",
        "gates.py",
        "for problem in evidence.problems\n",
        "for problem in evidence.problems[:0]\n",
        "test_plain_cases.py::test_evidence_that_could_not_be_used_holds_the_verdict_back",
    ),
)

REFUSALS = (
    guard(
        "infinite and not a number",
        "limits.py",
        "if not math.isfinite(read) or not low <= read <= high:",
        "if read < low or read > high:",
        "test_case.py::test_a_proposal_that_cannot_be_is_refused_by_name",
    ),
    guard(
        "below and above",
        "limits.py",
        "if not math.isfinite(read) or not low <= read <= high:",
        "if not math.isfinite(read):",
        "test_case.py::test_a_proposal_that_cannot_be_is_refused_by_name",
    ),
    guard(
        "true is no number",
        "limits.py",
        "if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):",
        "if not isinstance(value, int | float | Decimal | str):",
        "test_case.py::test_a_proposal_that_cannot_be_is_refused_by_name",
    ),
    guard(
        "whole numbers",
        "limits.py",
        "    if read != int(read):\n",
        "    if False:\n",
        "test_case.py::test_evidence_that_cannot_be_is_refused_by_name",
    ),
    guard(
        "the balance after the order",
        "proposal.py",
        "after > total",
        "after > 2 * total",
        "test_case.py::test_a_proposal_that_cannot_be_is_refused_by_name",
    ),
    guard(
        "the types of a stored order",
        "case.py",
        "if not types.issuperset(map(type, column)):",
        "if False:",
        "test_case.py::test_a_stored_order_that_cannot_be_is_refused_as_any_other",
    ),
    guard(
        "the bounds of a stored order",
        "case.py",
        "if days is not None and not 0 <= days <= age]",
        "if False]",
        "test_case.py::test_a_stored_order_that_cannot_be_is_refused_as_any_other",
    ),
    guard(
        "so many orders in all",
        "evidence.py",
        "        if total > ORDERS_IN_ALL:\n",
        "        if False:\n",
        "test_claimed.py::test_ten_million_orders_are_read_and_one_more_is_refused",
    ),
)

GUARDS: tuple[Guard, ...] = (*THRESHOLDS, *REMOVED, *VERDICT, *REFUSALS)
