"""The form that asks which column of a table of no known kind is what."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.column_names import COLUMN_NAMES, LACKING
from orders.importers.cells import DEFAULT_MARKETPLACE
from orders.importers.mapping import (
    SALES_FIELDS,
    SUPPLIER_FIELDS,
    DayForm,
    DecimalForm,
    Mapping,
    MappingError,
    TableKind,
    outcome_word,
)
from orders.importers.outline import Outline
from orders.importers.rows import Outcome
from stores.forms import CurrencyField

# So many different cells of a column are shown, and so many words for how an order ended are asked about.
SHOWN, WORDS = 3, 20
OUTCOME = "outcome"

OUTCOMES = (
    ("", _("Says nothing")),
    (Outcome.CLEAN.value, _("Arrived, nothing wrong")),
    (Outcome.LATE.value, _("Arrived late")),
    (Outcome.LOST.value, _("Never arrived")),
    (Outcome.NOT_AS_DESCRIBED.value, _("Not as described")),
    (Outcome.COUNTERFEIT.value, _("A fake")),
    (Outcome.IN_TRANSIT.value, _("On its way")),
    (Outcome.NOT_OBSERVED.value, _("Nobody knows")),
)


class ColumnsForm(forms.Form):
    """Ask column by column what it holds, and how days and amounts are written."""

    day_form = forms.ChoiceField(
        label=_("How 03/04/2026 is meant"),
        required=False,
        choices=(
            (DayForm.UNKNOWN.value, _("No such dates in this file")),
            (DayForm.DAY_FIRST.value, _("3 April: the day first")),
            (DayForm.MONTH_FIRST.value, _("March 4: the month first")),
        ),
        help_text=_("Dates such as 2026-04-03 or 3 Apr 2026 say it by themselves."),
    )
    decimal_form = forms.ChoiceField(
        label=_("How amounts are written"),
        required=False,
        choices=(
            (DecimalForm.UNKNOWN.value, _("Nothing is doubtful here")),
            (DecimalForm.POINT.value, _("1,234.50: a point before the decimals")),
            (DecimalForm.COMMA.value, _("1.234,50: a comma before the decimals")),
        ),
    )
    currency = CurrencyField(
        label=_("Currency of amounts that name none"),
        required=False,
        help_text=_("Leave it empty if you do not know."),
    )
    supplier = forms.CharField(
        label=_("Supplier of all rows"),
        required=False,
        max_length=120,
        help_text=_("Where no column names one."),
    )
    marketplace = forms.CharField(label=_("Where they were ordered"), required=False, max_length=40)
    profile_name = forms.CharField(
        label=_("Remember this answer as"),
        required=False,
        max_length=80,
        help_text=_("The next file with the same columns is not asked about again. Empty: do not remember."),
    )

    def __init__(self, shown: Outline, guess: Mapping, *args: Any, **kwargs: Any) -> None:
        """Make one choice for each column, and one for each word in the column of outcomes."""
        super().__init__(*args, **kwargs)
        self.shown, self.guess = shown, guess
        self.is_sales = guess.kind == TableKind.SALES_ORDERS
        if self.is_sales:
            del self.fields["supplier"], self.fields["marketplace"]
        said: dict[str, Any] = {
            "day_form": guess.day_form.value,
            "decimal_form": guess.decimal_form.value,
            "currency": guess.currency,
            "supplier": guess.supplier,
            "marketplace": guess.marketplace or DEFAULT_MARKETPLACE,
        }
        self.initial = said | dict(self.initial or {})
        fields = {place: name for name, place in guess.columns.items()}
        known = SALES_FIELDS if self.is_sales else SUPPLIER_FIELDS
        choices = [("", _("Not read")), *((name, COLUMN_NAMES[name]) for name in known)]
        for place, heading in enumerate(shown.header):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=heading or _("Column %(n)s") % {"n": place + 1},
                initial=fields.get(place, ""),
            )
        self._ask_words()

    def _ask_words(self) -> None:
        """Ask what each word in the column of outcomes means."""
        self.words: list[str] = []
        place = self._outcome_place()
        if place is None:
            return
        self.words = distinct([outcome_word(cell) for cell in column(self.shown, place)], WORDS)
        for number, word in enumerate(self.words):
            self.fields[f"word-{number}"] = forms.ChoiceField(
                choices=OUTCOMES, required=False, label=word, initial=self.guess.outcomes.get(word, "")
            )
        self.fields["words_of"] = forms.IntegerField(
            required=False, initial=place, widget=forms.HiddenInput, label=_("Words")
        )

    def _outcome_place(self) -> int | None:
        places = [
            place
            for place in range(len(self.shown.header))
            if (self[f"column-{place}"].value() or "") == OUTCOME
        ]
        return places[0] if places else None

    def columns(self) -> Iterator[tuple[forms.BoundField, list[str], bool]]:
        """Yield each column's choice with some of its cells, and whether it was guessed."""
        guessed = {self.guess.columns[name] for name in self.guess.guessed}
        for place in range(len(self.shown.header)):
            cells = distinct(column(self.shown, place), SHOWN)
            yield self[f"column-{place}"], cells, place in guessed and not self.is_bound

    def outcome_words(self) -> list[forms.BoundField]:
        """Return the choice of each word for how an order ended."""
        return [self[f"word-{number}"] for number in range(len(self.words))]

    def clean(self) -> dict[str, Any]:
        """Refuse a field that two columns hold, and an answer that lacks what an order needs."""
        cleaned = super().clean() or {}
        taken: set[str] = set()
        for place in range(len(self.shown.header)):
            name = cleaned.get(f"column-{place}") or ""
            if name and name in taken:
                self.add_error(f"column-{place}", _("Another column holds this already; choose one of them."))
            taken.add(name)
        if not self.errors:
            self._check_whole(cleaned)
        return cleaned

    def _check_whole(self, cleaned: dict[str, Any]) -> None:
        try:
            self.mapping = self._said(cleaned)
        except MappingError:
            raise forms.ValidationError(_("This answer cannot be kept; look at each choice again.")) from None
        for name in self.mapping.lacking():
            self.add_error(None, str(LACKING[name]))
        if self.words and cleaned.get("words_of") != self._outcome_place():
            self.add_error(None, _("Say below what each word in the column of outcomes means."))

    def _said(self, cleaned: dict[str, Any]) -> Mapping:
        """Return what was chosen. Raises: MappingError."""
        places = range(len(self.shown.header))
        chosen = {cleaned[f"column-{place}"]: place for place in places if cleaned[f"column-{place}"]}
        return Mapping.from_json(
            {
                "kind": self.guess.kind.value,
                "columns": chosen,
                "day_form": cleaned["day_form"],
                "decimal_form": cleaned["decimal_form"],
                "currency": cleaned["currency"] or "",
                "outcomes": {
                    word: cleaned.get(f"word-{number}") or "" for number, word in enumerate(self.words)
                },
                "marketplace": cleaned.get("marketplace") or "",
                "supplier": cleaned.get("supplier") or "",
                "fingerprint": self.shown.fingerprint,
            }
        )


def column(shown: Outline, place: int) -> list[str]:
    """Return the filled cells of a column in the first rows."""
    return [row[place].strip() for row in shown.sample if place < len(row) and row[place].strip()]


def distinct(cells: list[str], number: int) -> list[str]:
    """Return the first different cells."""
    return list(dict.fromkeys(cells))[:number]
