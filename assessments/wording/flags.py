"""Red flags as a page shows them: in words, with how heavy each is and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.red_flags import HIGH, MEDIUM, SEVERITIES, STOP, flag_rules, severity_of
from assessments.wording.flag_words import FLAGS
from suppliers.models import RedFlag

SEVERITY_WORDS: Final[Mapping[str, Promise]] = {
    STOP: gettext_lazy("Stop"),
    HIGH: gettext_lazy("Serious"),
    MEDIUM: gettext_lazy("Take note"),
}
SEVERITY_HELP: Final[Mapping[str, Promise]] = {
    STOP: gettext_lazy("One of these alone means: stay."),
    HIGH: gettext_lazy("Serious signs; they change no verdict by themselves."),
    MEDIUM: gettext_lazy("Worth knowing; they change no verdict by themselves."),
}
# Severity -> icon and colour of its tag.
_ICONS: Final[Mapping[str, str]] = {STOP: "stay", HIGH: "warning", MEDIUM: "info"}
_TONES: Final[Mapping[str, str]] = {STOP: "tag-bad", HIGH: "tag-warning", MEDIUM: ""}


@dataclass(frozen=True, slots=True)
class FlagView:
    """One red flag in words."""

    pk: int
    key: str
    label: str
    why: str
    todo: str
    source: str
    severity: str
    severity_word: str
    icon: str
    tone: str
    seen_on: date
    seen_by: str
    note: str
    cleared_at: datetime | None
    cleared_by: str
    cleared_because: str


def flag_view(flag: RedFlag) -> FlagView:
    """Return a flag in words; one that the policy no longer names is shown by its key."""
    words, rule, severity = FLAGS.get(flag.key), flag_rules().get(flag.key), severity_of(flag)
    return FlagView(
        pk=flag.pk,
        key=flag.key,
        label=flag_label(flag.key),
        why=str(words.why) if words else "",
        todo=str(words.todo) if words else "",
        source=rule.source if rule else "",
        severity=severity,
        severity_word=str(SEVERITY_WORDS[severity]),
        icon=_ICONS[severity],
        tone=_TONES[severity],
        seen_on=flag.seen_on,
        seen_by=str(flag.seen_by or _("somebody who has left")),
        note=flag.note,
        cleared_at=flag.cleared_at,
        cleared_by=str(flag.cleared_by or _("somebody who has left")),
        cleared_because=flag.cleared_because,
    )


def flag_label(key: str) -> str:
    """Return what a warning sign is called."""
    words = FLAGS.get(key)
    return str(words.label) if words else key.replace("_", " ").capitalize()


def flag_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every warning sign for a form, in groups by how heavy it is, the heaviest first."""
    return [
        (
            f"{SEVERITY_WORDS[severity]}: {SEVERITY_HELP[severity]}",
            [(key, flag_label(key)) for key, rule in flag_rules().items() if rule.severity == severity],
        )
        for severity in SEVERITIES
    ]
