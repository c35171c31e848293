"""The guards of orders: who may see them, what comes in once, whose word counts, and what proves nothing."""

from dataclasses import replace

from tests.drills.ground import PRODUCT
from tests.drills.guard import Guard, guard

FACTS = "orders/facts.py"
CLAIMS = "orders/claims.py"
HOOKS = "orders/webhooks"


def orders(name: str, file: str, old: str, new: str, *tests: str) -> Guard:
    """Return a guard of orders; its tests stand in tests/orders."""
    made = guard(f"orders: {name}", file, old, new, *tests)
    return replace(made, ground=PRODUCT, tests=tuple(f"orders/{test}" for test in made.tests))


COMING_IN = (
    orders(
        "a notification is signed with the secret",
        f"{HOOKS}/signatures.py",
        "hmac.compare_digest(made(body, secret).encode(), signature)",
        "bool(made(body, secret).encode() or signature)",
        "webhooks/test_signatures.py::test_what_was_signed_with_the_secret_is_taken_and_nothing_else",
        "webhooks/test_receiving.py::test_a_changed_byte_breaks_the_signature",
    ),
    orders(
        "an empty secret signs nothing",
        f"{HOOKS}/signatures.py",
        " for secret in secrets if secret)",
        " for secret in secrets)",
        "webhooks/test_signatures.py::test_an_empty_secret_signs_nothing",
    ),
    orders(
        "a body has a largest size",
        "orders/views/hooks.py",
        "if _length(request) > LARGEST_BODY:",
        "if LARGEST_BODY < 0:",
        "webhooks/test_receiving.py::test_what_is_too_large_is_not_read",
    ),
    orders(
        "a notification is kept once",
        "orders/actions/receiving.py",
        "ON CONFLICT (connection_id, key) DO NOTHING",
        "",
        "webhooks/test_receiving.py::test_the_same_delivery_is_kept_once",
    ),
    orders(
        "an old state replaces no newer one",
        "orders/sale_parts.py",
        "return _age(before, said_before) < _age(now, said_now)",
        "return True",
        "webhooks/test_merging.py::test_an_old_state_never_overwrites_a_newer_one",
    ),
    orders(
        "an older export wipes no refund",
        "orders/sale_growth.py",
        'found["refunded_amount"] = max(amounts, key=Decimal)',
        "pass",
        "test_overlapping_exports.py::test_an_older_export_does_not_wipe_a_refund_and_the_open_question_it_raised",
    ),
    orders(
        "an import has one worker at a time",
        "orders/actions/claiming.py",
        "Import.objects.filter(free, pk=import_id, state__in=_BUSY)",
        "Import.objects.filter(pk=import_id, state__in=_BUSY)",
        "test_import_lease.py",
    ),
    orders(
        "a row of a sheet has an end",
        "orders/importers/long_sheets.py",
        "if since > ROW_BYTES:",
        "if since < 0:",
        "importers/test_long_sheets.py::test_a_row_without_end_is_refused_and_not_held",
        "importers/test_whatever_workbook.py::test_a_workbook_that_unfolds_without_end_is_refused_before_it_is_held",
    ),
    orders(
        "what a workbook holds has a largest size",
        "orders/importers/workbook.py",
        "held > HELD_LIMIT or ",
        "",
        "importers/test_long_sheets.py::test_texts_that_are_more_than_may_be_held_are_refused",
    ),
)

GOING_OUT = (
    orders(
        "an order is of the store that is asked",
        "orders/views/order.py",
        "get_object_or_404(found, store=store, pk=order_id)",
        "get_object_or_404(found, pk=order_id)",
        "test_one_order_page.py::test_an_order_of_another_store_is_none_of_ours",
    ),
    orders(
        "no cell of a file is a formula",
        "orders/exporting.py",
        """return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text""",
        "return text",
        "test_order_table.py::test_no_cell_begins_as_a_formula",
        "test_what_an_order_says_cannot_become_a_formula",
    ),
    orders(
        "an import is taken back within thirty days",
        "orders/actions/deciding.py",
        "        finished_at__gt=now - UNDO_WITHIN,\n",
        "",
        "test_import_decisions.py::test_an_import_can_be_taken_back_for_thirty_days",
    ),
    orders(
        "the numbers of a file meet those of their own store alone",
        "orders/actions/odd_numbers.py",
        "WHERE held.store_id = %s\n",
        "WHERE %s > 0\n",
        "test_odd_numbers.py::test_another_store_is_never_looked_at",
    ),
)

MEANING = (
    orders(
        "the owner before tracking, tracking before files",
        CLAIMS,
        "key=lambda name: (RANK.get(Source(name), 0), name)",
        "key=lambda name: name",
        "test_claims.py::test_the_owners_record_goes_before_the_export_and_each_adds_what_the_other_lacks",
        "test_tracking.py::test_tracking_goes_before_a_file_and_the_owner_before_tracking",
    ),
    orders(
        "a day of arrival by the owner stands against a carrier",
        CLAIMS,
        'held.pop("tracked", None)',
        "pass",
        "test_conflicts.py::test_the_owner_by_hand_goes_before_the_carrier_and_a_day_of_arrival_closes_the_question",
    ),
    orders(
        "a vaguer word takes no known outcome back",
        CLAIMS,
        "return before if vague[1] else now",
        "return now",
        "test_claims.py::test_a_vaguer_word_takes_no_known_outcome_back",
    ),
    orders(
        "an unknown arrival is not proven",
        FACTS,
        'return _SILENT, "confirmed_in_bulk" if confirmed_in_bulk else "nobody_said"',
        'return _PROVEN, "confirmed"',
        "test_facts.py::test_an_order_that_nobody_spoke_of_is_not_observed",
    ),
    orders(
        "a timer proves no arrival",
        FACTS,
        'return _SILENT, "confirmed_by_timer"',
        'return _PROVEN, "confirmed"',
        "test_facts.py::test_a_timer_a_cancellation_or_an_unknown_code_proves_nothing",
    ),
    orders(
        "confirmations in one go prove nothing",
        FACTS,
        "if end_reason == CONFIRMED and not confirmed_in_bulk and life.outcome is None:",
        "if end_reason == CONFIRMED and life.outcome is None:",
        "test_facts.py::test_confirmations_in_one_go_prove_nothing",
    ),
    orders(
        "silence is good only where a complaint would show",
        FACTS,
        "quiet = False if shown and not question else None",
        "quiet = None if question else False",
        "test_facts.py::test_silence_about_quality_is_good_only_where_a_complaint_would_show",
    ),
    orders(
        "an overdue order stays open",
        "orders/tracking.py",
        "return _PLAIN.get(status, Tracked.OPEN)",
        "return _PLAIN.get(status, Tracked.LOST)",
        "test_tracking.py::test_a_status_means_what_it_says_and_no_more",
    ),
)

GUARDS: tuple[Guard, ...] = (*COMING_IN, *GOING_OUT, *MEANING)
