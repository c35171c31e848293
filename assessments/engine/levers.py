"""What an owner can ask for, prove or wait for: each lever a list of change sets, mildest first."""

import math
from collections.abc import Iterator

from assessments.engine.changes import (
    ASK,
    PILOT_ORDERS,
    PROVE,
    UNKNOWN_STANDS_FOR,
    WAIT,
    WAITING,
    Change,
    ChangeSet,
    Value,
)
from assessments.engine.evidence import Evidence
from assessments.engine.pilot_plan import days_of_pilot, direct_orders_needed
from assessments.engine.policy import Policy
from assessments.engine.proposal import Proposal
from assessments.engine.verdict import Decision
from assessments.engine.waiting import orders_arrived, pace_of
from assessments.engine.words import Tier, Verdict

Lever = list[ChangeSet]

METHODS_TO_ASK_FOR = (
    "alibaba_trade_assurance",
    "credit_card_link",
    "escrow",
    "paypal_goods_services",
    "debit_card_link",
    "wise_card",
    "open_account",
)
"""Protected ways to pay that a small store can really get, the likeliest to be granted first."""

NEVER_PROPOSED = ("wire_personal", "wire_third_party")
"""Ways to pay that no word of ours leads to, beside all that leave no trace: a stranger's account."""

DEPOSITS = (0.7, 0.5, 0.3, 0.1, 0.0)
VOLUMES = (0.75, 0.5, 0.33, 0.25)
WAITS = (14, 21, 28, 42, 56, 70, 84, 98, 112, 126, 140, 154, 168, 182, 210, 252, 308, 364)
DEEPEST_CUT = 50
"""Percent of the on-platform price."""

ASKED_AWAY = (
    "personal_account",
    "payee_mismatch",
    "payee_changed",
    "untraceable_only",
    "licence_invalid",
    "refuses_written_terms",
)
"""Blockers that the supplier can lift by giving in, or by giving what a check then confirms."""


def is_waiting(lever: Lever) -> bool:
    """Return whether the lever is waiting: the one lever of which a stronger step may be a worse one."""
    return bool(lever) and WAITING[0] in lever[0].fields


def single_levers(
    decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy, cap: int | None
) -> Iterator[Lever]:
    """Yield every lever; its sets grow dearer, and stronger too save for waiting, while which orders grow old.

    `cap` is the exposure cap, orders a month; None for none.
    """
    yield from _answers(decision, proposal)
    yield from _knowledge(decision, evidence, proposal, policy)
    yield from _payment(proposal, policy)
    yield from _terms(proposal)
    yield _price(proposal)
    yield from _volume(decision, proposal, policy, cap)
    # Waiting for a known fake to be forgotten is no advice.
    if not decision.found.sums.has_counterfeit:
        yield _waiting(evidence, policy)
        yield _pilot(decision, policy, cap)


def _one(pile: str, cost: float, field: str, before: Value, after: Value) -> ChangeSet:
    return ChangeSet(pile, cost, (Change(field, before, after, pile),))


def _answers(decision: Decision, proposal: Proposal) -> Iterator[Lever]:
    unknown = [blocker.key for blocker in decision.blockers if blocker.answer is None]
    for key in unknown:
        yield [_one(PROVE, 0.05, f"answers.{key}", None, False)]
    if len(unknown) > 1:
        changes = tuple(Change(f"answers.{key}", None, False, PROVE) for key in unknown)
        yield [ChangeSet(PROVE, 0.05 * len(unknown), changes)]
    for blocker in decision.blockers:
        if blocker.answer and blocker.source == "answer" and blocker.key in ASKED_AWAY:
            yield [_one(ASK, 0.3, f"answers.{blocker.key}", True, False)]
        if blocker.answer and blocker.key == "personal_account":
            yield from _proof("sole_trader_own_account", 0.35, proposal)


def _proof(question: str, cost: float, proposal: Proposal) -> Iterator[Lever]:
    """Yield the proof of a good answer where none is known; what the owner knows is not to be disproved."""
    if proposal.answers.get(question) is None:
        yield [_one(PROVE, cost, f"answers.{question}", None, True)]


def _knowledge(decision: Decision, evidence: Evidence, proposal: Proposal, policy: Policy) -> Iterator[Lever]:
    share = evidence.diligence_share
    steps = [
        float(level) for level in policy.gates["diligence"] if level is not None and level > (share or 0.0)
    ]
    yield [
        _one(PROVE, 0.2 + 0.1 * place, "diligence_share", share, level) for place, level in enumerate(steps)
    ]
    if proposal.risk_budget is None:
        found = decision.found
        enough = max(0.0, found.cvar, found.peak_cash)
        # Rounded up at two significant digits, so that the sentence reads well in any currency.
        unit = 10.0 ** (math.floor(math.log10(enough)) - 1) if enough > 0.0 else 1.0
        yield [_one(PROVE, 0.1, "risk_budget", None, math.ceil(enough / unit) * unit)]
    if proposal.payment_method in ("paypal_goods_services", "paypal_invoice"):
        yield from _proof("paypal_resale_eligible", 0.25, proposal)


def _payment(proposal: Proposal, policy: Policy) -> Iterator[Lever]:
    if proposal.recovery is not None:
        return
    family = policy.families.get(proposal.payment_method or "", ())
    members = [key for key in family if _may_be_proposed(key, policy)]
    asked = [key for key in METHODS_TO_ASK_FOR if key in policy.methods and key not in family]
    for pile, keys in ((PROVE, members), (ASK, asked)):
        for place, key in enumerate(keys):
            if key == proposal.payment_method:
                continue
            changes = [Change("payment_method", proposal.payment_method, key, pile)]
            if proposal.irreversible:
                changes.append(Change("irreversible", True, None, pile))
            yield [ChangeSet(pile, (0.1 if pile == PROVE else 0.35) + 0.02 * place, tuple(changes))]


def _may_be_proposed(key: str, policy: Policy) -> bool:
    method = policy.methods[key]
    is_traceable = method.tier is not Tier.UNTRACEABLE_FINAL and not method.personal_payee
    return is_traceable and key not in NEVER_PROPOSED


def _terms(proposal: Proposal) -> Iterator[Lever]:
    deposit = proposal.deposit_share
    today = UNKNOWN_STANDS_FOR["deposit_share"] if deposit is None else deposit
    yield [
        _one(ASK, 0.2 + 0.3 * (today - share), "deposit_share", deposit, share)
        for share in DEPOSITS
        if share < today
    ]
    if proposal.days_after_balance != 0.0 and deposit != 1.0:
        yield [_one(ASK, 0.3, "days_after_balance", proposal.days_after_balance, 0.0)]
    if proposal.top_up != 0.0:
        yield [_one(ASK, 0.15, "top_up", proposal.top_up, 0.0)]
    if proposal.orders_per_payment != 1.0:
        yield [_one(ASK, 0.1, "orders_per_payment", proposal.orders_per_payment, 1.0)]


def _price(proposal: Proposal) -> Lever:
    """Return lower prices in steps of one percent of the on-platform price."""
    on_price, price = proposal.on_platform_price, proposal.offered_price
    today = math.floor(100.0 * (1.0 - price / on_price) + 1e-9)
    sets = []
    for cut in range(max(1, today + 1), DEEPEST_CUT + 1):
        lower = float(f"{on_price * (100 - cut) / 100:.6g}")
        cost = 0.2 + 2.0 * (price - lower) / on_price
        sets.append(_one(ASK, cost, "offered_price", price, lower))
    return sets


def _volume(decision: Decision, proposal: Proposal, policy: Policy, cap: int | None) -> Iterator[Lever]:
    """Yield other volumes to plan, the nearest first: what an owner can choose, for nobody can order demand.

    Smaller ones go down to the least that the gates allow, larger ones up to the pace that the orders show.
    """
    volume, pace = proposal.orders_per_month, decision.found.sums.pace
    least = math.ceil(policy.gates["planned_volume"][0] or 1.0)
    limits = [
        math.floor(factor * pace) for factor in policy.gates["planned_against_pace"] if factor is not None
    ]
    parts = (math.floor(volume * factor) for factor in VOLUMES)
    targets = {least, math.floor(pace), *limits, *parts, *(() if cap is None else (cap,))}
    for target in sorted(targets, key=lambda target: (abs(target - volume), target)):
        if least <= target <= max(volume, pace) and target != volume:
            distance = abs(math.log(target / volume))
            yield [_one(PROVE, 0.35 + 0.2 * distance, "orders_per_month", volume, float(target))]


def _pilot(decision: Decision, policy: Policy, cap: int | None) -> Lever:
    """Return the pilot that READY waits for where the payment is final; only who may begin one is sent to it."""
    needed = direct_orders_needed(decision.found, policy)
    if decision.verdict is not Verdict.PILOT or not needed:
        return []
    days = days_of_pilot(needed, decision.found.terms, cap, policy)
    asked = policy.gates[PILOT_ORDERS][1]
    if days is None or asked is None:
        return []
    mean = (days["low"] + days["high"]) / 2.0
    # Cheaper than other waits: it is what the verdict advises anyway, and asks nothing of the supplier.
    return [_one(WAIT, 0.1 + mean / 180.0, PILOT_ORDERS, decision.found.sums.clean_off, asked)]


def _waiting(evidence: Evidence, policy: Policy) -> Lever:
    pace = pace_of(evidence, policy)
    if pace is None:
        return []
    sets = []
    for days in WAITS:
        orders = orders_arrived(pace.mean, days, policy)
        changes = (
            Change("wait_days", 0.0, float(days), WAIT),
            Change("clean_orders", 0.0, float(orders), WAIT),
        )
        sets.append(ChangeSet(WAIT, 0.3 + days / 180.0, changes))
    return sets
