"""The pages of the register of suppliers: no finding of axe in light or dark, nothing wider than a phone."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from assessments.merging import merge
from assessments.sample.making import make_sample
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.filters import save_filter
from suppliers.actions.products import add_product
from suppliers.actions.shops import keep_reading
from suppliers.models import Supplier
from tests.assessments.merging_worlds import contact
from tests.e2e.visitors import let_in
from tests.people import Login

# A small phone, and the width that a page of 1280 has at four times its size (WCAG 2.2, 1.4.10).
NARROW = (390, 320)


@pytest.fixture
def sample(owner: User, transactional_db: None) -> Store:
    """The sample store with suppliers that may be one, that are one, and of which much is known."""
    now = timezone.now()
    made = make_sample(owner, now)
    one, two, *_more = Supplier.objects.filter(store=made).order_by("pk")
    for each in (one, two):
        contact(each, "sales-department-of-the-factory@bright-lighting-shenzhen.example.com")
    Supplier.objects.filter(pk=one.pk).update(
        legal_name_zh="深圳市明亮照明有限公司",
        shop_url="https://www.example.com/store/1100",
        licence_kind="uscc",
        licence_number="91110000600037341L",
        country="CN",
        status="watch",
        tags=["lamps", "answers at night"],
        notes="First line.\n\nSecond line.",
    )
    Supplier.objects.filter(pk=two.pk).update(country="HK", licence_kind="hk_br", licence_number="12345678")
    keep_reading(one, {"read_on": now.date(), "positive_share": "0.975", "dispute_rate": "0"}, owner, now)
    add_product(one, "Moon lamp with a very long name that says all it can do, 3D, 16 colours", now)
    add_product(
        two, "Moon lamp with a very long name that says all it can do, 3D, 16 colours", now, is_backup=True
    )
    save_filter(made, owner, "Lamps that somebody should look at", "tag=lamps")
    merge(one, add_supplier(made, "Bright Official Store"), owner, now)
    return made


def addresses(store: Store) -> Iterator[str]:
    """Yield every page of the register."""
    one, two, *_more = Supplier.objects.filter(store=store).order_by("pk")
    for query in ("", "?tag=lamps&pending=any", "?status=watch"):
        yield reverse("assessments:suppliers", args=[store.slug]) + query
    for name in ("assessments:products", "assessments:duplicates", "suppliers:new"):
        yield reverse(name, args=[store.slug])
    yield reverse("assessments:merge", args=[store.slug, one.pk, two.pk])
    for name in ("suppliers:edit", "suppliers:shop", "suppliers:product_add", "assessments:supplier"):
        yield reverse(name, args=[store.slug, one.pk])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_phone(
    page: Page,
    live_server: LiveServer,
    login: Login,
    owner: User,
    sample: Store,
    theme: Literal["light", "dark"],
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    let_in(page.context, live_server, login, owner)
    found: dict[str, str] = {}
    for address in addresses(sample):
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address} answers {answer.status}"
        told = Axe().run(page)
        if told.violations_count:
            found[address] = told.generate_report()
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 800})
            beyond = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if beyond:
                found[f"{address} at {width}"] = f"{beyond} px too wide"
        page.set_viewport_size({"width": 1280, "height": 800})
    assert found == {}
