"""The points of due diligence: what each is called, and what counts as done."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class PointWords:
    """The words of one point."""

    label: Promise
    counts: Promise


POINTS: Final[dict[str, PointWords]] = {
    "business_licence": PointWords(
        _("Business licence"),
        _(
            "A clear colour copy with the Chinese name, the 18-character code, the legal representative and the scope."
        ),
    ),
    "register_lookup": PointWords(
        _("Looked up in the public register"),
        _(
            "You found the code on gsxt.gov.cn yourself, and the company is active. "
            "A photo of the licence is not enough."
        ),
    ),
    "name_match": PointWords(
        _("Three names that match"),
        _("Licence, invoice and account name are the same, character for character."),
    ),
    "payee_confirmed": PointWords(
        _("Payee confirmed on a second channel"),
        _(
            "The digits were read back to you on a number you knew before the offer. "
            "An answer in the same chat is not enough."
        ),
    ),
    "samples": PointWords(
        _("Samples"),
        _("1 to 5 pieces, bought without saying so, to your own address and one in your customers’ country."),
    ),
    "written_terms": PointWords(
        _("Written terms"),
        _("Signed and stamped: goods, price, delivery days, and who pays for lost, late and wrong parcels."),
    ),
    "video_call": PointWords(
        _("Live video call"),
        _("A walk through the stock with today’s order slip. A recorded clip is not enough."),
    ),
    "references": PointWords(
        _("References"), _("Two or three stores that you contacted yourself, with dates and volumes.")
    ),
    "brand_authorisation": PointWords(
        _("Brand authorisation, or goods without a brand"),
        _(
            "The register entry and every letter of the chain down to this company; done also where you sell no brand."
        ),
    ),
    "test_reports": PointWords(
        _("Test reports, where the goods need them"),
        _("The number confirmed by the laboratory itself; done also where no report is required."),
    ),
}
