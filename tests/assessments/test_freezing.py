"""A changed payee shows at once, from the tables and not from a verdict that may be older."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import assess_supplier, submit
from assessments.challenge_section import challenge_section
from assessments.flag_section import flags_section
from assessments.freezing import freeze_of, freezes_of
from assessments.models import Proposal
from assessments.queries import SupplierCard, supplier_cards, verdict_counts
from stores.models import Store, User
from stores.queries import today_in
from suppliers.actions import add_supplier, note_checks
from suppliers.actions.challenges import issue_challenge
from suppliers.actions.flags import clear_flag, raise_flag
from suppliers.actions.payees import add_payee, change_payee
from suppliers.models import LOOK_UP, Contact, Payee, RedFlag, Supplier
from tests.assessments.supplier_worlds import (
    NOW,
    TERMS,
    TODAY,
    confirm,
    confirmed_payee,
    sole_trader_licence,
    told,
    trusted,
)
from tests.people import Login

pytestmark = pytest.mark.django_db
OLD, NEW = "6222 0212 3456 7890", "6222 0298 7654 3210"


@pytest.fixture
def supplier(store: Store, owner: User) -> Supplier:
    now = timezone.now()
    made = trusted(store, owner, now)
    confirmed_payee(made, owner, OLD, now)
    return Supplier.objects.get(pk=made.pk)


@pytest.fixture
def proposal(supplier: Supplier, owner: User) -> Proposal:
    made = submit(supplier, TERMS, owner, timezone.now())
    assert made.assessment is not None
    assert made.assessment.verdict == "READY"
    return made


@pytest.fixture
def browser(owner: User, login: Login) -> Client:
    return login(owner)


def cards_of(store: Store) -> list[SupplierCard]:
    return supplier_cards(store, today_in(store, timezone.now()))


def report(proposal: Proposal, more: str = "") -> str:
    return f"/stores/{proposal.store.slug}/proposals/{proposal.pk}/report/{more}"


def text(browser: Client, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


def changed(supplier: Supplier, owner: User) -> Payee:
    now = timezone.now()
    return change_payee(Payee.objects.filter(state="confirmed").latest("pk"), told(NEW, now), owner, now)


def test_before_the_worker_has_looked_the_report_is_frozen_and_shows_no_freer_verdict(
    supplier: Supplier, proposal: Proposal, owner: User, browser: Client
) -> None:
    assert "verdict-ready" in text(browser, report(proposal))
    new = changed(supplier, owner)
    page = text(browser, report(proposal))
    assert (
        "The payee changed. Do not pay until the digits were read back on a channel you knew before." in page
    )
    assert f"{new} in place of {new.replaces}" in page
    assert "3210" in page
    assert "7890" in page
    assert "8765 4321" not in page
    assert "Frozen" in page
    assert "verdict-ready" not in page

    now = timezone.now()
    assess_supplier(supplier.pk, now)
    stayed = text(browser, report(proposal))
    assert "verdict-stay" in stayed
    assert "Frozen" not in stayed
    assert "Because a payee of this supplier waits for confirmation." in stayed
    assert "Your answer in the proposal: yes." not in stayed

    confirm(new, owner, NEW, now)
    assess_supplier(supplier.pk, now)
    thawed = text(browser, report(proposal))
    assert "verdict-ready" in thawed
    assert "Do not pay" not in thawed


def test_an_open_page_learns_of_the_freeze_before_there_is_a_new_verdict(
    supplier: Supplier, proposal: Proposal, owner: User, browser: Client
) -> None:
    ask = report(proposal, f"state/?seen={proposal.assessment_id}")
    assert browser.get(ask).status_code == 204
    changed(supplier, owner)
    news = browser.get(ask, headers={"HX-Request": "true"})
    assert news.status_code == 200
    assert "The payee changed." in news.content.decode()
    freeze = freeze_of(supplier, timezone.now().date())
    assert freeze is not None
    assert browser.get(f"{ask}&freeze={freeze.mark}").status_code == 204
    assert f"freeze={freeze.mark}" in news.content.decode()


def test_lists_show_a_frozen_supplier_as_stay_until_it_is_assessed(
    store: Store, supplier: Supplier, proposal: Proposal, owner: User, browser: Client
) -> None:
    assert [(card.verdict, card.is_frozen) for card in cards_of(store)] == [("READY", False)]
    changed(supplier, owner)
    cards = cards_of(store)
    assert [(card.verdict, card.is_frozen) for card in cards] == [("STAY", True)]
    assert verdict_counts(cards)["READY"] == 0
    assert "Frozen" in text(browser, f"/stores/{store.slug}/")
    assess_supplier(supplier.pk, timezone.now())
    assert [(card.verdict, card.is_frozen) for card in cards_of(store)] == [("STAY", False)]


def test_newer_orders_alone_freeze_nothing(store: Store, supplier: Supplier, proposal: Proposal) -> None:
    Supplier.objects.update(evidence_version=supplier.evidence_version + 5)
    assert [(card.verdict, card.is_frozen, card.is_late) for card in cards_of(store)] == [
        ("READY", False, True)
    ]


def test_a_stop_is_told_in_a_line_and_a_lesser_sign_as_a_warning(
    supplier: Supplier, proposal: Proposal, owner: User, browser: Client
) -> None:
    now = timezone.now()
    raise_flag(supplier, "refuses_checks", now.date(), owner, now)
    page = text(browser, report(proposal))
    assert "Warning signs" in page
    assert "Refuses a sample, an inspection or a video call" in page
    assert "Frozen" not in page
    raise_flag(supplier, "look_alike_address", now.date(), owner, now)
    page = text(browser, report(proposal))
    assert "An address that imitates a known one." in page
    assert "Frozen" in page
    assess_supplier(supplier.pk, now)
    page = text(browser, report(proposal))
    assert "leaving is ruled out by an address that imitates a known one" in page
    assert "Because of a red flag that stands for this supplier." in page
    clear_flag(RedFlag.objects.get(key="look_alike_address"), "It was their own.", owner, now)
    assert freeze_of(supplier, timezone.now().date()) is None


def test_a_block_is_told_too(supplier: Supplier, proposal: Proposal, browser: Client) -> None:
    Supplier.objects.update(status="blocked", evidence_version=supplier.evidence_version + 1)
    page = text(browser, report(proposal))
    assert "You blocked this supplier. Do not pay." in page
    assert "Frozen" in page


def test_the_form_of_a_proposal_shows_the_freeze(
    store: Store, supplier: Supplier, proposal: Proposal, owner: User, browser: Client
) -> None:
    changed(supplier, owner)
    for path in (f"proposals/new/?supplier={supplier.pk}", f"proposals/{proposal.pk}/"):
        assert "The payee changed." in text(browser, f"/stores/{store.slug}/{path}")
    assert "The payee changed." not in text(browser, f"/stores/{store.slug}/proposals/new/")


def test_queries_of_report_and_lists_do_not_grow_with_payees_and_flags(
    store: Store, supplier: Supplier, proposal: Proposal, owner: User, browser: Client
) -> None:
    def queries() -> list[int]:
        found = []
        for address in (report(proposal), f"/stores/{store.slug}/"):
            with CaptureQueriesContext(connection) as seen:
                browser.get(address)
            found.append(len(seen))
        return found

    now = timezone.now()
    raise_flag(supplier, "close_dispute_asked", now.date(), owner, now)
    changed(supplier, owner)
    queries()
    few = queries()
    for each in range(4):
        add_payee(supplier, told(f"6222 0000 1111 000{each}", now), owner, now)
    for key in ("pay_now_pressure", "look_alike_address", "hidden_trader", "young_shop"):
        raise_flag(supplier, key, now.date(), owner, now)
    assert queries() == few


def test_the_parts_of_the_suppliers_page_offer_deeds_only_to_who_may_do_them(
    store: Store, supplier: Supplier, owner: User
) -> None:
    now = timezone.now()
    raise_flag(supplier, "close_dispute_asked", now.date(), owner, now, "in the <chat>")
    made = issue_challenge(Contact.objects.filter(kind="phone").get(), owner, now)
    context: dict[str, object] = {"store": store, "supplier": supplier}
    context |= flags_section(supplier, now.date()) | challenge_section(supplier, now)
    for may_write in (True, False):
        shown = "".join(
            render_to_string(
                f"assessments/supplier_{part}.html", context | {"may_write": may_write, "is_owner": may_write}
            )
            for part in ("flags", "challenge")
        )
        assert "Asked to close a dispute" in shown
        assert "in the &lt;chat&gt;" in shown
        assert made.phrase not in shown
        assert ("/clear/" in shown) is may_write
        assert ("/challenges/" in shown) is may_write


def test_as_many_queries_for_one_sole_trader_as_for_ten(store: Store, owner: User) -> None:
    def asked(number: int) -> tuple[int, int]:
        for each in range(number):
            sole_trader(store, owner, f"Trader {number} {each}")
        traders = [
            (each, Proposal(supplier=each))
            for each in Supplier.objects.filter(store=store).select_related("store")
        ]
        with CaptureQueriesContext(connection) as seen:
            found = freezes_of(traders, TODAY)
        return len(seen), sum(freeze is None for freeze in found)

    one, ten = asked(1), asked(10)
    assert one == (4, 1)
    assert ten == (4, 11)


def sole_trader(store: Store, owner: User, name: str) -> Supplier:
    """Return a supplier who is a person, was looked up, and is paid on an account of that person's."""
    supplier = add_supplier(store, name)
    known = {
        "licence_kind": "uscc",
        "licence_number": sole_trader_licence(),
        "legal_representative": "李小龙",
    }
    Supplier.objects.filter(pk=supplier.pk).update(**known)
    supplier.refresh_from_db()
    note_checks(supplier, {LOOK_UP: "done"}, NOW, owner)
    chosen = Payee.NameMatch.LEGAL_REPRESENTATIVE.value
    confirmed_payee(supplier, owner, "6222000011110009", holder="李小龙", name_match=chosen)
    return supplier
