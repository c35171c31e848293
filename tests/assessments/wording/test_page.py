"""The page of the readiness report, drawn without a database."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.assessments.wording.cases import CASES, DAY, judged, report


def page(name: str, *, template: str = "assessments/report.html", polled: bool = False, **more: Any) -> str:
    """Return the page of a case as somebody who may write sees it."""
    request: Any = RequestFactory().get("/")
    request.user, request.htmx = AnonymousUser(), polled
    supplier = SimpleNamespace(id=3, name="Shenzhen <Bright>")
    context = {
        "request": request,
        "store": SimpleNamespace(name="Lamp Shop", slug="lamp-shop", currency="USD", is_sample=False, pk=1),
        "role": "owner",
        "may_write": True,
        "section": "proposals",
        "proposal": SimpleNamespace(id=7, supplier=supplier, state="live"),
        "version": SimpleNamespace(number=2, currency="USD", created_at=datetime(2026, 11, 20, tzinfo=UTC)),
        "assessment": SimpleNamespace(
            id=11, as_of=DAY, computed_at=datetime(2026, 11, 22, 9, 31, tzinfo=UTC)
        ),
        "report": report(name),
        "update_delayed": False,
    }
    return render_to_string(template, context | more, request=request)


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_page_has_one_heading_and_nothing_that_the_csp_forbids(name: str) -> None:
    html = page(name)
    assert html.count("<h1") == 1
    assert re.search(r"<style|\sstyle=|\son\w+=|hx-on|javascript:", html) is None
    assert [tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag] == []
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_page_shows_the_verdict_every_gate_and_every_reason(name: str) -> None:
    html = page(name)
    assessment, _explanation = judged(name)
    view = report(name)
    assert f'class="verdict verdict-{view.icon}' in html
    assert html.count('class="gate-meaning"') == len(assessment["gates"])
    assert html.count('class="reason-sentence"') == len(view.reasons)
    assert html.count('class="strip"') == 4
    assert html.count('class="hazard"') == 4


def test_all_reasons_are_there_without_a_script() -> None:
    html = page("not_yet")
    assert f"Show all {len(report('not_yet').reasons)} reasons" in html
    assert html.count("<details") == html.count("</details>") > 10


def test_what_a_person_typed_is_escaped() -> None:
    assert "Shenzhen <Bright>" not in page("ready")
    assert "Shenzhen &lt;Bright&gt;" in page("ready")


def test_somebody_who_may_only_look_is_offered_nothing_to_change() -> None:
    asked = ('/proposals/7/"', "/withdraw/", "<form")
    assert all(word in page("not_yet") for word in asked)
    looked = page("not_yet", may_write=False, role="viewer")
    assert [word for word in asked if word in looked] == []


def test_the_live_part_asks_for_news_and_replaces_itself() -> None:
    html = page("ready", template="assessments/report.html#live", polled=True)
    assert html.strip().startswith('<div id="live"')
    assert 'hx-get="/stores/lamp-shop/proposals/7/report/state/?seen=11"' in html
    assert 'hx-trigger="tick from:body"' in html
    assert "<h1" not in html


def test_a_new_verdict_is_read_out() -> None:
    fragment = page("ready", template="assessments/report.html#live", polled=True)
    assert 'hx-swap-oob="innerHTML:#report-status"' in fragment
    whole = page("ready")
    assert "hx-swap-oob" not in whole
    assert 'id="report-status" class="visually-hidden" role="status"' in re.sub(r"\s+", " ", whole)


def test_an_update_that_is_late_is_said() -> None:
    assert "Update delayed" in page("ready", update_delayed=True)
    assert "Update delayed" not in page("ready")


def test_the_proposed_payment_is_marked_on_the_ladder() -> None:
    html = page("dear")
    rung = html.split('aria-current="true"')[1].split("</li>")[0]
    assert "Final, can be traced" in rung
    assert html.count("rung-here") == 1
