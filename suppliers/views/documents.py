"""The files that prove something: handed to members of the store, and to nobody else."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from suppliers.actions.documents import RejectedStays, remove_document
from suppliers.asking import document_of
from suppliers.models import Document
from suppliers.queries import supplier_of


@in_store()
@require_safe
def file(request: HttpRequest, store: Store, supplier_id: int, document_id: int) -> FileResponse:
    """Hand out the file of a document: to be saved, never to be shown, because a stranger may have made it."""
    document = document_of(supplier_of(store, supplier_id), document_id)
    return FileResponse(
        _opened(document),
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


def _opened(document: Document) -> FieldFile:
    """Return the file of a document; Http404 where there is none, or none any more."""
    try:
        return document.file.open("rb")
    except (ValueError, FileNotFoundError) as error:
        # A document without a file says so with a ValueError.
        raise Http404 from error


@in_store(at_least=Role.HELPER)
@require_POST
def remove(request: HttpRequest, store: Store, supplier_id: int, document_id: int) -> HttpResponse:
    """Take a document away, its file included; a rejected one only for the owner."""
    supplier = supplier_of(store, supplier_id)
    document = document_of(supplier, document_id)
    is_owner = bool(page_frame(request, "suppliers")["is_owner"])
    try:
        remove_document(document, cast(User, request.user), timezone.now(), may_remove_rejected=is_owner)
    except RejectedStays as error:
        raise PermissionDenied from error
    messages.success(request, _("“%(title)s” was removed.") % {"title": document.title})
    return redirect(f"{supplier.get_absolute_url()}#documents-title")
