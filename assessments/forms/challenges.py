"""Forms of the same-person challenge: whom to ask, and what came back."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.models import Contact, Supplier


class NewChallengeForm(forms.Form):
    """Ask which contact off the platform has to return the phrase."""

    contact = forms.ModelChoiceField(
        Contact.objects.none(), label=_("Contact off the platform"), empty_label=_("Choose a contact")
    )

    def __init__(self, supplier: Supplier, *args: Any, **kwargs: Any) -> None:
        """Offer the contacts of one supplier that are in use and are not the platform's own chat."""
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        contact.queryset = reachable(supplier)  # type: ignore[attr-defined]  # a field of a model's rows
        self.helper = FormHelper()
        self.helper.add_input(Submit("issue", _("Make a phrase")))


def reachable(supplier: Supplier) -> Any:
    """Return the contacts of a supplier off the platform that are in use."""
    found = Contact.objects.filter(supplier=supplier, ended_on=None).select_related("supplier")
    return found.exclude(kind=Contact.Kind.PLATFORM).order_by("kind", "value")


class ChallengeAnswerForm(forms.Form):
    """Ask what came back."""

    answer = forms.CharField(
        label=_("What came back"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "Copy it as it came. Capitals, spaces and punctuation do not matter. A wrong answer ends the challenge."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("check", _("Check the answer")))
