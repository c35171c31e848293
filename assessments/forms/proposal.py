"""The proposal form: the offer, the payment, who is paid, how they behave, and the owner's own situation."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.engine import proposal_from
from assessments.forms.fields import AnswerField, PercentField
from assessments.forms.payment_choices import payment_choices
from assessments.forms.questions import BEHAVIOUR, GOODS, PAYEE, QUESTIONS
from assessments.models import Version
from assessments.terms import document_of
from orders.queries import orders_in_other_currency
from stores.forms import CurrencyField
from stores.models import Store
from suppliers.models import Payee, Supplier
from suppliers.paying import LIVE

OFFER = ("supplier", "currency", "on_platform_price", "offered_price", "orders_per_month")
PAYMENT = (
    "payment_method",
    "deposit_share",
    "days_to_receipt",
    "days_after_balance",
    "orders_per_payment",
    "top_up",
    "fee_share",
    "fee_fixed",
    "fx_share",
)
COSTS = ("cost_lost", "cost_late", "cost_not_as_described", "cost_counterfeit")
WORK = ("extra_minutes_per_order", "wage_per_hour", "fixed_hours_per_month")


class PayeeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no argument at run time
    """Choose an account; its number is masked."""

    def label_from_instance(self, payee: Payee) -> str:
        """Return whose account it is, which one, and whether it is confirmed."""
        return f"{payee.supplier} · {payee} · {payee.get_state_display()}"


class ProposalForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Ask for an offer; an empty answer is "I don't know" and is never counted as good."""

    supplier = forms.ModelChoiceField(
        Supplier.objects.none(), label=_("Supplier"), empty_label=_("Choose a supplier")
    )
    payee = PayeeField(
        Payee.objects.none(),
        label=_("The account you would pay"),
        empty_label=_("Not known yet"),
        required=False,
        help_text=_("One of the supplier’s payees. A new account is entered on the supplier’s page."),
    )
    currency = CurrencyField(
        label=_("Currency of this proposal"), help_text=_("Every amount below is in it.")
    )
    payment_method = forms.ChoiceField(
        label=_("How they want to be paid"), required=False, choices=payment_choices
    )
    deposit_share = PercentField(
        label=_("Paid before shipping, %"), help_text=_("100 where all is paid in advance.")
    )
    fee_share = PercentField(label=_("Payment fee you pay, %"))
    fx_share = PercentField(label=_("Cost of changing money, %"))

    class Meta:
        """Name the fields and their words."""

        model = Version
        fields = (
            "currency",
            "on_platform_price",
            "offered_price",
            "orders_per_month",
            *PAYMENT,
            *WORK,
            *COSTS,
            "risk_budget",
        )
        labels = {
            "on_platform_price": _("Price of one order on the platform, landed"),
            "offered_price": _("Price of one order offered off the platform, landed"),
            "orders_per_month": _("Orders a month you would place off the platform"),
            "days_to_receipt": _("Days from first payment to receipt"),
            "days_after_balance": _("Days from last payment to receipt"),
            "orders_per_payment": _("Orders paid for in one payment"),
            "top_up": _("Balance you keep with them"),
            "fee_fixed": _("Fixed fee per payment"),
            "extra_minutes_per_order": _("Extra minutes of work per order"),
            "wage_per_hour": _("What an hour of your work costs"),
            "fixed_hours_per_month": _("Extra hours a month, whatever the volume"),
            "cost_lost": _("A parcel is lost"),
            "cost_late": _("A parcel is late"),
            "cost_not_as_described": _("Goods are wrong or bad"),
            "cost_counterfeit": _("Goods are a fake"),
            "risk_budget": _("What you can afford to lose in three months"),
        }
        help_texts = {
            "on_platform_price": _("Goods, shipping and tax: what one order costs you today."),
            "orders_per_payment": _("1 where you pay each order by itself."),
            "top_up": _("0 where they ask for none."),
            "risk_budget": _(
                "Money whose loss would hurt but not end your store. Without it there is no pilot."
            ),
        }

    def __init__(self, store: Store, *args: Any, **kwargs: Any) -> None:
        """Offer the suppliers of one store, and lay the sections out."""
        super().__init__(*args, **kwargs)
        self.store = store
        supplier = self.fields["supplier"]
        supplier.queryset = Supplier.objects.filter(store=store).order_by("name")  # type: ignore[attr-defined]
        for name, words in QUESTIONS.items():
            self.fields[f"answer_{name}"] = AnswerField(label=words, initial=self.instance.answers.get(name))
        if self.instance.proposal_id:
            supplier.initial, supplier.disabled = self.instance.proposal.supplier_id, True
        self._offer_payees()
        # The order in which the page asks, so that the summary of errors reads from top to bottom.
        self.order_fields(
            [
                *OFFER,
                *PAYMENT,
                "payee",
                *(f"answer_{name}" for name in QUESTIONS),
                *WORK,
                "risk_budget",
                *COSTS,
            ]
        )
        self.helper = _helper()

    def _offer_payees(self) -> None:
        """Offer the accounts of the supplier, where it is known already, else those of the store."""
        payees = Payee.objects.filter(store=self.store, state__in=LIVE, supplier__merged_into=None)
        known = self.fields["supplier"].initial or self.initial.get("supplier")
        if known:
            payees = payees.filter(supplier=known)
        field = self.fields["payee"]
        field.queryset = payees.select_related("supplier").order_by("supplier__name", "pk")  # type: ignore[attr-defined]
        if self.instance.proposal_id:
            field.initial = self.instance.proposal.payee_id

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be true together, and orders whose amounts cannot be compared with the offer."""
        cleaned = super().clean() or {}
        total, after = cleaned.get("days_to_receipt"), cleaned.get("days_after_balance")
        if total is not None and after is not None and after > total:
            self.add_error(
                "days_after_balance",
                _("The last payment cannot come before the first: write at most %(days)d.") % {"days": total},
            )
        supplier, currency = cleaned.get("supplier"), cleaned.get("currency")
        payee = cleaned.get("payee")
        if payee and supplier and payee.supplier_id != supplier.pk:
            self.add_error("payee", _("This account is %(supplier)s’s.") % {"supplier": payee.supplier})
        foreign = orders_in_other_currency(supplier, currency) if supplier and currency else []
        if foreign:
            self.add_error(
                "currency",
                _("Orders of this supplier are in another currency and cannot be compared yet: %(orders)s.")
                % {"orders": ", ".join(foreign)},
            )
        return cleaned

    def _post_clean(self) -> None:
        """Let the engine's own door have the last word, so that nothing is stored that it would refuse."""
        super()._post_clean()  # type: ignore[misc]  # Django's hook after the model's own checks
        if self.errors:
            return
        self.instance.answers = self._answers()
        try:
            proposal_from(document_of(self.instance))
        except ValueError as error:
            self.add_error(None, str(error))

    def _answers(self) -> dict[str, bool | None]:
        return {name: self.cleaned_data[f"answer_{name}"] for name in QUESTIONS}

    def terms(self) -> dict[str, Any]:
        """Return what a version is made of."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields} | {"answers": self._answers()}


def first_values(store: Store, supplier: Supplier | None) -> dict[str, Any]:
    """Return what a new form starts with: nothing that would be an answer in the owner's place."""
    return {"supplier": supplier, "currency": store.currency}


def _questions(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"answer_{name}" for name in names)


def _pairs(names: tuple[str, ...]) -> Div:
    return Div(*(Div(name, css_class="col-sm-6") for name in names), css_class="row")


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(
        Fieldset(_("The offer"), _pairs(OFFER)),
        Fieldset(_("The payment"), _pairs(PAYMENT)),
        Fieldset(_("Who is paid"), "payee", *_questions(PAYEE)),
        Fieldset(_("How they behave"), *_questions(BEHAVIOUR)),
        Fieldset(_("The goods"), *_questions(GOODS)),
        Fieldset(_("Your own situation"), _pairs((*WORK, "risk_budget"))),
        Fieldset(
            _("What one failure costs you with your customer, beside the goods"),
            Div(
                HTML(_("What you give back or re-send, dispute fees, lost goodwill. Per order.")),
                css_class="form-text mb-3",
            ),
            _pairs(COSTS),
        ),
        Submit("assess", _("Assess this proposal")),
    )
    return helper
