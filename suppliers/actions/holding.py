"""Let a supplier stand still while something of it is written: nothing goes to one that is merged at this moment."""

from django.http import Http404

from suppliers.models import Supplier


def hold(supplier: Supplier) -> Supplier:
    """Return the row as it is now; it stays so until this transaction ends.

    Raises Http404 where it was merged or deleted since the page asked for it: what was to be written is not
    written, and the page says so.
    """
    found = (
        Supplier.objects.select_for_update(of=("self",), no_key=True)
        .select_related("store")
        .filter(pk=supplier.pk)
        .first()
    )
    if found is None:
        raise Http404
    return found
