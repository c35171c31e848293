"""The files that prove something: handed to members of the store, and to nobody else."""

from typing import cast

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stores.access import in_store
from stores.models import Role, Store, User
from suppliers.actions.documents import remove_document
from suppliers.asking import document_of
from suppliers.queries import supplier_of


@in_store()
@require_safe
def file(request: HttpRequest, store: Store, supplier_id: int, document_id: int) -> FileResponse:
    """Hand out the file of a document: to be saved, never to be shown, because a stranger may have made it."""
    document = document_of(supplier_of(store, supplier_id), document_id)
    if not document.file or not default_storage.exists(str(document.file.name)):
        raise Http404
    return FileResponse(
        document.file.open("rb"),
        as_attachment=True,
        filename=document.file_name,
        content_type=document.content_type,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            # Should a browser open it all the same: as a page of nobody, which may load and run nothing.
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


@in_store(at_least=Role.HELPER)
@require_POST
def remove(request: HttpRequest, store: Store, supplier_id: int, document_id: int) -> HttpResponse:
    """Take a document away, its file included."""
    supplier = supplier_of(store, supplier_id)
    document = document_of(supplier, document_id)
    remove_document(document, cast(User, request.user), timezone.now())
    messages.success(request, _("“%(title)s” was removed.") % {"title": document.title})
    return redirect(f"{supplier.get_absolute_url()}#documents-title")
