"""Forms about what a supplier is asked by a link: one for the owner, one for whoever opens it."""

import secrets
from collections.abc import Sequence
from typing import Any, Final

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from assessments.wording.asking import ASKED, FILE_PROBLEMS, NOTHING_SENT, TOO_LONG, Asked, Pair
from assessments.wording.diligence import POINTS
from suppliers.actions.asking import LONGEST_WORDS, Answer
from suppliers.keeping_files import ACCEPT, LARGEST_FILE_BYTES, FileRefused, ReadFile, read_file

LASTS: Final = ((7, _("7 days")), (14, _("14 days")), (30, _("30 days")))
SIZE_IN_MB: Final = LARGEST_FILE_BYTES // (1024 * 1024)


def _new_page() -> str:
    return secrets.token_urlsafe(16)


class AskForm(forms.Form):
    """Ask the owner what to ask."""

    points = forms.MultipleChoiceField(
        label=_("What to ask for"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is done already, and what only you can find out, is not in this list."),
    )
    message = forms.CharField(
        label=_("Your words to the supplier"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown on the page as you write it; the rest of the page is in English and Chinese."),
    )
    days = forms.TypedChoiceField(label=_("The link works for"), choices=LASTS, coerce=int, initial=14)
    # New with each page: the same page sent twice makes one link.
    once = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput, initial=_new_page)

    def __init__(self, missing: Sequence[str], *args: Any, **kwargs: Any) -> None:
        """Offer the points that are missing, and tick them."""
        super().__init__(*args, **kwargs)
        asked = [key for key in ASKED if key in missing]
        self.fields["points"].choices = [(key, POINTS[key].label) for key in asked]  # type: ignore[attr-defined]  # a choice field
        self.initial.setdefault("points", asked)
        if not asked:
            self.fields["points"].help_text = _("Nothing is missing that a supplier could hand in.")
        self.helper = FormHelper()
        self.helper.add_input(Submit("make", _("Make the link")))


class AnswerForm(forms.Form):
    """Take a file and words for each point asked; an error is a pair of sentences, in both languages."""

    def __init__(self, points: Sequence[str], *args: Any, **kwargs: Any) -> None:
        """Make the two fields of each point."""
        super().__init__(*args, **kwargs)
        self.points = [point for point in points if point in ASKED]
        self.problems: dict[str, Pair] = {}
        for point in self.points:
            self.fields[f"file_{point}"] = forms.FileField(
                required=False,
                allow_empty_file=True,
                widget=forms.FileInput(attrs=_attributes(accept=ACCEPT)),
            )
            # Its length is looked at below: the limit of the field itself would speak one language.
            self.fields[f"words_{point}"] = forms.CharField(
                required=False, widget=forms.Textarea(attrs=_attributes(rows="3"))
            )

    def rows(self) -> list[tuple[str, Asked, BoundField, BoundField, Pair | None]]:
        """Return for each point: key, what is asked, its two fields, and what was wrong."""
        return [
            (
                point,
                ASKED[point],
                self[f"file_{point}"],
                self[f"words_{point}"],
                self.problems.get(point),
            )
            for point in self.points
        ]

    def answers(self) -> list[Answer]:
        """Return what was handed in; empty where nothing was, or something was wrong: see `problems`."""
        if not self.is_valid():
            # Only what no page sends, such as a zero byte.
            self.problems[""] = NOTHING_SENT
            return []
        found = [answer for point in self.points if (answer := self._answer(point)) is not None]
        if not found and not self.problems:
            self.problems[""] = NOTHING_SENT
        return [] if self.problems else found

    def _answer(self, point: str) -> Answer | None:
        words = str(self.cleaned_data[f"words_{point}"]).replace("\0", "").strip()
        file = self._file(point)
        if len(words) > LONGEST_WORDS:
            self.problems[point] = TOO_LONG.fill(most=LONGEST_WORDS)
        if not words and file is None:
            return None
        label = ASKED[point].label.en
        return Answer(point, f"{label}: {file.name}" if file else label, file, words)

    def _file(self, point: str) -> ReadFile | None:
        upload = self.cleaned_data[f"file_{point}"]
        if not upload:
            return None
        try:
            return read_file(upload)
        except FileRefused as error:
            self.problems[point] = FILE_PROBLEMS[error.why].fill(size=SIZE_IN_MB)
            return None


def _attributes(**more: str) -> dict[str, str]:
    return {"class": "form-control"} | more
