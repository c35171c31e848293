"""Money, shares and counts as an owner reads them: rounded, with their unit, "unknown" for None."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stores.templatetags.display import share

# ISO 4217 currencies without a minor unit that shops really meet.
WHOLE_CURRENCIES = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "XOF", "XAF", "PYG", "UGX"})
# An estimate above this is shown without cents: they would claim an accuracy nobody has.
CENTS_BELOW = 10


def not_known() -> str:
    """Say that a value is unknown, which is never the same as zero."""
    return _("unknown")


def number(value: float | None, decimals: int = 0) -> str:
    """Write a plain number with grouping and at most `decimals` digits after the point."""
    if value is None:
        return not_known()
    rounded = round(value, decimals)
    return number_format(rounded + 0.0 if rounded else 0, decimals, force_grouping=True)


def short_number(value: float | None) -> str:
    """Write a number with one digit after the point only where that digit says something."""
    if value is None:
        return not_known()
    shown = round(value, 1)
    return number(shown, 0 if shown == round(shown) or abs(shown) >= 100 else 1)


def money(value: float | None, currency: str) -> str:
    """Write an estimate with its currency; whole units from 10 up, where cents are noise."""
    if value is None:
        return not_known()
    return _with_currency(value, currency, _places(value, currency))


def price(value: float | None, currency: str) -> str:
    """Write a unit price with its cents, however large."""
    if value is None:
        return not_known()
    return _with_currency(value, currency, 0 if currency in WHOLE_CURRENCIES else 2)


def signed_money(value: float | None, currency: str) -> str:
    """Write a difference with its sign; one that rounds to nothing has none."""
    text = money(value, currency)
    return f"+{text}" if value is not None and value > 0 and _says_something(text) else text


def money_range(low: float | None, high: float | None, currency: str) -> str:
    """Write "A to B", or one amount where both read the same."""
    if low is None or high is None:
        return not_known()
    # Both ends alike: cents at one end would claim more than the other end knows.
    places = _places(max(abs(low), abs(high)), currency)
    first, last = _with_currency(low, currency, places), _with_currency(high, currency, places)
    if first == last:
        return _("about %(amount)s") % {"amount": first}
    # "27 to 1,862 EUR" names the currency once; "$27 to $1,862" needs both signs.
    return _("%(low)s to %(high)s") % {"low": first.removesuffix(f"\u00a0{currency}"), "high": last}


def percent(value: float | None) -> str:
    """Write a share from 0 to 1 as a percentage; only a true 0 or 1 reads as none or all."""
    return share(value)


def per_hundred(low: float | None, high: float | None) -> str:
    """Write two rates as "between 1 and 9 of every 100 orders"."""
    if low is None or high is None:
        return not_known()
    first, last = dots(low), dots(high)
    if first == last == 0:
        return _("fewer than 1 of every 100 orders")
    if first == last:
        return ngettext(
            "about %(count)s of every 100 orders", "about %(count)s of every 100 orders", first
        ) % {"count": first}
    if first == 0:
        return _("up to %(high)s of every 100 orders") % {"high": last}
    return _("between %(low)s and %(high)s of every 100 orders") % {"low": first, "high": last}


def dots(rate: float) -> int:
    """Return how many of 100 orders a rate means, never outside 0 to 100."""
    return min(100, max(0, round(rate * 100)))


def days(value: float | None) -> str:
    """Write a length of time in days."""
    if value is None:
        return not_known()
    whole = round(value)
    return ngettext("%(count)s day", "%(count)s days", whole) % {"count": number(whole)}


def orders(value: float | None) -> str:
    """Write a count of orders; weighted counts keep one digit."""
    if value is None:
        return not_known()
    return ngettext("%(count)s order", "%(count)s orders", 1 if value == 1 else 2) % {
        "count": short_number(value)
    }


def _with_currency(value: float, currency: str, places: int) -> str:
    """Write $12.50 or 12.50 EUR, the style of every page; no minus before what rounds to zero."""
    size = number(abs(value), places)
    sign = "−" if value < 0 and _says_something(size) else ""
    return f"{sign}${size}" if currency == "USD" else f"{sign}{size}\u00a0{currency}"


def _says_something(text: str) -> bool:
    return any(digit in text for digit in "123456789")


def _places(value: float, currency: str) -> int:
    size = abs(value)
    return 0 if currency in WHOLE_CURRENCIES or size >= CENTS_BELOW - 0.005 or size < 0.005 else 2
