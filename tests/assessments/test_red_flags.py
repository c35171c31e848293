"""Warning signs: all of them in words, their weight from the policy, and what the machine only suggests."""

from datetime import timedelta

import pytest

from assessments.actions import submit
from assessments.engine.words import BLOCKER_QUESTIONS, OTHER_QUESTIONS, RED_FLAGS
from assessments.flag_hints import flag_hints
from assessments.flag_section import flags_section
from assessments.policy import policy_document
from assessments.red_flags import SEVERITIES, STOP, flag_rules
from assessments.supplier_facts import BAD_IF_TRUE
from assessments.wording.flag_words import FLAGS
from assessments.wording.flags import flag_choices
from stores.models import Store, User
from suppliers.actions import add_supplier
from suppliers.actions.flags import clear_flag, raise_flag
from suppliers.actions.payees import add_payee, reject_payee
from suppliers.models import Payee, RedFlag, ShopReading, Supplier
from tests.assessments.supplier_worlds import NOW, TERMS, TODAY, told

NONE: frozenset[str] = frozenset()


def test_every_sign_has_words_and_every_stop_an_answer_that_is_bad() -> None:
    assert set(FLAGS) == set(flag_rules())
    assert len(flag_rules()) == 22
    for rule in flag_rules().values():
        assert rule.severity in SEVERITIES
        assert set(rule.answers) <= {*BLOCKER_QUESTIONS, *OTHER_QUESTIONS, *RED_FLAGS}
        assert all(value is (question in BAD_IF_TRUE) for question, value in rule.answers.items())
        stops = [question for question in rule.answers if question in (*BLOCKER_QUESTIONS, *RED_FLAGS)]
        assert bool(stops) is (rule.severity == STOP), rule.key


def test_the_policy_lists_the_heaviest_first_and_the_form_too() -> None:
    severities = [SEVERITIES.index(rule.severity) for rule in flag_rules().values()]
    assert severities == sorted(severities)
    offered = [key for _group, signs in flag_choices() for key, _label in signs]
    assert offered == list(flag_rules())
    stops = [key for key, rule in flag_rules().items() if rule.severity == STOP]
    assert stops
    assert offered[: len(stops)] == stops
    assert set(policy_document()["red_flags"]) == set(offered)  # type: ignore[call-overload]  # a parsed table


@pytest.fixture
def supplier(store: Store) -> Supplier:
    made = add_supplier(store, "Shenzhen Bright", country="CN")
    return Supplier.objects.get(pk=made.pk)


@pytest.mark.django_db
def test_the_section_has_the_heaviest_first_and_the_cleared_apart(supplier: Supplier, owner: User) -> None:
    for key in ("young_shop", "close_dispute_asked", "refuses_checks", "hidden_trader"):
        raise_flag(supplier, key, TODAY, owner, NOW)
    clear_flag(RedFlag.objects.get(key="hidden_trader"), "They said so from the start.", owner, NOW)
    section = flags_section(supplier, TODAY)
    assert [each.key for each in section["flags"]] == [  # type: ignore[attr-defined]  # a list of views
        "close_dispute_asked",
        "refuses_checks",
        "young_shop",
    ]
    cleared = section["cleared_flags"]
    assert [each.cleared_because for each in cleared] == [  # type: ignore[attr-defined]  # a list of views
        "They said so from the start."
    ]


@pytest.mark.django_db
def test_a_flag_that_the_policy_dropped_is_still_shown_as_serious(supplier: Supplier, owner: User) -> None:
    raise_flag(supplier, "some_old_sign", TODAY, owner, NOW)
    shown = flags_section(supplier, TODAY)["flags"]
    assert [(each.label, each.severity) for each in shown] == [  # type: ignore[attr-defined]  # a list of views
        ("Some old sign", "high")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("price", "hinted"), [("15.00", ["price_too_low"]), ("18.00", [])])
def test_a_deep_discount_in_a_live_proposal_is_suggested(
    supplier: Supplier, owner: User, price: str, hinted: list[str]
) -> None:
    submit(supplier, TERMS | {"on_platform_price": "20.00", "offered_price": price}, owner, NOW)
    assert [hint.key for hint in flag_hints(supplier, NONE, TODAY)] == hinted
    assert flag_hints(supplier, frozenset({"price_too_low"}), TODAY) == []
    assert not RedFlag.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("country", "hinted"), [("LT", ["third_country_account"]), ("CN", []), ("", [])])
def test_an_account_in_a_third_country_is_suggested_while_it_stands(
    supplier: Supplier, owner: User, country: str, hinted: list[str]
) -> None:
    payee: Payee = add_payee(supplier, told("6222 0212 3456 7890", country=country), owner, NOW)
    assert [hint.key for hint in flag_hints(supplier, NONE, TODAY)] == hinted
    reject_payee(payee, "Not theirs.", owner, NOW)
    assert "third_country_account" not in [hint.key for hint in flag_hints(supplier, NONE, TODAY)]


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "hinted"), [(364, ["young_shop"]), (365, []), (3_000, [])])
def test_a_shop_younger_than_a_year_is_suggested(
    supplier: Supplier, owner: User, days: int, hinted: list[str]
) -> None:
    ShopReading.objects.create(
        store=supplier.store,
        supplier=supplier,
        read_on=TODAY,
        opened_on=TODAY - timedelta(days=days),
        entered_by=owner,
        entered_at=NOW,
    )
    assert [hint.key for hint in flag_hints(supplier, NONE, TODAY)] == hinted
