"""Ask a supplier by link what is missing: the owner's pages, and the one page that needs no account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Final, cast

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

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
    NotTaken,
    make_link,
    note_opened,
    receive_answers,
    revoke_link,
)
from suppliers.asking import link_at, link_of, links_of, received_by, state_of
from suppliers.limiting import is_within
from suppliers.models import AskLink, Check, Supplier
from suppliers.queries import supplier_of

# Whoever opens the page looks, sends, and looks again, for each of a dozen points.
TRIES_OF_AN_ADDRESS: Final = (60, 60)
"""How many requests in how many seconds an address has."""
SENT_BY_A_LINK: Final = (30, 3_600)
"""How many times in how many seconds something can be sent by one link."""
LARGEST_REQUEST: Final = 100 * 1024 * 1024
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
    states = point_states(supplier, today_in(store, now))
    missing = [key for key, found in states.items() if found.state != Check.State.DONE]
    form = AskForm(missing, posted(request))
    context = page_frame(request, "suppliers") | {"supplier": supplier, "form": form}
    if not (form.is_bound and form.is_valid()):
        context["title"] = _("Ask the supplier by link")
        return render(request, "assessments/ask_new.html", context, status=422 if form.is_bound else 200)
    told = form.cleaned_data
    made, token = make_link(
        supplier, told["points"], told["message"], told["days"], cast(User, request.user), now
    )
    context |= {"link": made, "address": request.build_absolute_uri(reverse("ask", args=[token]))}
    answer = render(request, "assessments/ask_made.html", context)
    # Neither the browser nor anything in between keeps this page.
    answer["Cache-Control"] = "no-store"
    return answer


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
        if not is_within(f"ask.address.{get_adapter(request).get_client_ip(request)}", *TRIES_OF_AN_ADDRESS):
            return _notice(request, 429, words.TOO_OFTEN_TITLE, words.TOO_OFTEN)
        link = link_at(token, timezone.now())
        if link is None:
            return _notice(request, 404, words.CLOSED_TITLE, words.CLOSED)
        if request.method not in {"GET", "HEAD", "POST"}:
            return _private(HttpResponseNotAllowed(["GET", "HEAD", "POST"]))
        if request.method == "POST":
            if not is_within(f"ask.link.{link.pk}", *SENT_BY_A_LINK):
                return _notice(request, 429, words.TOO_OFTEN_TITLE, words.TOO_OFTEN)
            if _length(request) > LARGEST_REQUEST:
                most = words.TOO_MUCH.fill(size=LARGEST_REQUEST // (1024 * 1024))
                return _notice(request, 413, words.TOO_MUCH_TITLE, most)
        return _private(csrf_protect(view)(request, link))

    return inner


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


@_guarded
def ask(request: HttpRequest, link: AskLink) -> HttpResponse:
    """Show what is asked by a link and take in what is missing; nothing else of the store is on the page."""
    now = timezone.now()
    if request.method != "POST":
        note_opened(link, now)
        return _asking(request, link, AnswerForm(link.points))
    form = AnswerForm(link.points, request.POST, request.FILES)
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
