"""Countries by their names."""

import pytest

from orders.importers.countries import COUNTRIES, to_country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("United States", "US"),
        ("UNITED KINGDOM", "GB"),
        ("Korea, South", "KR"),
        ("Côte d'Ivoire", "CI"),
        ("Trinidad & Tobago", "TT"),
        ("de", "DE"),
        ("Türkiye", "TR"),
        # No country at all, or none that is known here: unknown, never an error.
        ("", ""),
        ("XX", ""),
        ("Atlantis", ""),
        ("Deutschland", ""),
    ],
)
def test_a_country_is_known_by_its_code_or_its_english_name(text: str, code: str) -> None:
    assert to_country(text) == code


def test_every_country_is_here() -> None:
    # The 249 of ISO 3166-1, and Kosovo, which shops write as XK; South Georgia has no inhabitants to send to.
    assert len(COUNTRIES) == 249
    assert {"XK", "TW", "PS", "HK"} <= COUNTRIES
