"""The pages a person meets when something is wrong."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.views import defaults


def _answers(request_factory: RequestFactory) -> dict[int, HttpResponse]:
    request = request_factory.get("/nowhere/")
    request.user = AnonymousUser()
    wrong = ValueError("secret detail")
    return {
        400: defaults.bad_request(request, wrong),
        403: defaults.permission_denied(request, wrong),
        404: defaults.page_not_found(request, wrong),
        500: defaults.server_error(request),
    }


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_page_has_one_heading_a_way_out_and_no_inner_detail(rf: RequestFactory, status: int) -> None:
    answer = _answers(rf)[status]
    page = answer.content.decode()
    assert answer.status_code == status
    assert len(re.findall("<h1", page)) == 1
    assert 'class="btn btn-primary" href="/"' in page
    assert "secret detail" not in page


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_page_holds_nothing_that_the_content_policy_would_block(
    rf: RequestFactory, status: int
) -> None:
    page = _answers(rf)[status].content.decode()
    assert re.findall(r"<style| style=| on[a-z]+=|<script(?![^>]* src=)", page) == []
