"""The warning signs: what each is called, why it matters, and what to do when it is seen."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class FlagWords:
    """What was seen, why it matters, and what to do."""

    label: Promise
    why: Promise
    todo: Promise


FLAGS: Final[dict[str, FlagWords]] = {
    "bank_details_changed": FlagWords(
        _("New bank details by e-mail or chat"),
        _("Thieves who read a mailbox send new bank details shortly before a payment is due."),
        _("Do not pay. Have the digits read to you on a number you knew before."),
    ),
    "personal_account": FlagWords(
        _("Asked for money to a person’s account"),
        _("A person is on no contract, no invoice and no licence; nobody can be held to the deal."),
        _("Do not pay. Ask for an account in the company’s name."),
    ),
    "name_differs": FlagWords(
        _("The account is in another name than the invoice"),
        _("Money to another company is not a payment to your contract party."),
        _("Do not pay. Ask for an account in the name of the licence, or a stamped explanation first."),
    ),
    "untraceable_demanded": FlagWords(
        _("Western Union, MoneyGram, gift cards, friends and family, or only crypto"),
        _("Such money cannot be traced or called back, and that is why it is asked for."),
        _("Do not pay. Name a payment that can be called back; if it is refused, stay."),
    ),
    "close_dispute_asked": FlagWords(
        _("Asked to close a dispute"),
        _("A closed dispute cannot be opened again, and the promised refund or parcel need never come."),
        _("Never close it. Let the platform judge."),
    ),
    "early_receipt_asked": FlagWords(
        _("Asked to confirm a receipt early, or to order again for a re-send"),
        _("Confirming pays the seller and ends your protection; platforms forbid sellers to ask for it."),
        _("Never confirm before the parcel is there. Keep the chat as proof."),
    ),
    "pay_now_pressure": FlagWords(
        _("“Pay now or the price changes”"),
        _("Hurry is what makes people skip the checks that would have shown the trick."),
        _("Do not pay under pressure. A price that ends today is a price you do without."),
    ),
    "look_alike_address": FlagWords(
        _("An address that imitates a known one"),
        _("One changed letter in an address is how a stranger takes over a conversation."),
        _("Do not answer there. Warn the supplier on a channel you knew before."),
    ),
    "branded_without_authorisation": FlagWords(
        _("Brand goods without the brand’s permission"),
        _("Fakes and grey goods are seized at the border, and the shop that sells them is liable."),
        _("Ask for the brand’s letter and check it with the brand. Until then sell none."),
    ),
    "licence_not_registered": FlagWords(
        _("The licence fails its check, is not in the register, or was revoked"),
        _("Without a registered company there is nobody to claim from."),
        _("Do not pay. Ask for the licence again and look it up yourself."),
    ),
    "fee_after_payment": FlagWords(
        _("An extra fee after you had paid"),
        _("It breaks the platform’s rules, and one fee is often followed by another."),
        _("Do not pay it. Ask for the order or the money."),
    ),
    "off_site_first_order": FlagWords(
        _("Moved the chat away and wants the first order paid off the platform"),
        _("The first order is where nothing is known yet; off the platform nobody protects it."),
        _("Place the first orders on the platform."),
    ),
    "refuses_protection": FlagWords(
        _("Refuses a protected first order, without a reason"),
        _("Protection costs an honest supplier little; refusing it is how a bad one shows."),
        _("Ask why. Offer to pay the fee of the protection."),
    ),
    "full_prepayment": FlagWords(
        _("Wants everything paid in advance on a first production order"),
        _("A balance you still owe is the only lever you have when goods are bad."),
        _("Offer 30 % now and the balance after an inspection."),
    ),
    "refuses_checks": FlagWords(
        _("Refuses a sample, an inspection or a video call"),
        _("What is refused is often what is not there: stock, a workshop, or the right goods."),
        _("Ask once more, in writing. Do not order without a sample."),
    ),
    "nothing_in_writing": FlagWords(
        _("No invoice and no written specification"),
        _("What is not written cannot be claimed, on a platform, with a card or in court."),
        _("Ask for an invoice with goods, price, delivery day and company name."),
    ),
    "price_too_low": FlagWords(
        _("A price far below the platform’s or the market’s"),
        _("More than about a fifth less is not explained by the platform’s fees; other goods may be."),
        _("Ask where the difference comes from, and order a sample."),
    ),
    "tracking_elsewhere": FlagWords(
        _("Tracking to another city, of another weight, or a label only"),
        _("A parcel to somebody else in your town closes disputes while you have nothing."),
        _("Ask the carrier for weight and street, and open a dispute."),
    ),
    "young_shop": FlagWords(
        _("A shop younger than a year, or one that sold different goods before"),
        _("New shops close more often, and bought ones carry another’s good name."),
        _("Begin with few orders on the platform."),
    ),
    "third_country_account": FlagWords(
        _("An account in a third country, or an e-money account"),
        _("Money that goes where the company is not is harder to follow and to claim."),
        _("Ask for a stamped explanation, or an account where the company is registered."),
    ),
    "hidden_trader": FlagWords(
        _("Hides that it is a trader or an agent"),
        _("Somebody else makes the goods, and a hidden commission is in your price."),
        _("Ask who makes them. A trader who says so is no bad sign."),
    ),
    "low_value_declared": FlagWords(
        _("Declares parcels as gifts or at a low value"),
        _("The importer answers for a wrong declaration, and that is you or your customer."),
        _("Ask in writing for the true value on every parcel."),
    ),
}
