"""What a doctor found in a file, in sentences: what it is, what it may mean, what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.doctor import Finding, Remark


@dataclass(frozen=True, slots=True)
class Advice:
    """Hold one remark as a page shows it: a headline, the meaning, and the rows to look at first."""

    title: str
    text: str
    rows: tuple[int, ...]
    is_odd: bool


def advice(remark: Remark) -> Advice:
    """Return a remark in the reader's language."""
    title, text = _WORDS[remark.finding](remark)
    return Advice(title, text, remark.rows, remark.finding in _ODD)


_ODD = {
    Finding.ENTRY_DATE,
    Finding.SHARED_TRACKING,
    Finding.TRACKING_RUN,
    Finding.WRONG_DIGIT,
    Finding.IMPOSSIBLY_FAST,
}
Words = tuple[str, str]


def _counts(remark: Remark) -> dict[str, str]:
    return {
        "count": number_format(remark.count, force_grouping=True),
        "of": number_format(remark.of, force_grouping=True),
    }


def _guessed(remark: Remark) -> Words:
    title = ngettext("One column was guessed", "%(count)s columns were guessed", remark.count) % _counts(
        remark
    )
    text = _(
        "Guessed from their headings, not confirmed by you: %(columns)s. Look at the preview before you go on."
    )
    return title, text % {"columns": ", ".join(remark.words)}


def _unknown(remark: Remark) -> Words:
    title = ngettext(
        "Nobody says how one of %(of)s orders ended",
        "Nobody says how %(count)s of %(of)s orders ended",
        remark.count,
    )
    text = _(
        "They count neither for nor against the supplier. Fill in the outcome or the delivery date of those you know."
    )
    return title % _counts(remark), text


def _sales_only(remark: Remark) -> Words:
    return _("Orders of customers: they show your volume, not how a supplier performs"), _(
        "Such files have no delivery dates. To judge a supplier, add tracking or the orders that you placed with it."
    )


def _no_refunds(remark: Remark) -> Words:
    return _("The file would not show a refund"), _(
        "It says nothing of payments and refunds, so its silence does not mean that nobody asked for money back."
    )


def _no_dates(remark: Remark) -> Words:
    return _("No order has a delivery date"), _(
        "Without one nobody can say which orders came late. A tracking connection, or the column “delivered”, would."
    )


def _no_complaints(remark: Remark) -> Words:
    return _("The file would not show a complaint"), _(
        "It says nothing of disputes, refunds or outcomes, so its silence proves nothing about quality. "
        "Add a file that has them, or the column “outcome”."
    )


def _mixed(remark: Remark) -> Words:
    title = _("Amounts are in %(count)s currencies") % {"count": len(remark.words)}
    text = _("%(currencies)s. Each amount keeps its own; sums use the reference rate of the day.")
    return title, text % {"currencies": ", ".join(remark.words)}


def _no_currency(remark: Remark) -> Words:
    title = ngettext("One amount has no currency", "%(count)s amounts have no currency", remark.count)
    return title % _counts(remark), _(
        "They are in no sum. Name the currency in the file to have them counted."
    )


def _entry_date(remark: Remark) -> Words:
    day = date_format(date.fromisoformat(remark.words[0]), "j M Y")
    title = _("%(count)s of %(of)s parcels arrived on one day, %(day)s") % {**_counts(remark), "day": day}
    return title, _(
        "That looks like the day somebody wrote it down. Lateness is counted from the day a parcel arrived: "
        "put that day into the column, or leave it empty."
    )


def _shared(remark: Remark) -> Words:
    title = ngettext(
        "One order has the tracking number of another",
        "%(count)s orders have the tracking number of another",
        remark.count,
    )
    return title % _counts(remark), _(
        "The other order is in this file or was here already. Parcels packed together share a number honestly. "
        "For different customers it proves only one delivery."
    )


def _run(remark: Remark) -> Words:
    title = _("%(count)s tracking numbers follow one another") % _counts(remark)
    return title, _(
        "Together with each other, or with numbers that were here already. Labels printed in one go do, and so do "
        "invented numbers. Look some of them up at the carrier."
    )


def _wrong_digit(remark: Remark) -> Words:
    title = ngettext(
        "One tracking number has a wrong check digit",
        "%(count)s tracking numbers have a wrong check digit",
        remark.count,
    )
    return title % _counts(remark), _(
        "Most often a typing error. A number that fits is plausible, never proof."
    )


def _fast(remark: Remark) -> Words:
    title = ngettext(
        "One parcel arrived within a day of its order",
        "%(count)s parcels arrived within a day of their order",
        remark.count,
    )
    return title % _counts(remark), _(
        "From abroad no parcel is that fast (our assumption: more than one day). Goods from a warehouse in the "
        "customer's country can be; else a date is wrong."
    )


_WORDS: dict[Finding, Callable[[Remark], Words]] = {
    Finding.GUESSED_COLUMNS: _guessed,
    Finding.SALES_ONLY: _sales_only,
    Finding.NO_REFUNDS: _no_refunds,
    Finding.UNKNOWN_OUTCOMES: _unknown,
    Finding.NO_DELIVERY_DATES: _no_dates,
    Finding.NO_COMPLAINTS: _no_complaints,
    Finding.MIXED_CURRENCIES: _mixed,
    Finding.NO_CURRENCY: _no_currency,
    Finding.ENTRY_DATE: _entry_date,
    Finding.SHARED_TRACKING: _shared,
    Finding.TRACKING_RUN: _run,
    Finding.WRONG_DIGIT: _wrong_digit,
    Finding.IMPOSSIBLY_FAST: _fast,
}
