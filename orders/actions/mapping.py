"""Read a file as what it was recognised as, or by the answer to which of its columns is what."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from orders.actions.claiming import Alive, opened
from orders.actions.slicing import Item
from orders.importers import preview, read
from orders.importers.mapping import Mapping
from orders.importers.outline import Outline, open_mapped, outline
from orders.importers.preview import Preview
from orders.importers.rows import FileError, Source
from orders.importers.tables import open_table
from orders.importers.text import Record
from orders.models import Import, MappingProfile
from stores.models import Store, User

# Kinds whose headings somebody may have written for a table of another form. An export of a shop is not among
# them: as another table its orders would stand beside those that the shop's own connection brings.
_LIKE_TABLES = {Source.SUPPLIER_ORDERS, Source.ALIEXPRESS_INVENTORY, Source.ZENDROP}


def items_of(the_import: Import, stream: BinaryIO, alive: Alive) -> Iterator[Item]:
    """Yield the orders of an import's file, and the cells that keep others out. Raises: FileError."""
    return read(stream, Source(the_import.source), alive, mapping_of(the_import))


def records_of(the_import: Import, stream: BinaryIO, alive: Alive) -> tuple[Record, Iterator[Record]]:
    """Return the header row of an import's file and every row below it, as text. Raises: FileError."""
    mapping = mapping_of(the_import)
    table = open_table(stream, alive) if mapping is None else open_mapped(stream, mapping, alive)
    return table.header, table.records


def mapping_of(the_import: Import) -> Mapping | None:
    """Return which column of an import's file is what; None for a file of a known kind."""
    return Mapping.from_json(the_import.mapping) if the_import.source == Source.TABLE else None


def outline_of(the_import: Import) -> Outline | None:
    """Return the columns of an import's file and its first rows; None where there is none to be read."""
    try:
        with opened(the_import) as stream:
            return outline(stream)
    except FileError:
        return None


def preview_of(the_import: Import) -> Preview | None:
    """Return the first rows of an import's file beside what is understood of them; None where there are none."""
    if not the_import.source or the_import.is_over:
        return None
    try:
        with opened(the_import) as stream:
            return preview(stream, Source(the_import.source), mapping_of(the_import))
    except FileError:
        return None


def can_be_said_again(the_import: Import) -> bool:
    """Return whether a checked file of which nothing can be put in may only have been understood wrongly.

    Of a table whose columns somebody named that is so where anything was refused; of a kind known by its
    headings only where everything was.
    """
    if not the_import.orders_refused or the_import.orders_new or the_import.orders_changed:
        return False
    if the_import.source != Source.TABLE and (
        the_import.source not in _LIKE_TABLES or the_import.orders_unchanged
    ):
        return False
    return outline_of(the_import) is not None


def profile_for(store: Store, fingerprint: str) -> MappingProfile | None:
    """Return the saved answer for a header row."""
    return MappingProfile.objects.filter(store=store, fingerprint=fingerprint).first()


def remember_mapping(store: Store, user: User, name: str, mapping: Mapping) -> None:
    """Save which column is what, for every later file with the same header row; a later answer replaces it."""
    said: dict[str, Any] = {"name": name, "mapping": mapping.to_json(), "made_by": user}
    MappingProfile.objects.update_or_create(store=store, fingerprint=mapping.fingerprint, defaults=said)


def forget_mapping(store: Store, profile_id: int) -> bool:
    """Delete a saved answer, so that the next file with its headings is asked about; return whether it was here."""
    return bool(MappingProfile.objects.filter(store=store, pk=profile_id).delete()[0])
