"""The hard stops: what a "yes" means, and what to do where the answer is not known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.wording.view import BlockerView


@dataclass(frozen=True, slots=True)
class BlockerWords:
    """What a yes means, its short name, the question, what to do when nobody knows, and what to get."""

    fact: Promise
    name: Promise
    question: Promise
    ask: Promise
    goal: Promise


BLOCKERS: Final[dict[str, BlockerWords]] = {
    "personal_account": BlockerWords(
        gettext_lazy("The money would go to a person’s account; a person is on no contract."),
        gettext_lazy("payment to a personal account"),
        gettext_lazy("Does the money go to a person’s account?"),
        gettext_lazy("Ask for the account’s full name. It must be the company of the licence."),
        gettext_lazy("an account in the company’s own name"),
    ),
    "payee_mismatch": BlockerWords(
        gettext_lazy("The account belongs to somebody other than your contract party."),
        gettext_lazy("a payee who is not the contract party"),
        gettext_lazy("Does the account belong to somebody other than your contract party?"),
        gettext_lazy("Compare licence, invoice and account name, letter for letter."),
        gettext_lazy("an account that belongs to your contract party"),
    ),
    "payee_changed": BlockerWords(
        gettext_lazy("The bank details changed and nobody confirmed them on a second channel."),
        gettext_lazy("changed bank details, not confirmed"),
        gettext_lazy("Did the bank details change without a check on a second channel?"),
        gettext_lazy("Call a number you knew before the change and have the digits read to you."),
        gettext_lazy("a call that confirms the bank details"),
    ),
    "pressure": BlockerWords(
        gettext_lazy("You are pressed to pay at once by a payment that cannot be taken back."),
        gettext_lazy("pressure to pay at once"),
        gettext_lazy("Are you pressed to pay at once?"),
        gettext_lazy("Say in the proposal whether you were pressed to pay at once."),
        gettext_lazy("your word that nobody presses you to pay at once"),
    ),
    "close_dispute": BlockerWords(
        gettext_lazy("You were asked to close a dispute or to confirm a receipt early. Never do."),
        gettext_lazy("a request to close a dispute or confirm receipt early"),
        gettext_lazy("Were you asked to close a dispute or to confirm a receipt early?"),
        gettext_lazy("Say in the proposal whether you were asked to close a dispute or confirm early."),
        gettext_lazy("your word that nobody asked you to close a dispute or confirm early"),
    ),
    "untraceable_only": BlockerWords(
        gettext_lazy("Only payments that cannot be traced are accepted."),
        gettext_lazy("only untraceable payments accepted"),
        gettext_lazy("Are only untraceable payments accepted?"),
        gettext_lazy("Ask which other payment methods the supplier takes."),
        gettext_lazy("a payment method that can be traced"),
    ),
    "confirmed_counterfeit": BlockerWords(
        gettext_lazy("A fake from this supplier was confirmed in the last 180 days."),
        gettext_lazy("a confirmed counterfeit"),
        gettext_lazy("Was a fake confirmed in the last 180 days?"),
        gettext_lazy("Say in the proposal whether a customer or a platform confirmed a fake."),
        gettext_lazy("your word that no fake was confirmed"),
    ),
    "licence_invalid": BlockerWords(
        gettext_lazy("The licence number fails its own check or is not in the public register."),
        gettext_lazy("an invalid licence number"),
        gettext_lazy("Is the licence number wrong or not in the register?"),
        gettext_lazy("Ask for the business licence and look its number up on gsxt.gov.cn."),
        gettext_lazy("a licence number found in the register"),
    ),
    "refuses_written_terms": BlockerWords(
        gettext_lazy("The supplier refuses any written terms."),
        gettext_lazy("no written terms"),
        gettext_lazy("Does the supplier refuse written terms?"),
        gettext_lazy("Ask for an invoice with goods, price, delivery day and what happens to lost parcels."),
        gettext_lazy("written terms"),
    ),
}


@dataclass(frozen=True, slots=True)
class FlagStopWords:
    """What a stop that is no question means, and its short name."""

    fact: Promise
    name: Promise


FLAG_STOPS: Final[dict[str, FlagStopWords]] = {
    "look_alike_address": FlagStopWords(
        gettext_lazy(
            "Somebody wrote from an address that imitates the supplier’s. Whoever it is, do not pay."
        ),
        gettext_lazy("an address that imitates a known one"),
    ),
    "branded_without_authorisation": FlagStopWords(
        gettext_lazy("They sell brand goods and do not have the brand’s permission."),
        gettext_lazy("brand goods without permission"),
    ),
    "supplier_blocked": FlagStopWords(
        gettext_lazy("You blocked this supplier."),
        gettext_lazy("your own block on this supplier"),
    ),
}

BECAUSE: Final[dict[str, Promise]] = {
    "payee_pending": gettext_lazy("Because a payee of this supplier waits for confirmation."),
    "payee_gone": gettext_lazy(
        "Because the account that this proposal names was rejected, or replaced by none that is confirmed."
    ),
    "payees_gone": gettext_lazy(
        "Because no account of this supplier is confirmed, and others were on record."
    ),
    "payees_confirmed": gettext_lazy("Because a payee of this supplier is confirmed and none waits."),
    "payee_name": gettext_lazy("Because of the name on the payee’s account."),
    "licence_number": gettext_lazy("Because of the licence number of this supplier."),
    "register_lookup": gettext_lazy("Because the licence was looked up in the register."),
    "red_flag": gettext_lazy("Because of a red flag that stands for this supplier."),
    "status": gettext_lazy("Because you blocked this supplier."),
}
"""Where an answer comes from that nobody gave in the proposal."""


def blocker_views(blockers: Iterable[Mapping[str, Any]]) -> tuple[BlockerView, ...]:
    """Put the blockers into words: those that are true first, then those nobody answered."""
    views = [
        _view(str(item["key"]), is_true=item.get("answer") is True, source=str(item.get("source")))
        for item in blockers
    ]
    return tuple(sorted(views, key=lambda view: not view.is_true))


def blocker_name(key: str) -> str:
    """Return the short name of a blocker, for the middle of a sentence."""
    words = BLOCKERS.get(key) or FLAG_STOPS.get(key)
    return str(words.name) if words else _spaced(key)


def _view(key: str, *, is_true: bool, source: str) -> BlockerView:
    words = BLOCKERS.get(key)
    state = _state(is_true=is_true)
    if is_true or words is None:
        stop = words or FLAG_STOPS.get(key)
        sentence, ask = str(stop.fact) if stop else _spaced(key), str(BECAUSE.get(source, ""))
    else:
        sentence, ask = str(words.question), str(words.ask)
    return BlockerView(key=key, sentence=sentence, is_true=is_true, state=state, ask=ask)


def _spaced(key: str) -> str:
    """Return the key of a newer engine as words."""
    return key.replace("_", " ")


def _state(*, is_true: bool) -> str:
    return _("Yes, so stay.") if is_true else _("Not known, so not yet.")
