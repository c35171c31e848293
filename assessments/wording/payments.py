"""What each payment method is called, and the trap in it."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class PaymentWords:
    """The words of one payment method; the label as it stands in the middle of a sentence."""

    label: Promise
    trap: Promise


PAYMENTS: Final[dict[str, PaymentWords]] = {
    "aliexpress": PaymentWords(
        gettext_lazy("AliExpress checkout"),
        gettext_lazy(
            "A claim has a last day: 15 days after receipt. A carrier scan that says “delivered” can "
            "defeat it."
        ),
    ),
    "wire_company": PaymentWords(
        gettext_lazy("bank transfer to the company’s account"),
        gettext_lazy("Final. The name on the account must be the name on the licence, letter for letter."),
    ),
    "wire_deposit_balance": PaymentWords(
        gettext_lazy("bank transfer, deposit now and balance after inspection"),
        gettext_lazy("Only the unpaid balance protects you. The deposit is final."),
    ),
    "wire_personal": PaymentWords(
        gettext_lazy("bank transfer to a personal account"),
        gettext_lazy("Final, and the person is no party to your contract. Nobody can be held to the deal."),
    ),
    "wire_third_party": PaymentWords(
        gettext_lazy("bank transfer to another company"),
        gettext_lazy(
            "Final. Ask for a signed and stamped explanation before you pay a company you have no "
            "contract with."
        ),
    ),
    "western_union": PaymentWords(
        gettext_lazy("Western Union"),
        gettext_lazy("Cash to a person. It has no purchase protection and ends when the money is picked up."),
    ),
    "moneygram": PaymentWords(
        gettext_lazy("MoneyGram"),
        gettext_lazy("Cash to a person. It has no purchase protection and ends when the money is picked up."),
    ),
    "paypal_goods_services": PaymentWords(
        gettext_lazy("PayPal, goods and services"),
        gettext_lazy(
            "Goods bought to sell again may not be covered. Proof of shipping to your customer can end "
            "the claim."
        ),
    ),
    "paypal_invoice": PaymentWords(
        gettext_lazy("PayPal invoice"),
        gettext_lazy(
            "Check that it is not a personal request, and that the name on it is the company’s name."
        ),
    ),
    "paypal_friends_family": PaymentWords(
        gettext_lazy("PayPal, friends and family"),
        gettext_lazy("Made for gifts: goods are never covered. Being asked for it is itself a warning."),
    ),
    "credit_card_link": PaymentWords(
        gettext_lazy("credit card by payment link"),
        gettext_lazy(
            "Have the delivery date and your customer’s address in writing: the bank asks for them."
        ),
    ),
    "debit_card_link": PaymentWords(
        gettext_lazy("debit card by payment link"),
        gettext_lazy("The money is gone from your account while the bank looks into it."),
    ),
    "wise_transfer": PaymentWords(
        gettext_lazy("Wise transfer"),
        gettext_lazy("Final once completed; Wise cannot recall it. Paying with a Wise card is not the same."),
    ),
    "wise_card": PaymentWords(
        gettext_lazy("Wise card"),
        gettext_lazy("Wait 15 days for goods that do not come, then dispute it as a card payment."),
    ),
    "payoneer_balance": PaymentWords(
        gettext_lazy("Payoneer balance"),
        gettext_lazy("Final. A Payoneer request paid by card follows the card’s rules instead."),
    ),
    "payoneer_card": PaymentWords(
        gettext_lazy("Payoneer request paid by card"),
        gettext_lazy("Only the part that you really pay by card has the card’s protection."),
    ),
    "alibaba_trade_assurance": PaymentWords(
        gettext_lazy("Alibaba.com Trade Assurance"),
        gettext_lazy(
            "Only what the contract says is covered. Write the quality, the dates and an inspection into it."
        ),
    ),
    "escrow": PaymentWords(
        gettext_lazy("licensed escrow"),
        gettext_lazy(
            "Use only an escrow that you chose: false escrow sites exist. Small orders pay the minimum fee."
        ),
    ),
    "letter_of_credit": PaymentWords(
        gettext_lazy("letter of credit"),
        gettext_lazy(
            "Banks check papers, not goods. It protects you when nothing is shipped, hardly when goods "
            "are bad."
        ),
    ),
    "documents_against_payment": PaymentWords(
        gettext_lazy("documents against payment"),
        gettext_lazy("The bank only hands over papers. It does not judge the goods."),
    ),
    "open_account": PaymentWords(
        gettext_lazy("invoice due after delivery (net 30)"),
        gettext_lazy("You hold the money. Few suppliers offer it before you have a steady record with them."),
    ),
    "agent_wallet": PaymentWords(
        gettext_lazy("prepaid balance with an agent"),
        gettext_lazy("The balance is what you can lose. Keep it at two or three days of orders."),
    ),
    "alipay_transfer": PaymentWords(
        gettext_lazy("Alipay"),
        gettext_lazy("A personal transfer is final and nothing outside Alibaba’s markets is covered."),
    ),
    "wechat_pay": PaymentWords(
        gettext_lazy("WeChat Pay"),
        gettext_lazy("Final, and a payment inside a chat leaves no invoice."),
    ),
    "crypto": PaymentWords(
        gettext_lazy("crypto"),
        gettext_lazy("Final, and the owner of the wallet is not known."),
    ),
    "zelle": PaymentWords(
        gettext_lazy("Zelle"),
        gettext_lazy("Final. It works only between US banks: the account is not the factory’s."),
    ),
    "cash_app_venmo": PaymentWords(
        gettext_lazy("Cash App or Venmo, personal"),
        gettext_lazy("Almost nothing is covered, and the account is a person’s."),
    ),
    "revolut_transfer": PaymentWords(
        gettext_lazy("Revolut or another e-money transfer"),
        gettext_lazy("Final once sent. Ask why a company in China has an account in another country."),
    ),
    "revolut_card": PaymentWords(
        gettext_lazy("Revolut card"),
        gettext_lazy("Dispute it as a card payment. A transfer from the same account is final."),
    ),
    "gift_card": PaymentWords(
        gettext_lazy("gift cards"),
        gettext_lazy("Never pay a supplier this way. The money cannot be traced or returned."),
    ),
}

# A name without its kind: counted as the worst of its kinds.
FAMILIES: Final[dict[str, Promise]] = {
    "aliexpress_or_alibaba": gettext_lazy("AliExpress or Alibaba.com (kind not said)"),
    "wire": gettext_lazy("bank transfer (kind not said)"),
    "paypal": gettext_lazy("PayPal (kind not said)"),
    "card": gettext_lazy("card (kind not said)"),
    "wise": gettext_lazy("Wise (kind not said)"),
    "payoneer": gettext_lazy("Payoneer (kind not said)"),
    "revolut": gettext_lazy("Revolut (kind not said)"),
}


def payment_name(key: str) -> str:
    """Return what a payment method is called in the middle of a sentence."""
    words = PAYMENTS.get(key)
    return str(words.label if words else FAMILIES.get(key, key.replace("_", " ")))


def payment_label(key: str) -> str:
    """Return what a payment method is called where the name stands alone or begins a sentence."""
    return capfirst(payment_name(key))
