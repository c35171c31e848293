"""The due-diligence form: how far each point has come."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.diligence import PointState, is_decided
from assessments.wording.diligence import POINTS
from suppliers.models import Check


class DiligenceForm(forms.Form):
    """Ask, point by point, how far the due diligence on a supplier has come."""

    def __init__(self, states: Mapping[str, PointState], *args: Any, **kwargs: Any) -> None:
        """Make one choice for each point that no fact decides; one never touched is "not started"."""
        super().__init__(*args, **kwargs)
        for key, found in states.items():
            if not is_decided(found):
                self.fields[key] = forms.ChoiceField(
                    label=_("%(point)s: how far it has come") % {"point": POINTS[key].label},
                    choices=Check.State.choices,
                    # One whose word ran out shows as it counts; to say it anew is to choose "done".
                    initial=found.state if found.said_on else found.noted,
                    widget=forms.Select(attrs={"class": "form-select"}),
                )

    def changed(self) -> dict[str, str]:
        """Return point -> state of those that somebody chose otherwise than they stood."""
        return {key: str(self.cleaned_data[key]) for key in self.changed_data}
