"""A supplier of which everything is known and much is wrong, for the tests that look at all pages."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from stores.models import Store, User
from suppliers.actions.asking import make_link
from suppliers.actions.challenges import issue_challenge
from suppliers.actions.flags import raise_flag
from suppliers.actions.payees import Told, add_payee, change_payee, confirm_payee, reject_payee
from suppliers.models import Challenge, Contact, Document, Payee, RedFlag, Supplier
from tests.suppliers.accounts import contact, phone
from tests.suppliers.proofs import PDF, judged, kept

HOLDER = "Shenzhen Longhua District Bright Lighting Technology Import and Export Trading Company Limited"
NUMBERS = ("6222 0212 3456 7890 123", "6217 0098 7654 3210 987")
IBAN = "DE89 3704 0044 0532 0130 00"
LINK = "https://pay.example.com/checkout/with/an/address/that/is/longer/than/any/telephone/is/wide?reference=8190"
SIGNS = ("close_dispute_asked", "refuses_checks", "young_shop")


def much_about(supplier: Supplier, owner: User) -> None:
    """Give a supplier contacts, accounts in every state, documents, links, signs and a phrase that waits."""
    known = phone(supplier, owner)
    contact(
        supplier,
        owner,
        "email",
        "sales-department-of-the-factory@bright-lighting-shenzhen.com",
        date(2025, 1, 5),
    )
    told_by = contact(
        supplier,
        owner,
        "email",
        "sales-department-of-the-factory@bright-1ighting-shenzhen.com",
        timezone.now().date(),
    )
    accounts(supplier, owner, known, told_by)
    judged(kept(supplier, owner, content=PDF), "accepted", owner, timezone.now().date() + timedelta(days=20))
    kept(supplier, owner, "samples", link=LINK)
    for sign in SIGNS:
        raise_flag(supplier, sign, timezone.now().date(), owner, timezone.now(), "As they wrote: " + LINK)
    issue_challenge(told_by, owner, timezone.now())
    make_link(supplier, ("business_licence", "samples"), "Please before Friday.", 7, owner, timezone.now())


def accounts(supplier: Supplier, owner: User, known: Contact, told_by: Contact) -> None:
    """Add an account that was replaced, one that is confirmed, one that waits in its place, and one rejected."""
    now = timezone.now()

    def told(number: str, **more: Any) -> Told:
        usual: dict[str, Any] = {"kind": "bank", "told_on": now.date(), "holder": HOLDER, "country": "CN"}
        return Told(account=number, **usual | more)

    old = confirm_payee(add_payee(supplier, told(NUMBERS[0]), owner, now), known, NUMBERS[0], owner, now)
    link = add_payee(supplier, told(LINK, kind="card_link", holder="Lily Wang"), owner, now)
    reject_payee(link, "They said on the telephone that they sent no link.", owner, now)
    current = change_payee(old, told(NUMBERS[1], country="HK"), owner, now)
    confirm_payee(current, known, NUMBERS[1], owner, now)
    change_payee(current, told(IBAN, holder="Lily Wang", told_by=told_by), owner, now)


def addresses_about(supplier: Supplier) -> Iterator[str]:
    """Yield the addresses of all pages below a supplier."""
    slug = supplier.store.slug
    yield reverse("assessments:supplier", args=[slug, supplier.pk])
    for name in (
        "suppliers:contact_new",
        "suppliers:payee_new",
        "assessments:document_new",
        "assessments:flag_new",
        "assessments:challenge_new",
        "assessments:ask_new",
    ):
        yield reverse(name, args=[slug, supplier.pk])
    for account in Payee.objects.filter(supplier=supplier).order_by("pk"):
        yield reverse("suppliers:payee", args=[slug, account.pk])
    yield reverse("suppliers:payee_change", args=[slug, waiting(supplier).pk])
    yield reverse("suppliers:contact_end", args=[slug, Contact.objects.filter(supplier=supplier)[0].pk])
    for document in Document.objects.filter(supplier=supplier).order_by("pk"):
        yield reverse("assessments:document", args=[slug, supplier.pk, document.pk])
    flag, phrase = RedFlag.objects.filter(supplier=supplier)[0], Challenge.objects.get(supplier=supplier)
    yield reverse("assessments:flag_clear", args=[slug, supplier.pk, flag.pk])
    yield reverse("assessments:challenge", args=[slug, supplier.pk, phrase.pk])


def waiting(supplier: Supplier) -> Payee:
    """Return the account that nobody has confirmed."""
    return Payee.objects.get(supplier=supplier, state=Payee.State.PENDING)


def number_revealed(page: Page, store: Store) -> None:
    """Have the whole number of an account shown."""
    page.goto(
        reverse("suppliers:payee", args=[store.slug, Payee.objects.get(store=store, state="pending").pk])
    )
    page.get_by_role("button", name="Show the whole number once").click()
    expect(page.get_by_text(IBAN.replace(" ", ""))).to_be_visible()


def number_misheard(page: Page, store: Store) -> None:
    """Have an account refused, because another number was read back."""
    page.goto(
        reverse("suppliers:payee", args=[store.slug, Payee.objects.get(store=store, state="pending").pk])
    )
    page.get_by_label("Read back on").select_option(index=1)
    page.get_by_label("The whole number, as it was read to you").fill(NUMBERS[0])
    page.get_by_role("button", name="Confirm this account").click()
    expect(page.get_by_text("This is not the number that was entered.").first).to_be_visible()
