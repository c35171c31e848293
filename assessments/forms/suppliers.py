"""Forms that narrow the list of suppliers, keep a search of it, and put two suppliers together."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stores.models import Store
from stores.templatetags.display import VERDICT_WORDS
from suppliers.countries import country_choices
from suppliers.models import Supplier
from suppliers.searching import ANY, DOCUMENT, FLAG, PAYEE

NO_VERDICT = "none"
PENDING: tuple[tuple[str, Promise], ...] = (
    (ANY, _("Anything")),
    (PAYEE, _("A payee to confirm")),
    (FLAG, _("A red flag that stands")),
    (DOCUMENT, _("A document that ends within 30 days")),
)


class SupplierFilter(forms.Form):
    """Narrow the list of suppliers; what cannot be read narrows nothing and says why."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=(("", _("Any status")), *Supplier.Status.choices)
    )
    verdict = forms.ChoiceField(
        label=_("Verdict"),
        required=False,
        choices=(("", _("Any verdict")), *VERDICT_WORDS.items(), (NO_VERDICT, _("No proposal"))),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    pending = forms.ChoiceField(
        label=_("Waits for you"), required=False, choices=(("", _("All suppliers")), *PENDING)
    )

    def __init__(self, store: Store, data: Any) -> None:
        """Offer the countries and tags that the suppliers of one store have, in one query."""
        super().__init__(data)
        self.fields["q"].widget.attrs["placeholder"] = _("Name, shop, licence, contact, tag")
        codes, tags = set(), set()
        for code, theirs in Supplier.objects.filter(store=store).values_list("country", "tags"):
            codes.add(code)
            tags.update(theirs)
        self.fields["country"].choices = [("", _("Any country")), *country_choices(codes - {""})]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["tag"].choices = [("", _("Any tag")), *((tag, tag) for tag in sorted(tags))]  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self) -> dict[str, str]:
        """Return what was chosen, without what was left open or could not be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """Return what was chosen as an address has it; empty where nothing is left out."""
        return urlencode(self.wanted())


class SaveFilterForm(forms.Form):
    """Ask under which name a search is kept."""

    name = forms.CharField(label=_("Name of this search"), max_length=60)


class MergeForm(forms.Form):
    """Ask which of two suppliers stays."""

    keep = forms.TypedChoiceField(label=_("Which one stays"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, one: Supplier, other: Supplier, *args: Any, **kwargs: Any) -> None:
        """Offer both."""
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(each.pk, each.name) for each in (one, other)]  # type: ignore[attr-defined]  # a ChoiceField
