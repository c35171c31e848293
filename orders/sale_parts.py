"""What each source says of one customer's order, part by part; the newer state of a part is the one that stays.

The parts are the last word of the shop's notifications about the order, the row of each kind of file, each
shipment, refund and dispute. An older state never replaces a newer one, so that notifications may come late,
twice and in any sequence. `orders.sales` says what is held to be true when the parts speak together.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from orders.importers.rows import SalesLineRow, SalesOrderRow, Source
from orders.sale_growth import kept
from orders.webhooks.news import Piece

# What one source says of one part; `at` is when it says so, where it tells.
Part = dict[str, Any]
Parts = dict[str, Part]

ORDER = "order"
FILE = "file:"
REDACTED = "redacted"
_WEBHOOKS = (Source.SHOPIFY_WEBHOOK, Source.WOOCOMMERCE_WEBHOOK)
# How a part was learned is no part of what it says, and neither is what others said before it: "before" holds the
# word before it, "ever" what grew in words that are no longer kept one by one.
_HOW = ("learned_on", "by", "before", "ever")
# So many earlier words of a kind of file are kept for taking an import back.
_REMEMBERED = 10
_CENT = Decimal("0.01")
MONEY = ("subtotal", "shipping", "tax", "discount", "total", "refunded_amount")
MOMENTS = ("ordered_at", "fulfilled_at", "cancelled_at")
# The last day that the customer was promised: no column rests on it, and no verdict.
PROMISE = "promised_on"
WORDS = {"name": 100, "currency": 3, "financial_status": 30, "fulfilment_status": 30, "country": 2}


def part_name(source: str) -> str:
    """Return the name of the part that a row of this source is."""
    return ORDER if source in _WEBHOOKS else f"{FILE}{source}"


def row_part(row: SalesOrderRow, buyer_hash: str, zone: tzinfo) -> Part:
    """Return what a row states; an empty cell states nothing and is not there. A naive moment is one in `zone`."""
    said: dict[str, Any] = {
        name: getattr(row, name)[:longest] for name, longest in WORDS.items() if getattr(row, name)
    }
    said |= {name: _money(value) for name in MONEY if (value := getattr(row, name)) is not None}
    said |= {name: _moment(value, zone) for name in MOMENTS if (value := getattr(row, name))}
    if buyer_hash:
        said["buyer_hash"] = buyer_hash
    if row.tracking_numbers:
        said["numbers"] = [number[:60] for number in row.tracking_numbers]
    if row.promised_on is not None:
        said[PROMISE] = row.promised_on.isoformat()
    at = _moment(row.updated_at, zone) if row.updated_at else None
    return {"at": at, "said": said, "lines": [_line(line) for line in row.lines]}


def piece_part(piece: Piece) -> Part:
    """Return what a notification says of one part."""
    return {"at": _moment(piece.at), **piece.facts}


def _line(line: SalesLineRow) -> list[Any]:
    texts = (line.title[:500], line.sku[:300], line.vendor[:300], line.fulfilment_status[:30])
    return [
        line.position,
        line.quantity,
        None if line.price is None else _money(line.price),
        _money(line.discount),
        *texts,
    ]


def _money(value: Decimal) -> str:
    return str(value.quantize(_CENT, ROUND_HALF_UP))


def _moment(value: datetime, zone: tzinfo = UTC) -> str:
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC).isoformat()


def add(parts: Parts, name: str, part: Part) -> Parts:
    """Return the parts with one more word about one of them; the very same ones where that is no news."""
    if REDACTED in parts:
        part = _bare(part)
    before = parts.get(name)
    if before is not None and not _is_newer(name, before, part):
        return parts
    if before is not None and name.startswith(FILE):
        part = _on_top_of(before, part)
    return {**parts, name: part}


def _on_top_of(before: Part, part: Part) -> Part:
    """Return a word of a file with the ones before it, so that an import can be taken back and nothing shrinks."""
    if not part.get("by"):
        return _with_ever(part, kept(before, whole=not _is_dated(before, part)))
    if before.get("by") != part["by"]:
        return part | {"before": _shortened(before, _REMEMBERED)}
    # Within one import the last row counts, and what was here before the import stays what it was.
    bare = {name: value for name, value in before.items() if name != "before"}
    part = _with_ever(part, kept(bare, whole=not _is_dated(before, part)))
    return part | ({"before": before["before"]} if "before" in before else {})


def _is_dated(before: Part, now: Part) -> bool:
    """Return whether two words of one kind of file can be told apart by their moments."""
    return bool(before["at"] and now["at"])


def _with_ever(part: Part, ever: Part) -> Part:
    return part | ({"ever": ever} if ever else {})


def _shortened(part: Part, left: int) -> Part:
    if "before" not in part:
        return part
    bare = {name: value for name, value in part.items() if name != "before"}
    if left > 1:
        return bare | {"before": _shortened(part["before"], left - 1)}
    return _with_ever(bare, kept(part))


def without(parts: Parts, import_id: int) -> Parts:
    """Return the parts as if an import had never been: where its word stands, the word before it returns."""
    kept = {name: _without(part, import_id) for name, part in parts.items()}
    return {name: part for name, part in kept.items() if part is not None}


def _without(part: Part, import_id: int) -> Part | None:
    before = part.get("before")
    earlier = _without(before, import_id) if before else None
    if part.get("by") == import_id:
        return earlier
    bare = {name: value for name, value in part.items() if name != "before"}
    return bare | ({"before": earlier} if earlier else {})


def handed_over(parts: Parts, import_id: int, to: int) -> Parts:
    """Return the parts with the words of one import as those of another that said the same."""
    return {name: _handed_over(part, import_id, to) for name, part in parts.items()}


def _handed_over(part: Part, import_id: int, to: int) -> Part:
    handed = part | ({"by": to} if part.get("by") == import_id else {})
    return handed | ({"before": _handed_over(part["before"], import_id, to)} if "before" in part else {})


def _is_newer(name: str, before: Part, now: Part) -> bool:
    said_before, said_now = _said(before), _said(now)
    if said_before == said_now:
        return False
    if name.startswith(FILE) and not _is_dated(before, now):
        # A file does not say when it was made: the one that comes in later counts, but for what only grows.
        return True
    return _age(before, said_before) < _age(now, said_now)


def _said(part: Part) -> Part:
    return {name: value for name, value in part.items() if name not in _HOW}


def _age(part: Part, said: Part) -> tuple[Any, ...]:
    """Return what the newer of two states has more of; of two of one moment the one that says more is the newer."""
    text = json.dumps(said, sort_keys=True)
    return (part.get("stage", 0), datetime.fromisoformat(part["at"]), len(text), text)


def redacted(parts: Parts) -> Parts:
    """Return the parts without a trace of the buyer, now and for whatever is still to come."""
    return {name: _bare(part) for name, part in parts.items()} | {REDACTED: {"at": None}}


def _bare(part: Part) -> Part:
    bare = dict(part)
    if "said" in bare:
        bare["said"] = {key: value for key, value in bare["said"].items() if key != "buyer_hash"}
    if "before" in bare:
        bare["before"] = _bare(bare["before"])
    return bare


def says_enough(parts: Parts) -> bool:
    """Return whether somebody spoke of the order as a whole, and not only of a part of it."""
    return any(True for _name, _part in snapshots(parts))


def snapshots(parts: Parts) -> Iterator[tuple[str, Part]]:
    """Yield the parts that speak of the order as a whole, with their names."""
    return ((name, part) for name, part in parts.items() if name == ORDER or name.startswith(FILE))
