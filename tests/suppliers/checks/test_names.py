"""The holder of an account beside the names on the licence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suppliers.checks.names import FROM_BEST, NameMatch, is_person, is_worse, match
from suppliers.models import Payee

ZH = "深圳市明亮照明有限公司"
EN = "Shenzhen Bright Lighting Co., Ltd."
REP = "李小龙"


def test_the_values_are_those_that_a_payee_keeps() -> None:
    assert [each.value for each in NameMatch] == list(Payee.NameMatch.values)
    assert sorted(FROM_BEST) == sorted(NameMatch)


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        (ZH, "exact_zh"),
        (" 深圳市 明亮照明 有限公司 ", "exact_zh"),
        ("深圳市明亮（照明）有限公司", "exact_zh"),
        ("深圳市明亮照明有限责任公司", "exact_zh"),
        ("深圳市明亮照明股份有限公司", "other_company"),
        ("深圳市明亮灯饰有限公司", "other_company"),
        ("义乌市礼品商行", "other_company"),
        ("深圳市明亮照明", "unknown"),
        ("SHENZHEN BRIGHT LIGHTING CO LTD", "exact_en"),
        ("Shenzhen Bright Lighting Company Limited", "exact_en"),
        ("ＳＨＥＮＺＨＥＮ  bright-lighting CO.,LTD", "exact_en"),
        ("Shenzhen Bright Lighting Inc.", "other_company"),
        ("Shenzhen Bright Lighting L.L.C.", "other_company"),
        ("Shenzhen Bright Lighting", "unknown"),
        ("Yiwu Gifts Trading Co Ltd", "other_company"),
        ("Shenzhen Mingliang Zhaoming Co., Ltd", "translit"),
        ("SHENZHENSHI MINGLIANGZHAOMING YOUXIAN GONGSI", "translit"),
        ("Shenzhen Ming Liang Zhao Ming Limited", "translit"),
        ("Shenzhen Mingliang Zhaoming", "unknown"),
        (REP, "legal_rep"),
        ("Li Xiaolong", "legal_rep"),
        ("LI XIAO LONG", "legal_rep"),
        ("Xiaolong Li", "legal_rep"),
        ("LIXIAOLONG", "legal_rep"),
        ("王伟", "other_person"),
        ("Wang Wei", "other_person"),
        ("Account 17", "unknown"),
        ("", "unknown"),
        (" . ", "unknown"),
    ],
)
def test_a_holder_beside_a_licence_whose_names_are_all_known(holder: str, expected: str) -> None:
    assert match(holder, ZH, EN, REP) == expected


@pytest.mark.parametrize("holder", [ZH, EN, REP, "Wang Wei", "Yiwu Gifts Trading Co Ltd", "义乌市礼品商行"])
def test_where_no_name_of_the_licence_is_known_nothing_is(holder: str) -> None:
    assert match(holder, "", "", "") == "unknown"


@pytest.mark.parametrize(
    ("holder", "legal_zh", "legal_en", "representative", "expected"),
    [
        ("Yiwu Gifts Trading Co Ltd", ZH, "", "", "unknown"),
        ("义乌市礼品商行", "", EN, "", "unknown"),
        ("Wang Wei", ZH, EN, "", "unknown"),
        ("Xiaolong LI", "", "", "Li Xiao Long", "legal_rep"),
        ("李小龙", "", "", "Li Xiaolong", "legal_rep"),
        ("Lyu Xiu", "", "", "吕秀", "legal_rep"),
        ("LU XIU", "", "", "吕秀", "legal_rep"),
        ("Nana Ouyang", "", "", "欧阳娜娜", "legal_rep"),
        ("SHAN WEI", "", "", "单伟", "legal_rep"),
        ("Wang Wei", "", "", REP, "other_person"),
        ("Yiwu Mingda Maoyi Shanghang", "义乌市明达贸易商行", "", "", "translit"),
    ],
)
def test_a_holder_is_only_compared_with_what_is_known(
    holder: str, legal_zh: str, legal_en: str, representative: str, expected: str
) -> None:
    assert match(holder, legal_zh, legal_en, representative) == expected


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None)
def test_any_names_at_all_are_answered(
    holder: str, legal_zh: str, legal_en: str, representative: str
) -> None:
    assert match(holder, legal_zh, legal_en, representative) in Payee.NameMatch.values
    assert match(holder, "", "", "") == match("", legal_zh, legal_en, representative) == "unknown"


@pytest.mark.parametrize(
    ("holder", "person"),
    [
        ("李小龙", True),
        ("Li Xiaolong", True),
        (ZH, False),
        ("Bright Trading", False),
        ("Bright", None),
        ("", None),
    ],
)
def test_a_person_and_a_company_are_told_apart_where_it_is_plain(holder: str, person: bool | None) -> None:
    assert is_person(holder) is person


def test_an_unknown_name_says_less_than_an_exact_one_and_more_than_another_persons() -> None:
    assert is_worse("unknown", "exact_en") and is_worse("other_person", "unknown")
    assert not is_worse("exact_zh", "exact_zh")
