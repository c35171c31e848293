"""Form fields that read what a person types by the rules by which the cells of files are read."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from orders.hand_words import advice
from orders.importers import cells
from orders.importers.cells import CellError


class CellField(forms.CharField):
    """Read a text as `read` reads a cell; None or nothing where it is empty."""

    def __init__(self, read: Callable[[str], Any], **kwargs: Any) -> None:
        """Keep the reader."""
        super().__init__(**{"required": False} | kwargs)
        self.read = read

    def clean(self, value: Any) -> Any:
        """Return what was read, or say what to write instead."""
        text = super().clean(value)
        try:
            return self.read(text)
        except CellError as error:
            raise forms.ValidationError(advice(error.problem)) from None

    def prepare_value(self, value: Any) -> str:
        """Return a value as it is typed."""
        if value is None:
            return ""
        if isinstance(value, tuple):
            return " ".join(value)
        return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


class LinesField(CellField):
    """Read several texts, each on a line of its own."""

    def __init__(self, **kwargs: Any) -> None:
        """Give room for a few lines."""
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(_texts, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> str:
        """Return the texts as they are typed."""
        return "\n".join(value) if isinstance(value, tuple) else super().prepare_value(value)


def _texts(value: str) -> tuple[str, ...]:
    return tuple(text for line in value.splitlines() if (text := cells.to_text(line)))


class DayField(CellField):
    """Read a day; `may_come` lets it be one that has not come yet."""

    def __init__(self, *, may_come: bool = False, **kwargs: Any) -> None:
        """Ask with the browser's own calendar."""
        super().__init__(cells.to_day, widget=forms.TextInput(attrs={"type": "date"}), **kwargs)
        self.may_come = may_come

    def is_too_late(self, day: date | None, today: date) -> bool:
        """Return whether a day has not come yet that must have."""
        return day is not None and day > today and not self.may_come


class AmountField(CellField):
    """Read an amount of money."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer the keys for numbers on a phone."""
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(cells.to_amount, widget=widget, **kwargs)
