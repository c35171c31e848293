"""Forms about who a supplier is."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.models import Supplier
from suppliers.naming import name_key


class SupplierForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Ask who a supplier is."""

    shop_url = forms.URLField(
        label=_("Link to the shop"),
        required=False,
        assume_scheme="https",
        help_text=_("The shop’s page on the marketplace, so that you can find it again."),
    )

    class Meta:
        """Name the fields."""

        model = Supplier
        fields = ("name", "shop_url", "country", "notes")
        labels = {"name": _("Name of the shop or company")}
        help_texts = {
            "country": _("Two letters, for example CN."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the button."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Save")))

    def clean_country(self) -> str:
        """Return the country's code in capitals."""
        return str(self.cleaned_data["country"]).upper()

    def clean(self) -> dict[str, Any]:
        """Refuse a name that another supplier of the store bears."""
        cleaned = super().clean() or {}
        self.instance.name_key = name_key(cleaned.get("name", ""))
        twin = Supplier.objects.filter(store=self.instance.store, name_key=self.instance.name_key)
        if twin.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("You have a supplier of this name."))
        return cleaned
