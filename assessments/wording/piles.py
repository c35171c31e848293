"""What an empty pile of changes says."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _


def nothing_here(pile: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """Say that a pile has no change of its own, or that it has half of one that another pile lists."""
    if any(change.get("pile") == pile for row in rows if row["pile"] != pile for change in row["changes"]):
        return _("Only together with something from another list.")
    return _("Nothing here changes the verdict, alone or with one other change.")
