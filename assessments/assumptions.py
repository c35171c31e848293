"""What the page of assumptions shows: each number in force beside ours, its range, its source, and its history."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.engine.overrides import Assumption
from assessments.models import OwnValue
from assessments.own_policy import own_values_of
from assessments.policy import replaceable
from assessments.wording.policy_values import (
    THEMES,
    assumption_label,
    range_text,
    source_text,
    theme_of,
    unit_text,
    with_unit,
)
from stores.models import Store

LATEST = 20
"""Changes shown; older ones stay in the database."""


@dataclass(frozen=True, slots=True)
class Row:
    """One assumption in words."""

    about: Assumption
    label: str
    value: str
    ours: str
    range: str
    unit: str
    source: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The assumptions of one theme."""

    key: str
    title: str
    help: str
    rows: tuple[Row, ...]


def in_force(own: Mapping[str, float]) -> dict[str, float]:
    """Return key -> the value in force of every assumption that may be replaced."""
    return {key: own.get(key, about.value) for key, about in replaceable().items()}


def groups_of(store: Store) -> tuple[Group, ...]:
    """Return the assumptions of a store by theme, in the order of the policy file; empty themes are left out."""
    own = own_values_of(store)
    rows = {key: _row(about, own) for key, about in replaceable().items()}
    themed = [
        Group(
            theme.key,
            str(theme.title),
            str(theme.help),
            tuple(row for key, row in rows.items() if theme_of(key) is theme),
        )
        for theme in THEMES
    ]
    other = tuple(row for key, row in rows.items() if theme_of(key) is None)
    return tuple(group for group in (*themed, Group("other", _("Others"), "", other)) if group.rows)


def _row(about: Assumption, own: Mapping[str, float]) -> Row:
    return Row(
        about=about,
        label=assumption_label(about.key),
        value=with_unit(own.get(about.key, about.value), about.unit),
        ours=with_unit(about.value, about.unit),
        range=range_text(about.low, about.high, about.unit),
        unit=unit_text(about.unit),
        source=source_text(about.source),
        is_own=about.key in own,
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One change that somebody made; `value` None is ours again."""

    made: OwnValue
    label: str
    value: str | None


def changes_of(store: Store) -> list[Change]:
    """Return who set which assumption to what, newest first."""
    found = OwnValue.objects.filter(store=store).select_related("set_by").order_by("-pk")[:LATEST]
    return [Change(made, assumption_label(made.key), _written(made)) for made in found]


def _written(made: OwnValue) -> str | None:
    if made.value is None:
        return None
    about = replaceable().get(made.key)
    return with_unit(float(made.value), about.unit) if about else str(made.value.normalize())
