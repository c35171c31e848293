"""Forms about a store itself."""

from typing import Any
from zoneinfo import available_timezones

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from stores.models import Role, Store, currency_code


class CurrencyField(forms.CharField):
    """Take a three-letter currency code, in any letter case."""

    def __init__(self, **kwargs: object) -> None:
        """Narrow the input to a code."""
        super().__init__(
            min_length=3,
            max_length=3,
            validators=[currency_code],
            widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "USD", "size": 5}),
            **kwargs,  # type: ignore[arg-type]  # label, help_text, required, initial
        )

    def to_python(self, value: object) -> str | None:
        """Return the code in capitals."""
        text = super().to_python(value)
        return text.strip().upper() if text else text


class StoreForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Ask for the name, the currency and the time zone of a store."""

    currency = CurrencyField(
        label=_("Currency"), help_text=_("What you pay suppliers in, as a three-letter code: USD, EUR, GBP.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Decides which day it is for this store.")
    )

    class Meta:
        """Name the fields."""

        model = Store
        fields = ("name", "currency", "time_zone")
        labels = {"name": _("Store name")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer every time zone, and one button."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # the arguments of a Django form
        self.fields["time_zone"].choices = [(z, z) for z in sorted(available_timezones())]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Save")))


class MemberForm(forms.Form):
    """Ask whom to let into a store, and as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "Of somebody who has an account; ask them to sign up and to confirm their address first."
        ),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.HELPER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button; the form has an address of its own."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.add_input(Submit("let-in", _("Let in")))
