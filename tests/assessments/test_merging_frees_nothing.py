"""What forbids leaving with either of two suppliers forbids it when they are one, whichever of the two stays."""

from random import Random
from typing import Any

import pytest
from django.test import Client

from assessments.engine.words import BLOCKER_QUESTIONS
from assessments.merging import Contradicts, merge, undo_merge
from assessments.models import Merge, Proposal
from assessments.red_flags import flag_rules
from stores.models import Store, User
from suppliers.actions import add_supplier, note_checks
from suppliers.actions.asking import make_link
from suppliers.models import AskLink, Check, Document, Payee, RedFlag, Supplier
from tests.assessments import merging_worlds as worlds
from tests.assessments.merging_worlds import NAMES, NOW, TODAY, confirmed, contact, document, flag, payee
from tests.assessments.supplier_worlds import facts_of
from tests.people import Login

pytestmark = pytest.mark.django_db
VALID, WRONG = "91440300708461136T", "91440300708461137T"
OTHERS_NAME = (Payee.NameMatch.DIFFERENT_COMPANY, Payee.NameMatch.OTHER_PERSON)


@pytest.fixture
def pair(store: Store) -> tuple[Supplier, Supplier]:
    return add_supplier(store, NAMES[0]), add_supplier(store, NAMES[1])


def at_random(supplier: Supplier, licence: str, dice: Random) -> None:
    """Give a supplier accounts, warning signs, a status and a licence, in every state there is."""
    phone = contact(supplier, "+86 755 1", kind="phone")
    for number in ("11", "22"):
        told = {"name_match": dice.choice(Payee.NameMatch.values)}
        match dice.randrange(5):
            case 1:
                payee(supplier, number, **told)
            case 2:
                confirmed(supplier, number, phone, **told)
            case 3:
                payee(supplier, number, state="rejected", rejected_because="not theirs", **told)
            case 4:
                payee(supplier, number, state="replaced", **told)
    for key in flag_rules():
        if dice.random() < 0.1:
            flag(supplier, key)
    licensed = {"licence_kind": "uscc", "licence_number": licence} if dice.random() < 0.5 else {}
    status = dice.choice(Supplier.Status.values)
    Supplier.objects.filter(pk=supplier.pk).update(status=status, **licensed)


def forbidding(supplier: Supplier) -> set[str]:
    """What forbids leaving with a supplier, whatever anybody answers."""
    known = facts_of(Supplier.objects.get(pk=supplier.pk), Proposal(supplier=supplier), TODAY)
    found = {
        key
        for key, value in known.items()
        if value is True and key in (*BLOCKER_QUESTIONS, "supplier_blocked")
    }
    # Two other names can be one other name afterwards, the worse one.
    names = {"payee_mismatch", "personal_account"}
    standing = Payee.objects.filter(supplier=supplier, state__in=("pending", "confirmed"))
    if standing.filter(name_match__in=OTHERS_NAME).exists():
        found |= {"name of another party"}
    return found - names | ({"name"} if found & names else set())


@pytest.mark.parametrize("seed", range(60))
def test_what_forbids_leaving_with_either_forbids_it_with_both(
    store: Store, owner: User, pair: tuple[Supplier, Supplier], seed: int
) -> None:
    dice = Random(seed)  # noqa: S311 - the same world for the same number is wanted
    licence = dice.choice((VALID, WRONG))
    for supplier in pair:
        at_random(supplier, licence, dice)
    kept, gone = dice.sample(pair, 2)
    forbidden, before = forbidding(kept) | forbidding(gone), worlds.state(store)
    merged = merge(kept, gone, owner, NOW)
    worlds.hold_now()
    assert forbidding(kept) >= forbidden
    undo_merge(merged, owner, NOW)
    worlds.hold_now()
    assert worlds.state(store) == before


@pytest.mark.parametrize("stays", [0, 1])
def test_an_account_that_waits_at_either_waits_and_each_has_its_own_state_again(
    store: Store, owner: User, pair: tuple[Supplier, Supplier], stays: int
) -> None:
    kept, gone = pair[stays], pair[1 - stays]
    confirmed(pair[0], "11", contact(pair[0], "a@example.com"), name_match="exact_en")
    payee(pair[1], "11", name_match="other_company")
    before = worlds.state(store)
    merged = merge(kept, gone, owner, NOW)
    standing = Payee.objects.get(supplier=kept, state__in=("pending", "confirmed"))
    assert (standing.state, standing.name_match, standing.confirmed_at) == ("pending", "other_company", None)
    undo_merge(merged, owner, NOW)
    assert worlds.state(store) == before


def test_an_account_that_was_confirmed_anew_while_two_were_one_stays_confirmed(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    phone = contact(kept, "+86 755 1", kind="phone")
    mine, theirs = confirmed(kept, "11", phone), payee(gone, "11")
    merged = merge(kept, gone, owner, NOW)
    later = NOW.replace(hour=18)
    Payee.objects.filter(pk=mine.pk).update(state="confirmed", confirmed_at=later, confirmed_on=phone)
    undo_merge(merged, owner, NOW)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, mine.confirmed_at, theirs.state) == ("confirmed", later, "pending")


@pytest.mark.parametrize("stays", [0, 1])
def test_an_account_that_one_has_rejected_waits_anew(
    owner: User, pair: tuple[Supplier, Supplier], stays: int
) -> None:
    theirs = confirmed(pair[0], "11", contact(pair[0], "a@example.com"))
    payee(pair[1], "11", state="rejected", rejected_because="not theirs")
    merged = merge(pair[stays], pair[1 - stays], owner, NOW)
    theirs.refresh_from_db()
    assert theirs.state == "pending"
    undo_merge(merged, owner, NOW)
    theirs.refresh_from_db()
    assert (theirs.state, theirs.confirmed_at) == ("confirmed", NOW)


def test_a_name_that_reads_badly_beside_one_licence_does_so_beside_the_other(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    Supplier.objects.filter(pk=kept.pk).update(legal_name_en="Hua Trading Co., Ltd.")
    Supplier.objects.filter(pk=gone.pk).update(legal_name_en="Bright Lighting Co., Ltd.")
    theirs = payee(gone, "11", holder="Hua Trading Co., Ltd.", name_match="exact_en")
    merge(kept, gone, owner, NOW)
    theirs.refresh_from_db()
    assert theirs.name_match == "other_company"


@pytest.mark.parametrize("stays", [0, 1])
def test_the_less_done_of_two_states_holds_with_its_moment(
    owner: User, pair: tuple[Supplier, Supplier], stays: int
) -> None:
    long_ago = NOW.replace(year=2025)
    note_checks(pair[0], {"samples": "done", "references": "done", "capacity": "done"}, long_ago)
    note_checks(pair[1], {"samples": "incomplete", "references": "done"}, NOW)
    kept, gone = pair[stays], pair[1 - stays]
    before = list(Check.objects.order_by("pk").values())
    merged = merge(kept, gone, owner, NOW)
    found = Check.objects.filter(supplier=kept).order_by("key").values_list("key", "state", "noted_at")
    assert list(found) == [
        ("capacity", "done", long_ago),
        ("references", "done", long_ago),
        ("samples", "incomplete", NOW),
    ]
    undo_merge(merged, owner, NOW)
    assert list(Check.objects.order_by("pk").values()) == before


def test_of_two_standing_flags_one_stands_with_both_notes_and_each_has_its_own_again(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    mine, theirs = (flag(each, "pay_now_pressure") for each in pair)
    RedFlag.objects.filter(pk=mine.pk).update(note="m" * 500)
    RedFlag.objects.filter(pk=theirs.pk).update(note="t" * 500)
    merged = merge(kept, gone, owner, NOW)
    assert RedFlag.objects.get(supplier=kept).note == f"{'m' * 500}\n\n{gone.name}:\n{'t' * 500}"
    undo_merge(merged, owner, NOW)
    assert dict(RedFlag.objects.values_list("supplier", "note")) == {kept.pk: "m" * 500, gone.pk: "t" * 500}


def test_a_flag_that_is_cleared_for_both_stands_again_with_the_one_that_parts(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    mine, theirs = (flag(each, "pay_now_pressure") for each in pair)
    merged = merge(kept, gone, owner, NOW)
    RedFlag.objects.filter(pk=mine.pk).update(cleared_at=NOW, cleared_because="a mistake")
    undo_merge(merged, owner, NOW)
    assert RedFlag.objects.get(cleared_at=None) == theirs


def test_notes_and_tags_of_both_are_kept_until_they_part(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    tags = [f"tag {each}" for each in range(24)]
    Supplier.objects.filter(pk=kept.pk).update(notes="Kind", tags=tags[:12])
    Supplier.objects.filter(pk=gone.pk).update(notes="Slow", tags=tags[11:])
    merged = merge(kept, gone, owner, NOW)
    now = Supplier.objects.get(pk=kept.pk)
    assert (now.notes, now.tags) == (f"Kind\n\n{gone.name}:\nSlow", tags)
    undo_merge(merged, owner, NOW)
    assert list(Supplier.objects.order_by("pk").values_list("notes", "tags")) == [
        ("Kind", tags[:12]),
        ("Slow", tags[11:]),
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "refused"),
    [
        ({"licence_number": VALID}, {"licence_number": WRONG}, "licence_number"),
        ({"licence_number": "91440300 70846113-6t"}, {"licence_number": VALID}, None),
        ({"licence_number": VALID}, {}, None),
        ({"legal_name_zh": "深圳市明亮有限公司"}, {"legal_name_zh": "义乌市明亮有限公司"}, "legal_name_zh"),
        ({"legal_name_zh": "深圳市 明亮有限公司"}, {"legal_name_zh": "深圳市明亮有限公司"}, None),
        ({"legal_name_en": "Bright Co., Ltd."}, {"legal_name_en": "Bright Limited"}, None),
    ],
)
def test_two_that_a_register_tells_apart_are_not_put_together(
    owner: User,
    pair: tuple[Supplier, Supplier],
    mine: dict[str, str],
    theirs: dict[str, str],
    refused: str | None,
) -> None:
    for supplier, known in zip(pair, (mine, theirs), strict=True):
        Supplier.objects.filter(pk=supplier.pk).update(**known)
    if refused is None:
        merge(*pair, owner, NOW)
        return
    with pytest.raises(Contradicts) as raised:
        merge(*pair, owner, NOW)
    assert (raised.value.what, raised.value.kept, raised.value.gone) == (
        refused,
        mine[refused],
        theirs[refused],
    )
    assert not Merge.objects.exists()


def test_of_one_number_in_two_registers_the_one_that_can_be_checked_holds(
    owner: User, pair: tuple[Supplier, Supplier]
) -> None:
    kept, gone = pair
    Supplier.objects.filter(pk=kept.pk).update(licence_kind="other", licence_number=WRONG)
    Supplier.objects.filter(pk=gone.pk).update(licence_kind="uscc", licence_number=WRONG)
    merge(kept, gone, owner, NOW)
    assert "licence_invalid" in forbidding(kept)


def test_the_page_says_what_tells_two_suppliers_apart(
    store: Store, owner: User, pair: tuple[Supplier, Supplier], login: Login
) -> None:
    for supplier, number in zip(pair, (VALID, WRONG), strict=True):
        Supplier.objects.filter(pk=supplier.pk).update(licence_number=number)
    browser: Client = login(owner)
    path = f"/stores/{store.slug}/suppliers/duplicates/{pair[0].pk}/{pair[1].pk}/"
    answer = browser.post(path, {"keep": pair[0].pk})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(said in page for said in (VALID, WRONG, "different licence numbers", "mend it first"))
    assert not Merge.objects.exists()


def test_what_came_by_a_link_parts_with_the_link(owner: User, pair: tuple[Supplier, Supplier]) -> None:
    kept, gone = pair
    link, _token = make_link(gone, ("samples",), "", 7, owner, NOW)
    merged = merge(kept, gone, owner, NOW)
    came = document(kept, "sent meanwhile")
    Document.objects.filter(pk=came.pk).update(asked_by_link=link)
    other = document(kept, "entered meanwhile")
    undo_merge(merged, owner, NOW)
    worlds.hold_now()
    assert AskLink.objects.get().supplier == gone
    assert dict(Document.objects.values_list("title", "supplier")) == {
        came.title: gone.pk,
        other.title: kept.pk,
    }


@pytest.mark.parametrize("state", ["confirmed", "pending", "rejected", "replaced"])
def test_an_account_that_was_to_take_the_place_of_the_others_knows_who_told_that_one(
    owner: User, pair: tuple[Supplier, Supplier], state: str
) -> None:
    kept, gone = pair
    teller, phone = contact(gone, "a@example.com"), contact(gone, "1", kind="phone")
    more: dict[str, dict[str, Any]] = {
        "confirmed": {"confirmed_at": NOW, "confirmed_on": phone},
        "rejected": {"rejected_because": "not theirs"},
    }
    old = payee(gone, "11", told_by=teller, state=state, **more.get(state, {}))
    merged = merge(kept, gone, owner, NOW)
    new = payee(kept, "22", replaces=old)
    undo_merge(merged, owner, NOW)
    worlds.hold_now()
    new.refresh_from_db()
    before = new.replaces
    assert before is not None
    assert before.told_by is not None
    assert (before.supplier, before.told_by.supplier, before.told_by.value) == (kept, kept, teller.value)
    assert before.state == ("rejected" if state == "rejected" else "replaced")
    old.refresh_from_db()
    assert (old.supplier, old.state) == (gone, state)
