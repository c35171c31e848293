"""Pairs of suppliers of a store that may be one, and why."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stores.models import Store
from suppliers.models import Contact, Payee, Supplier
from suppliers.naming import name_key

LICENCE, SHOP, ACCOUNT, CONTACT, NAME = "licence", "shop", "account", "contact", "name"
# The strongest first.
REASONS: dict[str, Promise] = {
    LICENCE: _("the same licence number"),
    ACCOUNT: _("the same account to be paid on"),
    SHOP: _("the same shop"),
    CONTACT: _("the same contact"),
    NAME: _("the same name, but for what companies add to it"),
}
# More suppliers than these share no telling thing: a payment link of a service, an address of an agent.
MOST_ALIKE = 10
_COMPANY = re.compile(
    r"(?:\b(?:co|company|corp|corporation|gmbh|inc|incorporated|limited|llc|ltd|official|shop|store|trading)\b"
    r"|有限责任公司|股份有限公司|有限公司|公司|旗舰店|官方店|专卖店)"
)
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Pair:
    """Show two suppliers and what they share: keys of REASONS, the strongest first."""

    one: Supplier
    other: Supplier
    reasons: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[Promise]:
        """Return why they may be one."""
        return [REASONS[key] for key in self.reasons]


def duplicates(store: Store) -> list[Pair]:
    """Return the pairs that may be one, those with the strongest reasons first, in three queries."""
    suppliers = {each.pk: each for each in Supplier.objects.filter(store=store).select_related("store")}
    pairs: dict[tuple[int, int], Pair] = {}
    sharing = _sharing(store, suppliers)
    for reason in REASONS:
        for one, other in _pairs(sharing[reason]):
            pair = pairs.setdefault((one, other), Pair(suppliers[one], suppliers[other]))
            pair.reasons.append(reason)
    rank = list(REASONS)
    return sorted(
        pairs.values(), key=lambda pair: (rank.index(pair.reasons[0]), -len(pair.reasons), pair.one.name_key)
    )


Groups = dict[str, set[int]]


def _sharing(store: Store, suppliers: dict[int, Supplier]) -> dict[str, Groups]:
    """Return for each reason what is shared -> who shares it."""
    found: dict[str, Groups] = {reason: defaultdict(set) for reason in REASONS}
    for each in suppliers.values():
        for reason, value in _own(each):
            found[reason][value].add(each.pk)
    accounts = Payee.objects.filter(store=store).exclude(account_digest="")
    for kind, digest, supplier in accounts.values_list("kind", "account_digest", "supplier"):
        found[ACCOUNT][f"{kind} {digest}"].add(supplier)
    # Two shops on one marketplace may have a chat of the same name.
    contacts = Contact.objects.filter(store=store).exclude(kind=Contact.Kind.PLATFORM)
    for kind, value, supplier in contacts.values_list("kind", "value_key", "supplier"):
        found[CONTACT][f"{kind} {value}"].add(supplier)
    return {
        reason: {value: ids & suppliers.keys() for value, ids in groups.items()}
        for reason, groups in found.items()
    }


def _own(supplier: Supplier) -> Iterator[tuple[str, str]]:
    if supplier.licence_number:
        yield LICENCE, f"{supplier.licence_kind} {_NOT_A_WORD.sub('', name_key(supplier.licence_number))}"
    if supplier.shop_id:
        yield SHOP, f"id {name_key(supplier.shop_id)}"
    if supplier.shop_url:
        yield SHOP, f"url {bare_address(supplier.shop_url)}"
    names = (supplier.name, supplier.trading_name, supplier.legal_name_zh, supplier.legal_name_en)
    for name in {bare_name(each) for each in names} - {""}:
        yield NAME, name


def bare_address(url: str) -> str:
    """Return an address without what means nothing: how it is fetched, its asking, a slash at its end."""
    parts = urlsplit(url.strip().casefold())
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/")


def bare_name(name: str) -> str:
    """Return a name without what companies add to theirs; the name itself where that is all of it."""
    key = name_key(name)
    return _NOT_A_WORD.sub("", _COMPANY.sub("", key)) or _NOT_A_WORD.sub("", key)


def _pairs(groups: Groups) -> Iterable[tuple[int, int]]:
    found = {
        pair for ids in groups.values() if len(ids) <= MOST_ALIKE for pair in combinations(sorted(ids), 2)
    }
    return sorted(found)
