"""Say what kind of file was handed in, or ask which of its columns is what."""

from typing import BinaryIO

from orders.actions.claiming import Alive, Clock, keep_lease
from orders.actions.mapping import profile_for
from orders.importers import look_at
from orders.importers.outline import outline
from orders.importers.problems import FileProblem
from orders.importers.rows import FileError, Source
from orders.models import Import

# A table, but none of a known kind: the owner can say what its columns are.
_MAPPABLE = {FileProblem.NOT_RECOGNISED, FileProblem.NO_HEADER, FileProblem.COLUMN_MISSING}


def recognise(the_import: Import, stream: BinaryIO, alive: Alive, clock: Clock) -> bool:
    """Note the kind of the file; return False where the owner must say first which column is what.

    Raises: FileError where it is no table at all, TakenOver.
    """
    try:
        kind = look_at(stream, alive)
    except FileError as error:
        if error.problem not in _MAPPABLE:
            raise
        return _is_mapped(the_import, stream, error, clock)
    # Of our own file a heading that is not read is a typing error; an export has dozens of them.
    unread = list(kind.unread) if kind.source == Source.SUPPLIER_ORDERS else []
    the_import.source = kind.source
    keep_lease(the_import, clock(), source=kind.source, unread_columns=unread)
    return True


def _is_mapped(the_import: Import, stream: BinaryIO, error: FileError, clock: Clock) -> bool:
    """Take the saved answer for a header row like this one, or ask. Raises: FileError where it is no table."""
    try:
        shown = outline(stream)
    except FileError:
        raise error from None
    profile = profile_for(the_import.store, shown.fingerprint)
    if profile is None:
        why = {"problem": error.problem, "details": error.details}
        keep_lease(the_import, clock(), state=Import.State.MAPPING, problem=why)
        return False
    the_import.source, the_import.mapping = Source.TABLE, profile.mapping
    keep_lease(the_import, clock(), source=Source.TABLE, mapping=profile.mapping, profile_name=profile.name)
    return True
