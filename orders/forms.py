"""Forms that bring orders in and say whose they are."""

from hashlib import sha256
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from orders.actions import Assignment
from orders.models.supplier_orders import ARRIVALS
from orders.queries import Group
from stores.forms import CurrencyField
from stores.models import Store
from suppliers.actions import add_supplier
from suppliers.models import Alias, Supplier
from suppliers.naming import name_key

LARGEST_FILE = 100 * 1024 * 1024
NEW = "new"


class UploadForm(forms.Form):
    """Take one order file."""

    file = forms.FileField(
        label=_("Order file"),
        help_text=_(
            "The Shopify orders export (CSV), AliExpress order data (XLSX), or a supplier orders file (CSV)."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("import", _("Import")))

    def clean_file(self) -> Any:
        """Refuse what is larger than an order file can be."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError(
                _(
                    "This file has %(size)s; the limit is %(limit)s. "
                    "Export a shorter time span and import file by file."
                ),
                params={"size": filesizeformat(upload.size), "limit": filesizeformat(LARGEST_FILE)},
            )
        return upload


class CurrencyForm(forms.Form):
    """Ask for the currency that a file does not say."""

    currency = CurrencyField(
        label=_("Currency of this file"),
        required=False,
        help_text=_("The file gives amounts without a currency. Leave it empty if you do not know."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.add_input(Submit("answer", _("Go on")))


class FilterForm(forms.Form):
    """Narrow the list of orders."""

    supplier = forms.ModelChoiceField(Supplier.objects.none(), required=False, empty_label=_("All suppliers"))
    arrival = forms.ChoiceField(choices=[("", _("Any outcome")), *ARRIVALS], required=False)

    def __init__(self, store: Store, *args: Any, **kwargs: Any) -> None:
        """Offer the suppliers of one store."""
        super().__init__(*args, **kwargs)
        suppliers = Supplier.objects.filter(store=store).order_by("name")
        self.fields["supplier"].queryset = suppliers  # type: ignore[attr-defined]  # a ModelChoiceField


class AssignForm(forms.Form):
    """Ask, group by group, whose orders these are."""

    new_supplier = forms.CharField(
        label=_("Name of a new supplier"),
        max_length=120,
        required=False,
        help_text=_("Used where you choose “a new supplier” below."),
    )

    def __init__(self, store: Store, groups: list[Group], *args: Any, **kwargs: Any) -> None:
        """Make one choice for each group."""
        super().__init__(*args, **kwargs)
        self.store, self.groups = store, groups
        self.suppliers = {
            str(each.pk): each for each in Supplier.objects.filter(store=store).order_by("name")
        }
        choices = [("", _("Leave for later")), *((pk, each.name) for pk, each in self.suppliers.items())]
        choices.append((NEW, _("A new supplier")))
        for group in groups:
            self.fields[_field(group)] = forms.ChoiceField(choices=choices, required=False, label=group.text)

    def rows(self) -> list[tuple[Group, forms.BoundField]]:
        """Return each group with its choice."""
        return [(group, self[_field(group)]) for group in self.groups]

    def clean(self) -> dict[str, Any]:
        """Ask for a name where a new supplier was chosen."""
        cleaned = super().clean() or {}
        wants_new = any(value == NEW for name, value in cleaned.items() if name.startswith("owner-"))
        if wants_new and not cleaned.get("new_supplier", "").strip():
            self.add_error("new_supplier", _("Write the name of the new supplier."))
        return cleaned

    def assignments(self) -> list[Assignment]:
        """Return what was chosen, with the new supplier made where one was."""
        chosen = [(group, self.cleaned_data[_field(group)]) for group in self.groups]
        owners = dict(self.suppliers)
        if any(owner == NEW for _group, owner in chosen):
            owners[NEW] = add_supplier(self.store, self.cleaned_data["new_supplier"])
        return [
            Assignment(Alias.Kind(group.kind), group.text, owners[owner]) for group, owner in chosen if owner
        ]


def _field(group: Group) -> str:
    """Return a field name that stays with its group whatever else came in since the page was shown."""
    return f"owner-{group.kind}-{sha256(name_key(group.text).encode()).hexdigest()[:16]}"


def moved_sentence(moved: int) -> str:
    """Say how much was assigned."""
    return ngettext("%(n)d order now has its supplier.", "%(n)d orders now have their supplier.", moved) % {
        "n": moved
    }
