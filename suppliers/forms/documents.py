"""Forms about what proves something: hand it in, and judge it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.actions.documents import Judgement, Proof
from suppliers.forms.days import PastDayField
from suppliers.keeping_files import ACCEPT, LARGEST_FILE_BYTES, FileProblem, FileRefused, ReadFile, read_file
from suppliers.models import Document

Choices = Sequence[tuple[str, str]]
FILE_PROBLEMS: Final = {
    FileProblem.EMPTY: _("This file is empty."),
    FileProblem.TOO_LARGE: _("This file is larger than %(size)d MB; make it smaller, or split it."),
    FileProblem.KIND: _(
        "This kind of file is not kept. Save it as PDF, JPEG, PNG, WebP or plain text, "
        "or enter a link to where it lies."
    ),
    FileProblem.MISMATCH: _(
        "The name of this file says another kind than its contents. If it is what you think, save it again; "
        "if somebody sent it to you, be careful with it."
    ),
}
SIZE_IN_MB: Final = LARGEST_FILE_BYTES // (1024 * 1024)


class _DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DocumentForm(forms.Form):
    """Take a file, a link or words that prove something about a supplier."""

    point = forms.ChoiceField(label=_("What it is for"))
    title = forms.CharField(
        label=_("What it is"),
        max_length=200,
        required=False,
        help_text=_("For example: licence, copy of May 2026. Left empty, the name of the file is taken."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, JPEG, PNG, WebP or plain text, up to %(size)d MB.") % {"size": SIZE_IN_MB},
    )
    link = forms.URLField(
        label=_("Or a link"), max_length=500, required=False, assume_scheme="https", widget=forms.URLInput
    )
    source = forms.ChoiceField(label=_("Where it comes from"), choices=Document.Source.choices)
    received_on = PastDayField(label=_("Received on"))
    expires_on = forms.DateField(
        label=_("Holds until"),
        required=False,
        widget=_DayInput(),
        help_text=_("The last day on which it holds; open where it has no end."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, points: Choices, today: date, *args: Any, **kwargs: Any) -> None:
        """Offer the points, (key, label), and today."""
        super().__init__(*args, **kwargs)
        self.labels = dict(points)
        self.fields["point"].choices = list(points)  # type: ignore[attr-defined]  # a choice field
        self.fields["received_on"].today = today  # type: ignore[attr-defined]  # a field of ours
        self.initial.setdefault("received_on", today)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "point",
            "title",
            "file",
            "link",
            "source",
            Div(
                Div("received_on", css_class="col-sm"), Div("expires_on", css_class="col-sm"), css_class="row"
            ),
            "note",
            Submit("save", _("Add the document")),
        )

    def clean_file(self) -> ReadFile | None:
        """Return the file with what its bytes say it is."""
        upload = self.cleaned_data["file"]
        if not upload:
            return None
        try:
            return read_file(upload)
        except FileRefused as error:
            raise forms.ValidationError(FILE_PROBLEMS[error.why], params={"size": SIZE_IN_MB}) from error

    def clean_link(self) -> str:
        """Refuse an address that is no page."""
        link = str(self.cleaned_data["link"])
        if link and not link.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(_("Write an address that begins with https://."))
        return link

    def clean(self) -> dict[str, Any]:
        """Refuse a document of nothing."""
        cleaned = super().clean() or {}
        is_told = "file" in self.errors or "link" in self.errors
        if not is_told and not any(cleaned.get(name) for name in ("file", "link", "note")):
            raise forms.ValidationError(_("Choose a file, enter a link, or write a note."))
        return cleaned

    def proof(self) -> Proof:
        """Return what was handed in."""
        told = self.cleaned_data
        file: ReadFile | None = told["file"]
        return Proof(
            point=told["point"],
            title=told["title"] or (file.name if file else self.labels[told["point"]]),
            source=Document.Source(told["source"]),
            received_on=told["received_on"],
            expires_on=told["expires_on"],
            link=told["link"],
            words=told["note"],
            file=file,
        )


class JudgeForm(forms.Form):
    """Ask what somebody who looked at a document thinks of it."""

    verdict = forms.ChoiceField(
        label=_("What do you think of it?"),
        widget=forms.RadioSelect,
        choices=[each for each in Document.Verdict.choices if each[0] != Document.Verdict.UNVERIFIED],
        help_text=_(
            "“Rejected” is for what is false or not what it claims to be: the point is open again. "
            "Remove what is merely of no use."
        ),
    )
    expires_on = forms.DateField(
        label=_("Holds until"),
        required=False,
        widget=_DayInput(),
        help_text=_("The last day on which it holds; open where it has no end."),
    )
    settles = forms.BooleanField(label=_("With it this point is done; nothing is missing."), required=False)

    def __init__(self, document: Document, *args: Any, can_settle: bool, **kwargs: Any) -> None:
        """Show what was said before."""
        super().__init__(*args, **kwargs)
        judged = document.verdict != Document.Verdict.UNVERIFIED
        self.initial.setdefault("verdict", document.verdict if judged else None)
        self.initial.setdefault("expires_on", document.expires_on)
        if not can_settle:
            del self.fields["settles"]
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Save")))

    def judgement(self) -> Judgement:
        """Return what was said."""
        told = self.cleaned_data
        return Judgement(
            Document.Verdict(told["verdict"]), told["expires_on"], settles=bool(told.get("settles"))
        )
