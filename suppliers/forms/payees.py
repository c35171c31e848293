"""Forms about whom the money of a supplier goes to."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from stores.forms import CurrencyField
from suppliers.actions.payees import Told
from suppliers.channels import PROBLEMS
from suppliers.checks.accounts import normal_account
from suppliers.checks.bank import read_bic
from suppliers.countries import country_choices
from suppliers.forms.days import PastDayField
from suppliers.models import Contact, Payee, Supplier
from suppliers.paying import suggested_match

_ELSEWHERE = "elsewhere"
_LONGEST = 200
_SHORTEST = 4
_NOT_AN_ACCOUNT = {
    Payee.Kind.CARD_LINK.value: _("Write the whole link, starting with https://."),
    Payee.Kind.PAYPAL.value: _("Write the e-mail address of the PayPal account, or its paypal.me link."),
}


def _countries() -> list[tuple[str, str]]:
    return [("", str(_("Not known"))), *country_choices()]


class UnkeptInput(forms.TextInput):
    """Take what no page shows again: the answer to a wrong form comes back without it."""

    def __init__(self) -> None:
        """Keep it out of the browser's memory too."""
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"})

    def format_value(self, value: Any) -> None:
        """Show nothing."""


class PayeeForm(forms.Form):
    """Ask for an account that a supplier wants to be paid on, and how the owner learnt of it."""

    kind = forms.ChoiceField(label=_("Kind of account"), choices=(("", _("Choose one")), *Payee.Kind.choices))
    account = forms.CharField(
        label=_("Account number, address or link"),
        max_length=_LONGEST,
        widget=UnkeptInput(),
        help_text=_(
            "All of it, as you were told. It is kept sealed, and pages show only the end of it; if something else has "
            "to be mended, type it again."
        ),
    )
    holder = forms.CharField(
        label=_("Account holder"),
        max_length=200,
        required=False,
        help_text=_("Letter for letter as you were told, in Chinese where it is Chinese."),
    )
    bank_name = forms.CharField(label=_("Bank"), max_length=200, required=False)
    bic = forms.CharField(
        label=_("BIC (SWIFT)"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("8 or 11 letters and digits, for example ABNABE2A."),
    )
    country = forms.ChoiceField(
        label=_("Country of the account"), required=False, choices=lazy(_countries, list)
    )
    currency = CurrencyField(label=_("Currency of the account"), required=False)
    name_match = forms.ChoiceField(
        label=_("The holder’s name, compared with the licence"),
        required=False,
        choices=(("", _("Compare it for me")), *Payee.NameMatch.choices),
    )
    told_on = PastDayField(label=_("Told on"), help_text=_("The day on which you got these details."))
    told_by = forms.ChoiceField(
        label=_("Told by"),
        help_text=_(
            "It cannot be confirmed there: who sends false details also answers for them. Where the contact is not "
            "named, no e-mail confirms it."
        ),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(
        self, supplier: Supplier, today: date, *args: Any, old: Payee | None = None, **kwargs: Any
    ) -> None:
        """Start from the account that is to be replaced, but for its number and for who told the new one."""
        if old is not None:
            beside = ("kind", "holder", "bank_name", "bic", "country", "currency")
            kwargs["initial"] = {name: getattr(old, name) for name in beside}
        super().__init__(*args, **kwargs)
        self.supplier = supplier
        self.contacts = {str(each.pk): each for each in _in_use(supplier, today)}
        self.fields["told_by"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            *((key, str(each)) for key, each in self.contacts.items()),
            (_ELSEWHERE, _("Somebody or something that is not among the contacts")),
        ]
        self.fields["told_on"].today = today  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.layout = _payee_layout()

    def clean_bic(self) -> str:
        """Refuse what cannot be a BIC."""
        written: str = self.cleaned_data["bic"]
        read = read_bic(written)
        if written and not read.is_valid:
            raise forms.ValidationError(
                _(
                    "“%(bic)s” is no BIC: write 8 or 11 letters and digits, the fifth and sixth a country. Leave it "
                    "empty if you do not have it."
                )
                % {"bic": written}
            )
        return read.normal

    def clean(self) -> dict[str, Any]:
        """Refuse a number that is none of its kind."""
        cleaned = super().clean() or {}
        kind, account = cleaned.get("kind", ""), cleaned.get("account")
        if account:
            problem = _account_problem(kind, normal_account(kind, account))
            if problem:
                self.add_error("account", problem)
        return cleaned

    def told(self) -> Told:
        """Return what was told, of a form that is valid."""
        said = dict(self.cleaned_data)
        said["told_by"] = self.contacts.get(said["told_by"])
        said["name_match"] = said["name_match"] or suggested_match(self.supplier, said["holder"])
        return Told(**said)


def _in_use(supplier: Supplier, today: date) -> list[Contact]:
    every = Contact.objects.filter(supplier=supplier).order_by("known_on", "pk")
    return [each for each in every if each.ended_on is None or each.ended_on > today]


def _account_problem(kind: str, number: str) -> Any:
    """Return the words of why a number is none of its kind, or None."""
    wrong = {
        Payee.Kind.CARD_LINK.value: not number.startswith(("https://", "http://")) or "." not in number,
        Payee.Kind.PAYPAL.value: "@" not in number and "://" not in number,
    }
    if wrong.get(kind):
        return _NOT_AN_ACCOUNT[kind]
    if len(number) < _SHORTEST:
        return _("This is too short to be an account; write the whole number, as you were told.")
    return None


def _pair(*names: str) -> Div:
    return Div(*(Div(name, css_class="col-sm-6") for name in names), css_class="row")


def _payee_layout() -> Layout:
    return Layout(
        Fieldset(_("The account"), "kind", "account", "holder", "name_match"),
        Fieldset(
            _("The bank, where it is a bank account"), _pair("bank_name", "bic"), _pair("country", "currency")
        ),
        Fieldset(_("How you learnt of it"), _pair("told_on", "told_by"), "note"),
        Submit("save", _("Keep it, not confirmed yet")),
    )


class ConfirmForm(forms.Form):
    """Ask for the number as it was heard, and on which channel."""

    contact = forms.ChoiceField(
        label=_("Read back on"),
        help_text=_(
            "A channel that you knew, and had entered, before you were told this account, and that did not tell it."
        ),
    )
    heard = forms.CharField(
        label=_("The whole number, as it was read to you"),
        max_length=_LONGEST,
        widget=UnkeptInput(),
        help_text=_("Let them read it; do not read it to them. Spaces and hyphens mean nothing."),
    )

    def __init__(self, channels: list[tuple[Contact, str | None]], *args: Any, **kwargs: Any) -> None:
        """Name every contact, and beside those that cannot confirm the reason."""
        super().__init__(*args, **kwargs)
        self.contacts = {str(each.pk): each for each, _problem in channels}
        self.fields["contact"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            *((str(each.pk), _channel(each, problem)) for each, problem in channels),
        ]
        self.helper = FormHelper()
        self.helper.add_input(Submit("confirm", _("Confirm this account")))

    def chosen(self) -> Contact:
        """Return the channel, of a form that is valid."""
        return self.contacts[self.cleaned_data["contact"]]


def _channel(contact: Contact, problem: str | None) -> str:
    if problem:
        return str(_("%(contact)s – not this one: %(reason)s")) % {
            "contact": contact,
            "reason": PROBLEMS[problem],
        }
    return str(contact)


class RejectForm(forms.Form):
    """Ask why an account is not theirs."""

    reason = forms.CharField(
        label=_("Why it is not theirs"),
        max_length=300,
        help_text=_("For example: they said on the telephone that they sent no new details."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("reject", _("Reject this account"), css_class="btn-danger"))


class NameForm(forms.Form):
    """Ask how the holder's name compares with the licence."""

    name_match = forms.ChoiceField(
        label=_("The holder’s name is"),
        choices=Payee.NameMatch.choices,
        help_text=_("The worse of this and of how the name reads beside the registered names counts."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("judge", _("Keep this"), css_class="btn-outline"))
