"""Keep a supplier's payees, challenges and proposals with contacts and payees of its own when rows change hands.

The database holds that they are of one supplier. Where a contact or a payee is now another supplier's, its twin takes
its place: the row that says the same, or a copy where there is none.
"""

from typing import Any

from assessments.merge_graver import ACTIVE, same_accounts
from assessments.models import Proposal
from suppliers.models import Challenge, Contact, Document, Payee, SuppliedProduct, Supplier

Aside = list[dict[str, Any]]


def mend(supplier: Supplier, other: Supplier) -> None:
    """Let what is a supplier's refer to no contact, no payee and no link of the other."""
    for field in ("told_by", "confirmed_on"):
        for payee in Payee.objects.filter(supplier=supplier, **{f"{field}__supplier": other}):
            twin = _contact(getattr(payee, field), supplier)
            Payee.objects.filter(pk=payee.pk).update(**{field: twin})
    for challenge in Challenge.objects.filter(supplier=supplier, contact__supplier=other):
        _mend_challenge(challenge, supplier, other)
    for proposal in Proposal.objects.filter(supplier=supplier, payee__supplier=other):
        if proposal.payee is not None:
            Proposal.objects.filter(pk=proposal.pk).update(payee=_payee(proposal.payee, supplier))
    for payee in Payee.objects.filter(supplier=supplier, replaces__supplier=other).select_related("replaces"):
        Payee.objects.filter(pk=payee.pk).update(replaces=_before(payee, supplier))
    # What was handed in by a link is of the one that the link was made for.
    Document.objects.filter(supplier=supplier, asked_by_link__supplier=other).update(supplier=other)


def _mend_challenge(challenge: Challenge, supplier: Supplier, other: Supplier) -> None:
    here = Challenge.objects.filter(pk=challenge.pk)
    twin = _contact(challenge.contact, supplier)
    is_open = challenge.state == Challenge.State.OPEN
    if is_open and Challenge.objects.filter(contact=twin, state=Challenge.State.OPEN).exists():
        # Two cannot wait for one contact: this one stays with the contact that it was about.
        here.update(supplier=other)
    else:
        here.update(contact=twin)


def _contact(contact: Contact, supplier: Supplier) -> Contact:
    """Return the supplier's own row of a contact, copied where it has none."""
    same = Contact.objects.filter(supplier=supplier, kind=contact.kind, value_key=contact.value_key).first()
    if same is not None:
        return same
    contact.pk, contact.supplier = None, supplier
    contact.save(force_insert=True)
    return contact


def _payee(payee: Payee, supplier: Supplier) -> Payee:
    """Return the supplier's own row of an account, copied where it has none."""
    same = same_accounts(payee, supplier).order_by("pk")
    found = (
        same.filter(state__in=ACTIVE).first()
        # What was rejected here is not let in again by the other's row.
        or same.filter(state=Payee.State.REJECTED).first()
        or same.filter(state=payee.state).first()
    )
    if found is not None:
        return found
    payee.replaces = _before(payee, supplier)
    payee.pk, payee.supplier = None, supplier
    payee.told_by = payee.told_by and _contact(payee.told_by, supplier)
    payee.confirmed_on = payee.confirmed_on and _contact(payee.confirmed_on, supplier)
    payee.save(force_insert=True)
    return payee


def _before(payee: Payee, supplier: Supplier) -> Payee | None:
    """Return the supplier's own row of the account whose place a payee took, copied where it has none.

    Who told it is not forgotten with it; money goes to a copy no more.
    """
    old = payee.replaces
    if old is None or old.supplier_id == supplier.pk:
        return old
    same = same_accounts(old, supplier).filter(pk__lt=old.pk).order_by("-pk").first()
    if same is not None:
        return same
    old.replaces = _before(old, supplier)
    old.pk, old.supplier = None, supplier
    if old.state != Payee.State.REJECTED:
        old.state = Payee.State.REPLACED
    old.told_by = old.told_by and _contact(old.told_by, supplier)
    old.confirmed_on = old.confirmed_on and _contact(old.confirmed_on, supplier)
    old.save(force_insert=True)
    return old


def set_aside(kept: Supplier, gone: Supplier) -> Aside:
    """Let the kept supplier's row of an account stand for both; return what that replaced."""
    aside: Aside = []
    for payee in Payee.objects.filter(supplier=gone, state__in=ACTIVE).order_by("pk"):
        twin = same_accounts(payee, kept).filter(state__in=ACTIVE).first()
        if twin is None:
            continue
        paid = Proposal.objects.filter(payee=payee)
        aside.append(
            {
                "payee": payee.pk,
                "state": payee.state,
                "twin": twin.pk,
                "proposals": list(paid.values_list("pk", flat=True)),
            }
        )
        paid.update(payee=twin)
        Payee.objects.filter(pk=payee.pk).update(state=Payee.State.REPLACED)
    return aside


def put_back(gone: Supplier, aside: Aside) -> None:
    """Undo `set_aside`: an account that was rejected meanwhile stays rejected."""
    for each in aside:
        mine = Payee.objects.filter(pk=each["payee"], supplier=gone, state=Payee.State.REPLACED)
        twin = Payee.objects.filter(pk=each["twin"]).first()
        if twin is not None and twin.state == Payee.State.REJECTED:
            mine.update(
                state=Payee.State.REJECTED,
                rejected_because=twin.rejected_because,
                confirmed_at=None,
                confirmed_on=None,
                confirmed_by=None,
            )
        else:
            mine.update(state=each["state"])
        if Payee.objects.filter(pk=each["payee"], supplier=gone).exists():
            theirs = Proposal.objects.filter(pk__in=each["proposals"], supplier=gone, payee=each["twin"])
            theirs.update(payee=each["payee"])


def hand_over_backups(kept: Supplier, gone: Supplier) -> list[list[int]]:
    """Let the kept supplier be the backup where the other was and both send the product; return the pairs."""
    pairs = []
    for mine in SuppliedProduct.objects.filter(supplier=gone, is_backup=True).order_by("pk"):
        theirs = SuppliedProduct.objects.filter(supplier=kept, name_key=mine.name_key).first()
        if theirs is not None:
            pairs.append([mine.pk, theirs.pk])
            _swap(mine.pk, theirs.pk)
    return pairs


def give_back_backups(pairs: list[list[int]]) -> None:
    """Undo `hand_over_backups`, where nobody else was made the backup meanwhile."""
    for mine, theirs in pairs:
        if SuppliedProduct.objects.filter(pk=theirs, is_backup=True).exists():
            _swap(theirs, mine)


def _swap(old: int, new: int) -> None:
    SuppliedProduct.objects.filter(pk=old).update(is_backup=False)
    SuppliedProduct.objects.filter(pk=new).update(is_backup=True)
