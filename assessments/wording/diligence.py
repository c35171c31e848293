"""The points of due diligence: what each is called, what counts as done and what does not, and which risk it lowers."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.diligence import Basis, PointState
from stores.templatetags.display import day
from suppliers.models import Check


@dataclass(frozen=True, slots=True)
class PointWords:
    """The words of one point."""

    label: Promise
    counts: Promise
    counts_not: Promise
    lowers: Promise


POINTS: Final[dict[str, PointWords]] = {
    "business_licence": PointWords(
        _("Business licence"),
        _(
            "A clear colour copy with the Chinese name, the 18-character code, the legal representative and the scope."
        ),
        _("A photo that nobody looked up, or the English name alone."),
        _("A company that does not exist."),
    ),
    "register_lookup": PointWords(
        _("Looked up in the public register"),
        _("You found the code on gsxt.gov.cn yourself, and the company is active."),
        _("A photo of the licence, or the registered capital: it is not cash."),
        _("A borrowed or closed company."),
    ),
    "name_match": PointWords(
        _("Three names that match"),
        _("Licence, invoice and account name are the same, character for character."),
        _("“Our finance colleague’s account”."),
        _("Money that goes to somebody else, whom no contract binds."),
    ),
    "payee_confirmed": PointWords(
        _("Payee confirmed on a second channel"),
        _("The digits were read back to you on a number you knew before the offer."),
        _("An answer in the same chat, or a stamp on a PDF."),
        _("A stolen mailbox that sends you its own account."),
    ),
    "samples": PointWords(
        _("Samples"),
        _("1 to 5 pieces, bought without saying so, to your own address and one in your customers’ country."),
        _("A piece picked for you by the supplier."),
        _("Goods that are not as described."),
    ),
    "written_terms": PointWords(
        _("Written terms"),
        _("Signed and stamped: goods, price, delivery days, and who pays for lost, late and wrong parcels."),
        _("“Don’t worry, friend”, or an English PDF with a signature alone."),
        _("No remedy when something goes wrong."),
    ),
    "video_call": PointWords(
        _("Live video call"),
        _("A walk through the stock with today’s order slip."),
        _("A recorded clip."),
        _("A warehouse that does not exist."),
    ),
    "references": PointWords(
        _("References"),
        _("Two or three stores that you contacted yourself, with dates and volumes."),
        _("Screenshots of praise."),
        _("A reputation that was made up."),
    ),
    "brand_authorisation": PointWords(
        _("Brand authorisation, or goods without a brand"),
        _(
            "The register entry and every letter of the chain down to this company; done also where you sell no brand."
        ),
        _("“We make it for the brand”."),
        _("Fakes, and the end of your shop account."),
    ),
    "test_reports": PointWords(
        _("Test reports, where the goods need them"),
        _("The number confirmed by the laboratory itself; done also where no report is required."),
        _("A PDF with a logo, or a CE mark alone."),
        _("Goods that are seized or recalled."),
    ),
    "inspection": PointWords(
        _("Inspection by a third party"),
        _(
            "A report of an inspector you chose, made before the balance is paid, with what was counted as a defect."
        ),
        _("“We check all of it”, or the supplier’s own photos."),
        _("Defects that come to light at your customers’."),
    ),
    "test_payment": PointWords(
        _("Test payment"),
        _("A small first payment, and a contact you knew before says that it has come."),
        _("A receipt of your own bank: it shows that the money left."),
        _("A wrong account, while little is at stake."),
    ),
    "shop_record": PointWords(
        _("Record on the marketplace"),
        _(
            "Open for two or three years, 95 % or more positive, under 2 % disputes, and always the same sort of goods."
        ),
        _("Followers, or an old shop that sells something else now: such accounts are sold."),
        _("Somebody who is gone tomorrow."),
    ),
    "address": PointWords(
        _("Address"),
        _(
            "The address on the licence is where the parcels leave from, or stands in customs records of exports."
        ),
        _("A letter box, or an address in an office that many companies share."),
        _("A shell company."),
    ),
    "mail_domain": PointWords(
        _("Mail domain"),
        _(
            "Mail comes from the company’s own domain, registered for a year or longer, spelled as you knew it."
        ),
        _("A free mailbox says little either way: they are usual in China."),
        _("A look-alike address."),
    ),
    "capacity": PointWords(
        _("Capacity, and a backup"),
        _("A straight answer to “500 orders tomorrow?”, and a second source for the same goods."),
        _("“No problem” without a number of days."),
        _("Stock that runs out in the middle of your sale."),
    ),
    "same_person": PointWords(
        _("The same party off the platform"),
        _("A phrase you posted in the platform’s chat came back from the contact off the platform."),
        _("The same name or picture: both are copied in a minute."),
        _("Somebody who poses as your supplier."),
    ),
}

BASES: Final[dict[str, Promise]] = {
    Basis.PAYEES: _("Follows from the payees on record."),
    Basis.CHALLENGE: _("Follows from the challenge alone."),
}
_NOTHING_KEPT = _("Nothing kept as proof.")


def proof_words(found: PointState, today: date) -> str:
    """Say in one line what a point rests on, on a day; empty where there is nothing to say."""
    said = [_rests_on(found, today)]
    if found.waiting:
        said.append(
            ngettext(
                "%(count)d document waits for you to look at it.",
                "%(count)d documents wait for you to look at them.",
                found.waiting,
            )
            % {"count": found.waiting}
        )
    return " ".join(each for each in said if each)


def _rests_on(found: PointState, today: date) -> str:
    if found.basis in BASES:
        return str(BASES[found.basis])
    if found.basis == Basis.NOTED:
        return _word(found, today) if found.said_on and found.holds_until else ""
    if not found.has_proof:
        return _now("None of its documents is accepted and in date, or the newest was rejected.")
    if found.noted != Check.State.DONE:
        return _now("A document is accepted; say “done” once nothing is missing.")
    if found.holds_until:
        return _now("Its proof %(until)s.") % {"until": until_words(found.holds_until, today)}
    return _now("Proof is kept.")


def _word(found: PointState, today: date) -> str:
    """Say when somebody called a point done and until when this word holds, and that nothing is kept."""
    said = {"said": day(found.said_on), "until": until_words(found.holds_until, today)}
    return f"{_now('Said on %(said)s, %(until)s.') % said} {_NOTHING_KEPT}"


def until_words(expires_on: date | None, today: date) -> str:
    """Say until when a document holds: "holds until 3 Mar 2027, 12 days left"; that day is the last."""
    if expires_on is None:
        return _now("holds without an end")
    left = (expires_on - today).days
    if left < 0:
        return _now("held until %(day)s, over since then") % {"day": day(expires_on)}
    if left == 0:
        return _now("holds until %(day)s, the last day is today") % {"day": day(expires_on)}
    return ngettext(
        "holds until %(day)s, %(left)d day left", "holds until %(day)s, %(left)d days left", left
    ) % {"day": day(expires_on), "left": left}
