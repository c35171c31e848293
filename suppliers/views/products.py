"""Pages about what a supplier can send."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stores.access import in_store, page_frame
from stores.models import Role, Store
from stores.posting import posted
from suppliers.actions.products import BackupTaken, add_product, mark_backup, remove_product
from suppliers.forms.shops import ProductForm
from suppliers.models import SuppliedProduct
from suppliers.queries import supplier_of


@in_store(at_least=Role.HELPER)
def add(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Add a product that a supplier can send."""
    supplier = supplier_of(store, supplier_id)
    form = ProductForm(posted(request), initial={"name": request.GET.get("product", "")[:300]})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            add_product(
                supplier, said["name"], timezone.now(), is_backup=said["is_backup"], note=said["note"]
            )
        except BackupTaken as error:
            form.add_error("is_backup", _taken(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{supplier.get_absolute_url()}#products-title")
    context = {"supplier": supplier, "form": form, "title": _("Add a product they can send")}
    frame = page_frame(request, "suppliers")
    return render(
        request, "suppliers/product_form.html", frame | context, status=422 if form.is_bound else 200
    )


@in_store(at_least=Role.HELPER)
@require_POST
def change(request: HttpRequest, store: Store, supplier_id: int, product_id: int) -> HttpResponse:
    """Make the supplier the backup for a product, or no longer, or forget the product."""
    supplier = supplier_of(store, supplier_id)
    product = (
        SuppliedProduct.objects.filter(supplier=supplier, pk=product_id).select_related("supplier").first()
    )
    wanted = request.POST.get("do", "")
    if product is None or wanted not in ("backup", "no_backup", "remove"):
        raise Http404
    try:
        if wanted == "remove":
            remove_product(product)
        else:
            mark_backup(product, is_backup=wanted == "backup")
    except BackupTaken as error:
        messages.error(request, _taken(error))
    else:
        messages.success(request, _("Saved."))
    return redirect(f"{supplier.get_absolute_url()}#products-title")


def _taken(error: BackupTaken) -> str:
    return _("%(name)s is the backup for this product already. Take it off there first.") % {
        "name": error.name
    }
