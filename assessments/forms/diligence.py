"""The due-diligence form: how far each point has come."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.diligence import check_weights
from assessments.wording.diligence import POINTS
from suppliers.models import Check, Supplier


class DiligenceForm(forms.Form):
    """Ask, point by point, how far the due diligence on a supplier has come."""

    def __init__(self, supplier: Supplier, *args: Any, **kwargs: Any) -> None:
        """Make one choice for each point of the policy; a point never touched is "not started"."""
        super().__init__(*args, **kwargs)
        states = dict(supplier.checks.values_list("key", "state"))
        for key in check_weights():
            words = POINTS[key]
            self.fields[key] = forms.ChoiceField(
                label=str(words.label),
                help_text=str(words.counts),
                choices=Check.State.choices,
                initial=states.get(key, Check.State.NOT_STARTED),
            )
        self.helper = FormHelper()
        self.helper.form_action = reverse("assessments:diligence", args=[supplier.store.slug, supplier.pk])
        self.helper.add_input(Submit("save", _("Save")))
