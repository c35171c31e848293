"""Forms about the ways in which a supplier is reached."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from suppliers.checks.contacts import value_key
from suppliers.forms.days import PastDayField
from suppliers.models import Contact

LONGEST = 200
"""Characters of an address as it is compared: some letters become several."""
_NUMBERS = (Contact.Kind.PHONE.value, Contact.Kind.WHATSAPP.value)
# ITU-T E.164 allows 15 digits; fewer than 5 reach nobody from abroad.
_DIGITS = range(5, 16)


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Ask for one way to reach a supplier, and since when the owner knows it."""

    known_on = PastDayField(
        label=_("Known since"),
        help_text=_(
            "The day from which you knew it to be theirs. An account can only be confirmed on a contact that you knew "
            "before you were told it."
        ),
    )

    class Meta:
        """Name the fields."""

        model = Contact
        fields = ("kind", "value", "person", "known_on", "note")

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.fields["known_on"].today = today  # type: ignore[attr-defined]
        self.fields["known_on"].initial = today
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Div(Div("kind", css_class="col-sm-6"), Div("value", css_class="col-sm-6"), css_class="row"),
            "person",
            "known_on",
            "note",
            Submit("save", _("Save")),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse what is no address or number of its kind."""
        cleaned = super().clean() or {}
        kind, value = cleaned.get("kind", ""), cleaned.get("value", "")
        if len(value_key(kind, value)) > LONGEST:
            self.add_error(
                "value", _("This is too long; write at most %(most)d characters.") % {"most": LONGEST}
            )
            return cleaned
        if kind == Contact.Kind.EMAIL and value and not _is_mail(value_key(kind, value)):
            self.add_error(
                "value",
                _("“%(value)s” is no e-mail address; write it as name@company.com.") % {"value": value},
            )
        digits = value_key(kind, value).removeprefix("+")
        if kind in _NUMBERS and value and len(digits) not in _DIGITS:
            self.add_error(
                "value",
                _("“%(value)s” is no telephone number; write it with its country, as +86 755 1234 5678.")
                % {"value": value},
            )
        return cleaned


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class EndForm(forms.Form):
    """Ask since when a contact is no longer used."""

    ended_on = PastDayField(label=_("No longer used since"))

    def __init__(self, contact: Contact, today: date, *args: Any, **kwargs: Any) -> None:
        """Propose today."""
        super().__init__(*args, **kwargs)
        self.contact = contact
        self.fields["ended_on"].today = today  # type: ignore[attr-defined]
        self.fields["ended_on"].initial = today
        self.helper = FormHelper()
        self.helper.add_input(Submit("end", _("No longer used")))

    def clean_ended_on(self) -> date:
        """Refuse an end before the beginning."""
        ended: date = self.cleaned_data["ended_on"]
        if ended < self.contact.known_on:
            raise ValidationError(
                _("You have known it since %(day)s; write that day or a later one.")
                % {"day": f"{self.contact.known_on:%Y-%m-%d}"}
            )
        return ended
