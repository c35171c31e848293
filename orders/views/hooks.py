"""The addresses at which shops and carriers tell what has happened; no person and no session is behind them."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from orders.actions.receiving import LARGEST_BODY, Arrived, Refusal, connection_at, receive, refuse
from orders.tasks import enqueue_deliveries

_STATUS = {
    Refusal.SIGNATURE: 401,
    Refusal.NO_SECRET: 401,
    Refusal.TOO_LARGE: 413,
    Refusal.TOO_MANY: 429,
}


# As `config.urls` has it; a token is random letters and digits.
_ADDRESS = re.compile(r"/hooks/([-a-zA-Z0-9_]+)/")


class HooksFirst:
    """Answer notifications before the middleware that only people's requests need: sessions, languages, forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take what answers all the rest."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a notification, or hand the request on."""
        found = _ADDRESS.fullmatch(request.path_info)
        if not found:
            return self.get_response(request)
        # As for every other address: under a name that is not ours there is nothing. Raises DisallowedHost.
        request.get_host()
        return hook(request, found[1])


@csrf_exempt
def hook(request: HttpRequest, token: str) -> HttpResponse:
    """Take a notification in: 200 once it is kept, and its sender may forget it."""
    if request.method != "POST":
        return _answer(405, {"Allow": "POST"})
    connection = connection_at(token)
    if connection is None:
        return _answer(404)
    arrived = Arrived(connection, request.headers, timezone.now())
    if _length(request) > LARGEST_BODY:
        return _refused(refuse(arrived, Refusal.TOO_LARGE))
    try:
        body = request.body
    except UnreadablePostError:
        # Whoever sent it is gone and will send it again.
        return _answer(400)
    refusal = receive(arrived, body)
    if refusal:
        return _refused(refusal)
    enqueue_deliveries()
    return _answer(200)


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


def _refused(why: Refusal) -> HttpResponse:
    headers = {"Retry-After": "60"} if why is Refusal.TOO_MANY else {}
    return _answer(_STATUS[why], headers)


def _answer(status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    """Return a status alone: senders read no pages."""
    # Without a length it would go out in chunks, for which some servers end the connection.
    headers = {"Content-Length": "0", "Content-Type": "text/plain", **(headers or {})}
    answer = HttpResponse(status=status, headers=headers)
    # Django would write a line with the address for each that is turned away: as many as a stranger likes to send.
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - what its own views set, too
    return answer
