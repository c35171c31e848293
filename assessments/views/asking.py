"""Ask a supplier by link what is missing: the owner's pages, and the one page that needs no account."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Final, cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST
from redis.exceptions import RedisError

from assessments.diligence import point_states
from assessments.forms.asking import SIZE_IN_MB, AnswerForm, AskForm
from assessments.wording import asking as words
from assessments.wording.diligence import POINTS
from stores.access import in_store, page_frame
from stores.models import Role, Store, User
from stores.posting import posted
from stores.queries import today_in
from stores.templatetags.display import day
from suppliers.actions.asking import (
    MOST_FILES,
    MOST_OPEN_LINKS,
    NotTaken,
    TooManyLinks,
    make_link,
    note_opened,
    receive_answers,
    revoke_link,
)
from suppliers.asking import link_at, link_of, links_of, received_by, state_of
from suppliers.limiting import is_within, network_of
from suppliers.models import AskLink, Check, Supplier
from suppliers.queries import supplier_of

TRIES_OF_AN_ADDRESS: Final = (60, 60)
"""How many links that lead nowhere one network may try in how many seconds; one that works is never kept from it."""
SENT_BY_A_LINK: Final = (30, 3_600)
"""How many times in how many seconds something can be sent by one link."""
LARGEST_REQUEST: Final = settings.LARGEST_UPLOADS_OF_STRANGERS["ask"]
PAGE_LASTS: Final = 600
"""For how many seconds it is known that a page was sent already."""
OpenView = Callable[[HttpRequest, AskLink], HttpResponse]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Show one link: what it asks, how it stands, how much came in by it."""

    link: AskLink
    state: str
    points: list[str]
    received: int


def links_section(supplier: Supplier, now: datetime) -> dict[str, object]:
    """Return what the part of a supplier's page about its links shows, in one query."""
    return {"link_rows": [_link_row(link, now) for link in links_of(supplier)]}


def _link_row(link: AskLink, now: datetime) -> LinkRow:
    points = [str(POINTS[key].label) for key in link.points if key in POINTS]
    count: int = link.received  # type: ignore[attr-defined]  # annotated by links_of
    return LinkRow(link, state_of(link, now).value, points, count)


@in_store(at_least=Role.OWNER)
def ask_new(request: HttpRequest, store: Store, supplier_id: int) -> HttpResponse:
    """Make a link for a supplier, and show its address this one time."""
    supplier, now = supplier_of(store, supplier_id), timezone.now()
    form = AskForm(_missing(supplier, now), posted(request))
    context = page_frame(request, "suppliers") | {"supplier": supplier, "form": form}
    if form.is_bound and form.is_valid() and _is_sent_before(supplier, form.cleaned_data["once"]):
        messages.info(
            request, _("The link was made already; its address was shown once. If it is lost, make another.")
        )
        return redirect(f"{supplier.get_absolute_url()}#links-title")
    made = _made(request, supplier, form, now)
    if made is None:
        context["title"] = _("Ask the supplier by link")
        return render(request, "assessments/ask_new.html", context, status=422 if form.is_bound else 200)
    link, token = made
    context |= {"link": link, "address": request.build_absolute_uri(reverse("ask", args=[token]))}
    answer = render(request, "assessments/ask_made.html", context)
    # Neither the browser nor anything in between keeps this page.
    answer["Cache-Control"] = "no-store"
    return answer


def _missing(supplier: Supplier, now: datetime) -> list[str]:
    """Return the points that are not done."""
    states = point_states(supplier, today_in(supplier.store, now))
    return [key for key, found in states.items() if found.state != Check.State.DONE]


def _page_key(supplier: Supplier, once: str) -> str:
    return f"ask.page.{supplier.pk}.{once}"


def _is_sent_before(supplier: Supplier, once: str) -> bool:
    """Return whether the same page was sent before, and remember that it was; who reloads it wants no second link."""
    if not once:
        return False
    try:
        return not cache.add(_page_key(supplier, once), 1, timeout=PAGE_LASTS)
    except RedisError:
        # A second link can be withdrawn.
        return False


def _made(
    request: HttpRequest, supplier: Supplier, form: AskForm, now: datetime
) -> tuple[AskLink, str] | None:
    """Make the link that a form asks for; None where it has to be filled in again, and says why."""
    if not (form.is_bound and form.is_valid()):
        return None
    told = form.cleaned_data
    try:
        return make_link(
            supplier, told["points"], told["message"], told["days"], cast(User, request.user), now
        )
    except TooManyLinks:
        with suppress(RedisError):
            cache.delete(_page_key(supplier, told["once"]))
        refused = _("%(most)d links to this supplier are open, and no more can be. Withdraw one first.")
        form.add_error(None, refused % {"most": MOST_OPEN_LINKS})
        return None


@in_store(at_least=Role.OWNER)
@require_POST
def ask_revoke(request: HttpRequest, store: Store, supplier_id: int, link_id: int) -> HttpResponse:
    """End a link."""
    supplier = supplier_of(store, supplier_id)
    if revoke_link(link_of(supplier, link_id), cast(User, request.user), timezone.now()):
        messages.success(request, _("The link is withdrawn. What came in by it stays."))
    return redirect(f"{supplier.get_absolute_url()}#links-title")


def _guarded(view: OpenView) -> Callable[[HttpRequest, str], HttpResponse]:
    """Hand a view the link of its address, once it is clear who asks how often, for what, and with how much.

    All of this is looked at before anything of the body is read: Django reads it to check the token of the form.
    """

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, token: str) -> HttpResponse:
        link = link_at(token, timezone.now())
        if link is None:
            return _nowhere(request)
        if request.method not in {"GET", "HEAD", "POST"}:
            return _private(HttpResponseNotAllowed(["GET", "HEAD", "POST"]))
        if request.method == "POST":
            if not is_within(f"ask.link.{link.pk}", *SENT_BY_A_LINK):
                return _notice(request, 429, words.TOO_OFTEN_TITLE, words.TOO_OFTEN)
            if _length(request) > LARGEST_REQUEST:
                most = words.TOO_MUCH.fill(size=LARGEST_REQUEST // (1024 * 1024))
                return _notice(request, 413, words.TOO_MUCH_TITLE, most)
        answer = csrf_protect(view)(request, link)
        if answer.status_code == 403:
            # Django's own page speaks of cookies and Referer headers, in one language.
            return _notice(request, 403, words.NOT_FROM_HERE_TITLE, words.NOT_FROM_HERE)
        return _private(answer)

    return inner


def _nowhere(request: HttpRequest) -> HttpResponse:
    """Answer a link that leads nowhere, so many times to one network; where none is known there is nobody to count."""
    visitor = _network(request)
    if visitor and not is_within(f"ask.address.{visitor}", *TRIES_OF_AN_ADDRESS):
        return _notice(request, 429, words.TOO_OFTEN_TITLE, words.TOO_OFTEN)
    return _notice(request, 404, words.CLOSED_TITLE, words.CLOSED)


def _network(request: HttpRequest) -> str:
    try:
        return network_of(get_adapter(request).get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied, ValueError):
        # A socket has no address, and what the proxy is said to tell may be missing.
        return ""


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


@_guarded
def ask(request: HttpRequest, link: AskLink) -> HttpResponse:
    """Show what is asked by a link and take in what is missing; nothing else of the store is on the page."""
    now = timezone.now()
    # What was done since is asked no more.
    missing = _missing(link.supplier, now)
    points = [point for point in link.points if point in missing]
    if request.method != "POST":
        # Programs that preview a message ask for the head alone.
        if request.method == "GET":
            note_opened(link, now)
        return _asking(request, link, AnswerForm(points))
    form = AnswerForm(points, request.POST, request.FILES)
    answers = form.answers()
    if answers:
        try:
            receive_answers(link, answers, today_in(link.store, now), now)
        except (NotTaken, Http404):
            form.problems[""] = words.NOT_TAKEN
        else:
            return redirect(f"{request.path}?sent=1")
    return _asking(request, link, form)


def _asking(request: HttpRequest, link: AskLink, form: AnswerForm) -> HttpResponse:
    names = {"store": link.store.name, "until": day(today_in(link.store, link.expires_at))}
    context = {
        "words": words,
        "title": words.TITLE.fill(**names),
        "introduction": words.INTRODUCTION.fill(**names),
        "heard": words.MESSAGE.fill(**names),
        "limits": words.LIMITS.fill(size=SIZE_IN_MB, files=MOST_FILES),
        "message": link.message,
        "form": form,
        "received": received_by(link),
        "is_sent": not form.is_bound and request.GET.get("sent") == "1",
    }
    return render(request, "assessments/ask.html", context, status=422 if form.is_bound else 200)


def _notice(request: HttpRequest, status: int, title: words.Pair, text: words.Pair) -> HttpResponse:
    """Say in both languages why there is no page; every link that does not work gets the same."""
    context = {"title": title, "text": text}
    answer = _private(render(request, "assessments/ask_closed.html", context, status=status))
    if status == 429:
        answer["Retry-After"] = "300"
    return answer


def _private(answer: HttpResponse) -> HttpResponse:
    """Keep the address of a page to those who have it: no search engine, no other site, no copy on the way.

    "same-origin" and not "no-referrer": with the latter browsers send "Origin: null" with the form, and nothing would
    tell it from a forgery. Another site learns from neither where its visitor came from.
    """
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    if answer.status_code >= 400:
        # Django would write a line with the address.
        answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - what its own views set, too
    answer["Cache-Control"] = "no-store"
    return answer
