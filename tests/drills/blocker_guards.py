"""The guards of the hard stops: what is answered, what the orders and the payment answer by themselves."""

from tests.drills.guard import Guard, guard

GUARDS: tuple[Guard, ...] = (
    guard(
        "blockers make it stay",
        "verdict.py",
        "    if blocked or ceiling is False:\n",
        "    if ceiling is False:\n",
        "test_blockers.py::test_a_hard_blocker_is_absolute_and_forgetting_it_lifts_to_not_yet_at_most",
    ),
    guard(
        "an unknown answer is no no",
        "blockers.py",
        "if answer is not False:",
        "if answer:",
        "test_blockers.py::test_a_question_never_asked_holds_the_best_record_at_not_yet",
    ),
    guard(
        "a counterfeit among the orders",
        "blockers.py",
        '"orders" if sums.has_counterfeit else None',
        "None",
        "test_blockers.py::test_a_recent_counterfeit_blocks_whatever_was_answered",
    ),
    guard(
        "memory of a counterfeit",
        "tally.py",
        "(since or 0) <= policy.counterfeit_memory",
        "(since or 0) < policy.counterfeit_memory",
        "test_blockers.py::test_a_counterfeit_among_the_orders_answers_the_question",
    ),
    guard(
        "a counterfeit nobody dated is fresh",
        "tally.py",
        "any((since or 0) <= policy.counterfeit_memory for since in kind.delivered)",
        "any((since or 9999) <= policy.counterfeit_memory for since in kind.delivered)",
        "test_undated.py::test_a_counterfeit_that_nobody_dated_is_as_fresh_as_today",
    ),
    guard(
        "a method that forbids leaving by itself",
        "blockers.py",
        '"payment_method" if payment.hard_stop else None',
        "None",
        "test_blockers.py::test_a_gift_card_is_a_stop_whatever_was_answered",
    ),
    guard(
        "typed shares leave a final method final",
        "terms.py",
        "irreversible=final or named.irreversible",
        "irreversible=final",
        "test_blockers.py::test_shares_typed_beside_a_method_take_none_of_its_stops_away",
    ),
    guard(
        "a method that pays a person",
        "blockers.py",
        '"payment_method" if payment.personal_payee else None',
        "None",
        "test_blockers.py::test_a_wire_to_a_person_is_a_personal_account_whatever_was_answered",
    ),
    guard(
        "only a proven own account excuses",
        "blockers.py",
        'proposal.answers.get("sole_trader_own_account") is True',
        'proposal.answers.get("sole_trader_own_account") is not False',
        "test_blockers.py::test_a_sole_traders_own_account_is_no_personal_account",
    ),
    guard(
        "an own account answers only what is known",
        "blockers.py",
        'if key == "personal_account" and answer and owns_the_account(proposal):',
        'if key == "personal_account" and owns_the_account(proposal):',
        "test_blockers.py::test_a_sole_traders_own_account_is_no_personal_account",
    ),
)
