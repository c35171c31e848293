"""The page that says what silence may hide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.unknowns import if_silent_spoke
from stores.access import in_store, page_frame
from stores.models import Store


@in_store()
def unknowns(request: HttpRequest, store: Store) -> HttpResponse:
    """Show each live offer's verdict beside what it would be if the silent orders had come in time, late, or never."""
    context = page_frame(request, "orders") | {"offers": if_silent_spoke(store)}
    return render(request, "assessments/unknowns.html", context)
