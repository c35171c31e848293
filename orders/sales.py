"""What is held to be true of one customer's order when its parts speak together.

A pure function of the parts (`orders.sale_parts`): whatever the sequence in which files and notifications come
in, and however often, they end in the same order.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from orders.importers.rows import SalesLineRow, Source
from orders.sale_growth import grown
from orders.sale_parts import MOMENTS, MONEY, ORDER, PROMISE, WORDS, Part, Parts, part_name, snapshots
from orders.tracking import number_keys

_GONE = ("cancelled", "error", "failure")
# How badly a dispute stands; one of any other word is open.
_DISPUTES = {"won": 0, "accepted": 2, "charge_refunded": 2, "lost": 2}
_OPEN = 1
_OF_APPS = (part_name(Source.DSERS),)


@dataclass(frozen=True, slots=True)
class Sale:
    """Hold what is true of one customer's order: columns of the order, and its lines."""

    columns: dict[str, Any]
    lines: tuple[SalesLineRow, ...]


def sale_of(parts: Parts) -> Sale:
    """Return what is held to be true of an order of which somebody spoke as a whole."""
    believed = _in_order_of_belief(parts)
    said: dict[str, Any] = {}
    for part in reversed(believed):
        said |= part["said"]
    columns: dict[str, Any] = {name: said.get(name, "") for name in (*WORDS, "buyer_hash")}
    columns |= {name: Decimal(said[name]) if name in said else None for name in MONEY}
    columns |= {name: datetime.fromisoformat(said[name]) if name in said else None for name in MOMENTS}
    lines: list[list[Any]] = next((part["lines"] for part in believed if part["lines"]), [])
    columns |= _shipping(parts, columns, believed[0], sum(line[1] for line in lines))
    columns |= _refunds(parts, columns, believed) | _disputes(parts)
    columns["cancelled_at"] = _cancelled_at(parts, columns["cancelled_at"])
    learned = [part["learned_on"] for part in parts.values() if part.get("learned_on")]
    columns["learned_on"] = date.fromisoformat(max(learned))
    return Sale(columns, lines_of(lines))


def promised_day(parts: Parts) -> date | None:
    """Return the last day that the customer was promised, where a file of the shop names one.

    A shop promises on its own account: no supplier ever said so, and no lateness of one follows from it.
    """
    days = (part["said"].get(PROMISE) for part in _in_order_of_belief(parts))
    return next((date.fromisoformat(day) for day in days if day), None)


def lines_of(lines: list[list[Any]]) -> tuple[SalesLineRow, ...]:
    """Return the lines that a part keeps."""
    return tuple(
        SalesLineRow(
            position=position,
            title=title,
            quantity=quantity,
            price=None if price is None else Decimal(price),
            sku=sku,
            vendor=vendor,
            discount=Decimal(discount),
            fulfilment_status=status,
        )
        for position, quantity, price, discount, title, sku, vendor, status in lines
    )


def _in_order_of_belief(parts: Parts) -> list[Part]:
    """Return what was said of the order as a whole, the one to believe first.

    Files of the shop itself come before those that are handed to apps. The shop's last notification comes before
    its file, unless the file knows of something that happened later: then a notification was lost on its way.
    """
    read = {name: grown(part) for name, part in snapshots(parts) if name != ORDER}
    files = sorted((name not in _OF_APPS, _as_of(part), name) for name, part in read.items())
    believed = [read[name] for _is_own, _at, name in reversed(files)]
    if ORDER in parts:
        is_behind = bool(files) and files[-1][0] and files[-1][1] > _as_of(parts[ORDER])
        believed.insert(int(is_behind), parts[ORDER])
    return believed


def _as_of(part: Part) -> str:
    """Return up to when a part knows its order, as text that sorts: the last thing of which it tells."""
    known = [part["at"], *(part["said"].get(name) for name in MOMENTS)]
    return max(each for each in known if each) if part["at"] is None else str(part["at"])


def _named(parts: Parts, kind: str) -> list[Part]:
    """Return the parts of one kind, oldest first."""
    found = [(part["at"], name, part) for name, part in parts.items() if name.startswith(kind)]
    return [part for _at, _name, part in sorted(found, key=lambda each: each[:2])]


def _shipping(parts: Parts, columns: dict[str, Any], first: Part, ordered: int) -> dict[str, Any]:
    shipments = [each for each in _named(parts, "fulfillment:") if each.get("status") not in _GONE]
    done = [each for each in shipments if each.get("status") == "success"]
    found: dict[str, Any] = {}
    if any(each["at"] > _as_of(first) for each in done) and columns["fulfilment_status"] != "fulfilled":
        sent = sum(each.get("quantity", 0) for each in done)
        found["fulfilment_status"] = "fulfilled" if sent >= ordered > 0 else "partial"
    made = [each["made_at"] for each in done if each.get("made_at")]
    if made:
        found["fulfilled_at"] = datetime.fromisoformat(max(made))
    numbers = [number for each in shipments for number in each.get("numbers", ())]
    numbers += [
        number for _name, part in sorted(snapshots(parts)) for number in part["said"].get("numbers", ())
    ]
    return found | {"tracking_numbers": number_keys(numbers)}


def _refunds(parts: Parts, columns: dict[str, Any], believed: list[Part]) -> dict[str, Any]:
    """Return what has gone back: refunds only ever grow, so the largest sum anybody knows of is the newest."""
    parted = [*_named(parts, "refund:"), *_named(parts, "transaction:")]
    money = {number: Decimal(value) for each in parted for number, value in each["money"].items()}
    sums = [
        Decimal(part["said"]["refunded_amount"]) for part in believed if "refunded_amount" in part["said"]
    ]
    sums += [sum(money.values(), Decimal(0))] if money else []
    amount = max(sums, default=None)
    days = [each["on"] for each in parted if each["money"] and each.get("on")]
    status = columns["financial_status"]
    if amount and status in ("paid", "partially_refunded"):
        total = columns["total"]
        status = "refunded" if total is not None and amount >= total else "partially_refunded"
    refunded_at = datetime.fromisoformat(max(days)) if days else None
    return {"refunded_amount": amount, "refunded_at": refunded_at, "financial_status": status}


def _disputes(parts: Parts) -> dict[str, Any]:
    """Return the first day on which the buyer went to the bank, and where the worst of it stands."""
    found = _named(parts, "dispute:")
    days = [each["on"] for each in found if each.get("on")]
    # Of several that stand alike the last.
    worst = max(reversed(found), key=_harm, default={})
    opened = min(days) if days else worst.get("at")
    return {
        "disputed_at": datetime.fromisoformat(opened) if opened else None,
        "dispute_status": worst.get("status", "")[:30],
        "dispute_reason": worst.get("reason", "")[:60],
    }


def _harm(dispute: Part) -> int:
    """Return how badly a dispute stands: one that is open worse than one won, one lost the worst."""
    return _DISPUTES.get(dispute.get("status", ""), _OPEN)


def _cancelled_at(parts: Parts, stated: datetime | None) -> datetime | None:
    """Return when it was cancelled; one that the shop deleted, and did not bring back since, counts so."""
    deleted, order = parts.get("deleted"), parts.get(ORDER)
    if stated or deleted is None or (order and order["at"] > deleted["at"]):
        return stated
    return datetime.fromisoformat(deleted["at"])
