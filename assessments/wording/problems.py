"""Why some evidence could not be used, as the shell tells the engine."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PROBLEMS: Final[dict[str, Promise]] = {
    "currency_differs": gettext_lazy("some orders are in another currency than the proposal."),
}


def problem_sentence(key: str) -> str:
    """Return the words of a problem; its own key, spaced, where it is a new one."""
    return str(PROBLEMS.get(key, key.replace("_", " ")))
