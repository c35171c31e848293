"""What a form is bound to."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, even where it is empty; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None
