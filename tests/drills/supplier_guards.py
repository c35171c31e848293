"""The guards of suppliers: whom the money may go to, what counts as proof, and who may hand it in or take it out."""

from dataclasses import replace

from tests.drills.ground import PRODUCT
from tests.drills.guard import Guard, guard

CONFIRMING = "suppliers/test_payee_confirming.py"
FILES = "suppliers/keeping_files.py"


def suppliers(name: str, file: str, old: str, new: str, *tests: str) -> Guard:
    """Return a guard of suppliers; its tests stand in tests/suppliers and tests/assessments."""
    return replace(guard(f"suppliers: {name}", file, old, new, *tests), ground=PRODUCT)


PAYEES = (
    suppliers(
        "who told an account confirms none",
        "suppliers/channels.py",
        "if contact.pk == teller.pk:",
        "if teller.pk is None:",
        f"{CONFIRMING}::test_the_channel_that_told_it_cannot_confirm_it",
    ),
    suppliers(
        "a channel was known before the account was told",
        "suppliers/channels.py",
        "if contact.known_on >= payee.told_on:",
        "if contact.known_on > payee.told_on:",
        f"{CONFIRMING}::test_a_channel_known_only_since_that_day_or_later_cannot_confirm_it",
    ),
    suppliers(
        "the digits are compared",
        "suppliers/actions/payees.py",
        "    if not constant_time_compare(number, normal_account(payee.kind, heard)):\n",
        "    if not heard:\n",
        f"{CONFIRMING}::test_other_digits_confirm_nothing_and_are_noted_without_them",
    ),
    suppliers(
        "a payee that waits is a changed one",
        "assessments/supplier_facts.py",
        '        yield "payee_changed", Fact(value=True, source=PENDING)\n',
        '        yield "payee_changed", Fact(value=False, source=PENDING)\n',
        "assessments/test_supplier_facts.py::test_a_first_payee_freezes_too_until_it_is_confirmed",
        "test_a_changed_payee_means_stay_and_its_confirmation_restores_the_very_same_verdict",
    ),
    suppliers(
        "a payee that waits is told before there is a verdict",
        "assessments/freezing.py",
        "if payee.state == Payee.State.PENDING)",
        "if payee.state is None)",
        "assessments/test_freezing.py::test_before_the_worker_has_looked_the_report_is_frozen_and_shows_no_freer_verdict",
    ),
    suppliers(
        "a number is shown masked",
        "suppliers/checks/accounts.py",
        'return f"{head}{_HIDDEN}{_tail(normal)}"',
        "return normal",
        "suppliers/checks/test_accounts.py::test_what_is_shown_of_a_number",
        "suppliers/test_payee_secrecy.py::test_no_page_but_the_one_that_reveals_shows_a_whole_number",
    ),
    suppliers(
        "who looks at a number stands in the trail",
        "suppliers/actions/payees.py",
        "    note(payee.supplier, TrailEntry.Kind.PAYEE_REVEALED, user, now, str(payee))\n",
        "",
        "suppliers/test_payees.py::test_whoever_looks_at_a_number_stands_in_the_trail_without_it",
    ),
)

PROOF = (
    suppliers(
        "the bytes of a file say what it is",
        FILES,
        "content_type = _kind_of(head) or (",
        "content_type = upload.content_type or (",
        "suppliers/test_documents_files.py::test_a_file_that_is_no_proof_or_not_what_it_says_is_refused",
    ),
    suppliers(
        "a document that nobody looked at counts nothing",
        "assessments/diligence.py",
        "return document.verdict == Document.Verdict.UNVERIFIED",
        "return document.verdict is None",
        "assessments/test_diligence.py::test_a_document_that_nobody_looked_at_improves_and_worsens_nothing",
    ),
    suppliers(
        "an expired document holds nothing up",
        "assessments/diligence.py",
        " and (each.expires_on is None or each.expires_on >= as_of)",
        "",
        "assessments/test_diligence.py::test_a_document_holds_to_the_end_of_its_last_day",
    ),
    suppliers(
        "a file is of the store that is asked",
        "suppliers/queries.py",
        "Supplier.objects.filter(store=store, pk=supplier_id)",
        "Supplier.objects.filter(pk=supplier_id)",
        "assessments/test_document_pages.py::test_a_document_of_another_store_or_supplier_is_404_for_every_verb",
    ),
    suppliers(
        "a file is of the supplier that is asked",
        "suppliers/asking.py",
        "Document.objects.filter(supplier=supplier, pk=document_id)",
        "Document.objects.filter(pk=document_id)",
        "suppliers/test_documents.py::test_a_document_is_found_at_its_own_supplier_only",
    ),
    suppliers(
        "a phrase that ran out has failed",
        "suppliers/actions/challenges.py",
        "if found.state != Challenge.State.OPEN or is_overdue(found, now):",
        "if found.state != Challenge.State.OPEN:",
        "suppliers/test_challenges.py::test_after_a_week_the_right_phrase_comes_too_late",
    ),
)

LINKS = (
    suppliers(
        "whoever asks too often waits",
        "suppliers/limiting.py",
        "return cache.incr(key) <= most",
        "return cache.incr(key) > 0",
        "assessments/test_ask_page_bounds.py::test_who_guesses_too_often_is_told_to_wait_and_a_link_that_works_stays_open",
        "test_a_link_takes_only_so_much_an_hour_from_however_many_addresses",
    ),
    suppliers(
        "a link that was withdrawn is closed",
        "suppliers/asking.py",
        "    if link.revoked_at:\n",
        "    if link.revoked_at and now >= link.expires_at:\n",
        "suppliers/test_asking.py::test_a_link_is_closed_at_its_end_and_when_it_is_withdrawn",
    ),
    suppliers(
        "a link has an end",
        "suppliers/asking.py",
        "return LinkState.OPEN if now < link.expires_at else LinkState.EXPIRED",
        "return LinkState.OPEN",
        "suppliers/test_asking.py::test_a_link_is_closed_at_its_end_and_when_it_is_withdrawn",
    ),
    suppliers(
        "what comes in by a link was asked",
        "suppliers/actions/asking.py",
        "            if each.point in held.points\n",
        "",
        "suppliers/test_asking.py::test_a_point_that_was_not_asked_is_not_taken_in",
    ),
)

MERGES = (
    suppliers(
        "proposals go over with a merge",
        "assessments/merge_rows.py",
        '    Rows(Proposal, _("proposals")),\n',
        "",
        "assessments/test_merging.py::test_a_merge_loses_nothing_and_its_undoing_restores_everything",
        "test_every_table_that_points_at_suppliers_goes_over_or_is_made_anew",
    ),
)

GUARDS: tuple[Guard, ...] = (*PAYEES, *PROOF, *LINKS, *MERGES)
