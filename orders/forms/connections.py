"""Forms that connect a shop or a carrier."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from orders.models.connections import KINDS
from orders.webhooks import Kind

_LONGEST_SECRET = 200


class SecretField(forms.CharField):
    """Take a secret as it was copied: spaces and line ends around it are none of it."""

    def __init__(self, **kwargs: Any) -> None:
        """Keep it out of the browser's memory and out of the page."""
        widget = forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=_LONGEST_SECRET, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """Refuse what cannot be in a secret."""
        secret: str = super().clean(value)
        if not secret.isprintable() or " " in secret:
            raise forms.ValidationError(
                _("A secret has no spaces and no line breaks in it; copy it once more.")
            )
        return secret


class ConnectionForm(forms.Form):
    """Ask who sends notifications."""

    kind = forms.ChoiceField(label=_("Notifications from"), choices=KINDS, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        required=False,
        help_text=_(
            "To tell two shops of the same kind apart. Leave it empty to use the name of the service."
        ),
    )
    secret = SecretField(
        label=_("Secret"),
        required=False,
        help_text=_(
            "Shopify and 17TRACK show it on a page of theirs; you can add it afterwards. "
            "For WooCommerce and AfterShip leave it empty and one is made for you, or paste the one you have."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("connect", _("Connect")))

    def clean(self) -> dict[str, Any]:
        """Name the connection after its service where the owner gives no name."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") and not cleaned.get("name", "").strip():
            cleaned["name"] = dict(KINDS)[cleaned["kind"]]
        return cleaned


class SecretForm(forms.Form):
    """Ask for the secret of a connection, or for a new one in the place of another."""

    secret = SecretField(label=_("New secret"))

    def __init__(self, kind: Kind, *args: Any, is_first: bool, **kwargs: Any) -> None:
        """Let the owner leave it to us where the sender takes one from us."""
        super().__init__(*args, **kwargs)
        if is_first:
            self.fields["secret"].label = _("Secret")
        if kind in (Kind.WOOCOMMERCE, Kind.AFTERSHIP):
            self.fields["secret"].required = False
            self.fields["secret"].help_text = _("Leave it empty and one is made for you.")
        self.helper = FormHelper()
        self.helper.form_tag = False
        words, look = (_("Save the secret"), "") if is_first else (_("Change the secret"), "btn-outline")
        self.helper.add_input(Submit("change-secret", words, css_class=look))
