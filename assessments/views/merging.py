"""Pages on which two suppliers that are one are put together, and parted again."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.duplicates import duplicates
from assessments.forms.suppliers import MergeForm
from assessments.merge_rows import what_moves
from assessments.merging import (
    CannotMerge,
    CannotUndo,
    Contradicts,
    NameTaken,
    UndoFirst,
    merge,
    moved_counts,
    standing_merges,
    undo_merge,
)
from assessments.models import Merge
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted
from suppliers.countries import country_name
from suppliers.models import Supplier
from suppliers.queries import supplier_of

# What is laid side by side before two become one.
_COMPARED = (
    "trading_name",
    "legal_name_zh",
    "legal_name_en",
    "legal_representative",
    "shop_url",
    "shop_id",
    "licence_number",
)


@in_store()
def duplicate_list(request: HttpRequest, store: Store) -> HttpResponse:
    """List the pairs that may be one, all suppliers to choose two from, and the merges that can be undone."""
    merges = [(each, moved_counts(each)) for each in standing_merges(store)]
    context = {
        "pairs": duplicates(store),
        "merges": merges,
        "all_suppliers": Supplier.objects.filter(store=store).order_by("name", "pk"),
    }
    return render(request, "assessments/duplicates.html", page_frame(request, "suppliers") | context)


@in_store(at_least=Role.OWNER)
def merge_choose(request: HttpRequest, store: Store) -> HttpResponse:
    """Lead to the page of the two suppliers that were chosen."""
    ids = [request.GET.get(name, "") for name in ("one", "other")]
    if not all(each.isdecimal() and len(each) < 18 for each in ids) or ids[0] == ids[1]:
        messages.error(request, _("Choose two different suppliers."))
        return redirect("assessments:duplicates", store.slug)
    return redirect("assessments:merge", store.slug, *map(int, ids))


@in_store(at_least=Role.OWNER)
def merge_two(request: HttpRequest, store: Store, one_id: int, other_id: int) -> HttpResponse:
    """Show what would go over, either way, and put two suppliers together."""
    one, other = supplier_of(store, one_id), supplier_of(store, other_id)
    form = MergeForm(one, other, posted(request))
    if form.is_bound and form.is_valid():
        kept, gone = (one, other) if form.cleaned_data["keep"] == one.pk else (other, one)
        try:
            merge(kept, gone, cast(User, request.user), timezone.now())
        except Contradicts as error:
            form.add_error(None, _contradiction(kept, gone, error))
        except CannotMerge as error:
            raise Http404 from error
        else:
            said = {"gone": gone.name, "kept": kept.name}
            messages.success(request, _("“%(gone)s” is part of “%(kept)s” now.") % said)
            return redirect(kept)
    if one == other:
        raise Http404
    context = {
        "form": form,
        "one": one,
        "other": other,
        "rows": _rows(one, other),
        "moves": [(other, one, what_moves(one, other)), (one, other, what_moves(other, one))],
    }
    frame = page_frame(request, "suppliers")
    return render(request, "assessments/merge.html", frame | context, status=422 if form.is_bound else 200)


@in_store(at_least=Role.OWNER)
@require_POST
def merge_undo(request: HttpRequest, store: Store, merge_id: int) -> HttpResponse:
    """Part two suppliers again."""
    found = Merge.objects.filter(store=store, pk=merge_id).select_related("store", "kept", "gone").first()
    if found is None:
        raise Http404
    try:
        undo_merge(found, cast(User, request.user), timezone.now())
    except CannotUndo as error:
        messages.error(request, _why(error))
        return redirect("assessments:duplicates", store.slug)
    messages.success(request, _("“%(name)s” stands for itself again.") % {"name": found.gone.name})
    return redirect(found.gone)


def _contradiction(kept: Supplier, gone: Supplier, error: Contradicts) -> str:
    said = {"kept": kept.name, "gone": gone.name, "mine": error.kept, "theirs": error.gone}
    if error.what == "licence_number":
        told = _("They have different licence numbers: “%(kept)s” has %(mine)s, “%(gone)s” has %(theirs)s.")
    else:
        told = _("They have different registered names: “%(kept)s” has %(mine)s, “%(gone)s” has %(theirs)s.")
    return (
        f"{told % said} {_('Where one of them is wrong, mend it first; otherwise they are two suppliers.')}"
    )


def _why(error: CannotUndo) -> str:
    if isinstance(error, UndoFirst):
        later = error.later
        return _("First undo the later merge of “%(gone)s” into “%(kept)s”.") % {
            "gone": later.gone.name,
            "kept": later.kept.name,
        }
    if isinstance(error, NameTaken):
        return _("You have another supplier called “%(name)s” by now. Rename that one first.") % {
            "name": error.name
        }
    return _("This merge was undone already.")


def _rows(one: Supplier, other: Supplier) -> list[tuple[object, str, str, bool]]:
    """Return what is known of both, side by side, and whether it contradicts."""
    rows: list[tuple[object, str, str]] = [
        (Supplier._meta.get_field(name).verbose_name, getattr(one, name), getattr(other, name))  # type: ignore[union-attr]  # none of them is a relation
        for name in _COMPARED
    ]
    rows.append((_("country"), country_name(one.country), country_name(other.country)))
    told = [(label, a, b, bool(a and b and a != b)) for label, a, b in rows if a or b]
    told.append((_("status"), one.get_status_display(), other.get_status_display(), False))
    if one.tags or other.tags:
        told.append((_("tags"), ", ".join(one.tags), ", ".join(other.tags), False))
    return told
