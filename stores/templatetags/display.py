"""How a number, a day or a verdict is written on a page. Unknown is said, and never looks like zero."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

register = template.Library()

# ISO 4217: the currencies whose smallest unit is not a hundredth.
_WHOLE = ("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF")
_DECIMALS = dict.fromkeys(_WHOLE, 0) | dict.fromkeys(("BHD", "JOD", "KWD", "OMR", "TND"), 3)
_MINUS = "\N{MINUS SIGN}"
_HARD_SPACE = "\N{NO-BREAK SPACE}"
VERDICT_WORDS = {
    "STAY": gettext_lazy("Stay"),
    "NOT_YET": gettext_lazy("Not yet"),
    "PILOT": gettext_lazy("Pilot, with limits"),
    "READY": gettext_lazy("Ready, with due diligence"),
}
_NO_VERDICT = pgettext_lazy("in place of a verdict", "No proposal")
# Message levels of Django and the notices they are drawn as, which are also names of icons.
_NOTICES = {"debug": "info", "info": "info", "success": "success", "warning": "warning", "error": "error"}
Number = int | float | Decimal


def _finite(value: object) -> Decimal | None:
    """Return a number exactly as it prints, or None for what is no finite number."""
    if not isinstance(value, Number) or isinstance(value, bool):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() else None


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _written(number: Decimal, places: int) -> str:
    return number_format(_rounded(number, places), places, use_l10n=True, force_grouping=True)


@register.filter
def money(value: Number | None, currency: str | None = None) -> str:
    """Write an amount with its currency: $12.50, 12.50 EUR; "unknown" where there is none."""
    number = _finite(value)
    if number is None:
        return _("unknown")
    places = _DECIMALS.get(currency or "", 2)
    digits = _written(abs(number), places)
    sign = _MINUS if _rounded(number, places) < 0 else ""
    if currency == "USD":
        return f"{sign}${digits}"
    if not currency:
        return _("%(amount)s (currency not known)") % {"amount": f"{sign}{digits}"}
    return f"{sign}{digits}{_HARD_SPACE}{currency}"


@register.filter
def share(value: Number | None, style: str = "percent") -> str:
    """Write a share from 0 to 1 as "4 %", or as "4 of 100" in the style "of100".

    Rounding never makes a small share none, nor a large one all.
    """
    number = _finite(value)
    if number is None:
        return _("unknown")
    hundred = number * 100
    places = 0 if style == "of100" or hundred >= 10 or hundred == hundred.to_integral_value() else 1
    least = Decimal(1).scaleb(-places)
    shown, template_text = _bounded(hundred, least)
    unit = _("of 100") if style == "of100" else "%"
    return template_text % {"share": f"{_written(shown, places)}{_HARD_SPACE}{unit}"}


def _bounded(hundred: Decimal, least: Decimal) -> tuple[Decimal, str]:
    """Return the hundredths to print and the words around them, so that only a true 0 or 100 reads as one."""
    shown = hundred.quantize(least, ROUND_HALF_UP)
    if shown == 0 and hundred > 0:
        return least, _("under %(share)s")
    if shown == 100 and hundred < 100:
        return 100 - least, _("over %(share)s")
    return shown, "%(share)s"


@register.filter
def count(value: Number | None) -> str:
    """Write a whole number, grouped by thousands; "unknown" where there is none."""
    number = _finite(value)
    return _("unknown") if number is None else _written(number, 0)


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day so that no reader takes the month for the day: 5 Mar 2026."""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return _("unknown") if value is None else date_format(value, "j M Y")


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment to the minute, in the time zone that is active."""
    if value is None:
        return _("unknown")
    return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "j M Y, H:i")


@register.filter
def verdict_word(verdict: str | None) -> str:
    """Return the words of a verdict's key."""
    return str(VERDICT_WORDS.get(verdict or "", _NO_VERDICT))


@register.inclusion_tag("components/verdict_badge.html")
def verdict_badge(verdict: str | None, size: str = "") -> dict[str, str]:
    """Draw a verdict as a word, an icon and an outline of its own; size is "" or "large"."""
    known = verdict if verdict in VERDICT_WORDS else None
    return {"key": known.lower() if known else "none", "word": verdict_word(known), "size": size}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of static/img/icons.svg: an ornament, or with a label a picture that has a name."""
    role = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon" {} focusable="false"><use href="{}#{}"></use></svg>',
        role,
        static("img/icons.svg"),
        name,
    )


@register.filter
def notice(level_tag: str) -> str:
    """Return how a message of Django's is drawn."""
    return _NOTICES.get(level_tag, "info")


@register.filter
def error_anchor(field: BoundField) -> str:
    """Return the id that an error about a field links to; the first choice, where each choice has its own."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def page_span(page: "Page[object]") -> str:
    """Say which rows of how many a page of a list holds."""
    return _("%(first)s to %(last)s of %(all)s") % {
        "first": count(page.start_index()),
        "last": count(page.end_index()),
        "all": count(page.paginator.count),
    }
