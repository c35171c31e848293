"""Forms that say whose orders these are."""

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from orders.actions import Assignment
from orders.queries import Group
from stores.models import Store
from suppliers.actions import add_supplier
from suppliers.models import Alias, Supplier
from suppliers.naming import name_key

NEW = "new"
# A new supplier that bears the name of the vendor itself.
NAMESAKE = "namesake"


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
        self.suppliers = _suppliers_by_key(store)
        taken = {each.name_key for each in self.suppliers.values()}
        choices = [("", _("Leave for later")), *_names(self.suppliers), (NEW, _("A new supplier"))]
        for group in groups:
            offered = list(choices)
            if group.kind == Alias.Kind.VENDOR and name_key(group.text) not in taken:
                offered.append((NAMESAKE, _("A new supplier called “%(name)s”") % {"name": group.text}))
            self.fields[_field(group)] = forms.ChoiceField(choices=offered, required=False, label=group.text)

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
        """Return what was chosen, with the new suppliers made where they were."""
        chosen = [(group, self.cleaned_data[_field(group)]) for group in self.groups]
        return [
            Assignment(Alias.Kind(group.kind), group.text, self._owner(group, choice))
            for group, choice in chosen
            if choice
        ]

    def _owner(self, group: Group, choice: str) -> Supplier:
        """Return the supplier that was chosen for a group; a name makes one supplier, however often it is chosen."""
        if choice == NEW:
            return add_supplier(self.store, self.cleaned_data["new_supplier"])
        if choice == NAMESAKE:
            return add_supplier(self.store, group.text)
        return self.suppliers[choice]


class AnswersForm(forms.Form):
    """Show whose each vendor and product is said to be, and let a wrong answer be changed."""

    def __init__(self, store: Store, aliases: list[Alias], *args: Any, **kwargs: Any) -> None:
        """Make one choice for each answer."""
        super().__init__(*args, **kwargs)
        self.aliases, self.suppliers = aliases, _suppliers_by_key(store)
        choices = _names(self.suppliers)
        for alias in aliases:
            self.fields[f"answer-{alias.pk}"] = forms.ChoiceField(
                choices=choices, required=False, label=alias.text, initial=str(alias.supplier_id)
            )

    def rows(self) -> list[tuple[Alias, forms.BoundField]]:
        """Return each answer with its choice."""
        return [(alias, self[f"answer-{alias.pk}"]) for alias in self.aliases]

    def assignments(self) -> list[Assignment]:
        """Return the answers that were changed; what the browser did not send stays as it is."""
        chosen = [(alias, self.cleaned_data[f"answer-{alias.pk}"]) for alias in self.aliases]
        return [
            Assignment(Alias.Kind(alias.kind), alias.text, self.suppliers[choice])
            for alias, choice in chosen
            if choice and choice != str(alias.supplier_id)
        ]


def _suppliers_by_key(store: Store) -> dict[str, Supplier]:
    return {str(each.pk): each for each in Supplier.objects.filter(store=store).order_by("name")}


def _names(suppliers: dict[str, Supplier]) -> list[tuple[str, str]]:
    return [(key, each.name) for key, each in suppliers.items()]


def _field(group: Group) -> str:
    """Return a field name that stays with its group whatever else came in since the page was shown."""
    return f"owner-{group.kind}-{sha256(name_key(group.text).encode()).hexdigest()[:16]}"


def moved_sentence(moved: int) -> str:
    """Say how much was assigned."""
    return ngettext("%(n)d order now has its supplier.", "%(n)d orders now have their supplier.", moved) % {
        "n": moved
    }
