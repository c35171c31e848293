"""Forms about who a supplier is."""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from suppliers.checks.uscc import UsccResult, read_uscc
from suppliers.countries import country_choices
from suppliers.models import Supplier
from suppliers.naming import name_key

MOST_TAGS = 12
LONGEST_TAG = 30
_NAMES = ("name", "trading_name", "legal_name_zh", "legal_name_en", "legal_representative")
_SHOP = ("shop_url", "shop_id")
_REGISTER = ("country", "licence_kind", "licence_number")
_OWN = ("tags", "status", "notes")


def _countries() -> list[tuple[str, str]]:
    return [("", str(_("Not known"))), *country_choices()]


class TagsField(forms.CharField):
    """Take words parted by commas, each once."""

    def prepare_value(self, value: Any) -> Any:
        """Return the words as one line."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the words as they were first written, without doubles."""
        words = [" ".join(word.split()) for word in re.split("[,，、;；\n]", super().to_python(value) or "")]
        found: dict[str, str] = {}
        for word in filter(None, words):
            found.setdefault(name_key(word), word)
        return list(found.values())

    def validate(self, value: Any) -> None:
        """Refuse more words than help to find anything, and sentences."""
        super().validate(value)
        if len(value) > MOST_TAGS:
            raise forms.ValidationError(_("Write at most %(most)d tags.") % {"most": MOST_TAGS})
        long = [word for word in value if len(word) > LONGEST_TAG]
        if long:
            raise forms.ValidationError(
                _("“%(tag)s” is too long for a tag; write at most %(most)d letters.")
                % {"tag": long[0], "most": LONGEST_TAG}
            )

    def run_validators(self, value: Any) -> None:
        """Check the words as the text they were."""
        super().run_validators(", ".join(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the words."""
        return bool((initial or []) != self.to_python(data))


class SupplierForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Ask who a supplier is."""

    shop_url = forms.URLField(
        label=_("Link to the shop"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("The shop’s page on the marketplace, so that you can find it again."),
    )
    country = forms.ChoiceField(
        label=_("Country it is registered in"), required=False, choices=lazy(_countries, list)
    )
    tags = TagsField(
        label=_("Tags"), required=False, help_text=_("Words to find it again by, parted by commas.")
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=Supplier.Status.choices,
        help_text=_("“Blocked” forbids leaving the platform with it, whatever else is known."),
    )

    class Meta:
        """Name the fields."""

        model = Supplier
        fields = (*_NAMES, *_SHOP, *_REGISTER, *_OWN)
        labels = {
            "name": _("Name of the shop or company"),
            "licence_kind": _("Register the number is from"),
        }
        help_texts = {
            "legal_name_zh": _("As on the business licence, character for character."),
            "legal_representative": _("The person the licence names."),
            "shop_id": _("The number in the address of the shop."),
            "licence_number": _("In mainland China 18 signs, the unified social credit code."),
        }
        widgets = {"notes": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Lay the sections out."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # The page says what it showed, so that what somebody else changed meanwhile is not taken for this person's.
            field.show_hidden_initial = not self.is_bound or self[name].html_initial_name in self.data
        self.fields["licence_kind"].choices = [("", _("Not known")), *Supplier.Licence.choices]  # type: ignore[attr-defined]  # a ChoiceField
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset(_("Names"), "name", _pairs(_NAMES[1:3]), _pairs(_NAMES[3:])),
            Fieldset(_("On the marketplace"), _pairs(_SHOP)),
            Fieldset(_("In the register of companies"), "country", _pairs(_REGISTER[1:])),
            Fieldset(_("Your own words"), _pairs(_OWN[:2]), "notes"),
            Submit("save", _("Save")),
        )

    def fields_changed(self) -> set[str]:
        """Return the fields that became others than the page showed, of a form that is valid."""
        changed = set(self.changed_data)
        if not self.data.get("status"):
            changed.discard("status")
        # What a number reads like hangs on its register.
        return changed | ({*_REGISTER[1:]} if changed & {*_REGISTER[1:]} else set())

    def clean_status(self) -> str:
        """Keep the status where the browser sent none."""
        return str(self.cleaned_data["status"] or self.instance.status)

    def clean(self) -> dict[str, Any]:
        """Refuse a name that another supplier of the store bears, and a number of no register."""
        cleaned = super().clean() or {}
        self.instance.name_key = name_key(cleaned.get("name", ""))
        twin = Supplier.objects.filter(store=self.instance.store, name_key=self.instance.name_key)
        if twin.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("You have a supplier of this name."))
        number, kind = cleaned.get("licence_number"), cleaned.get("licence_kind")
        if number and kind == "":
            self.add_error("licence_kind", _("Say which register the number is from."))
        if number and kind == Supplier.Licence.USCC:
            read = read_uscc(number)
            # What is no code stays as it was written: that they gave a wrong one is worth keeping.
            cleaned["licence_number"] = number if read.result == UsccResult.INVALID else read.normal
        return cleaned


def _pairs(names: tuple[str, ...]) -> Div:
    return Div(*(Div(name, css_class="col-sm-6") for name in names), css_class="row")
