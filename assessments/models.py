"""Proposals to leave the platform, their versions, and the verdicts on them."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stores.models import Store, User, currency_code
from suppliers.models import Payee, Supplier

VERDICTS = ("STAY", "NOT_YET", "PILOT", "READY")


class Proposal(models.Model):
    """Be one offer of a supplier to trade off the platform; live until somebody ends it."""

    class State(models.TextChoices):
        """Say whether the offer is still on the table."""

        LIVE = "live", _("Live")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="proposals")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="proposals")
    state = models.CharField(max_length=9, choices=State.choices, default=State.LIVE)
    payee = models.ForeignKey(
        Payee, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    """Whom the money of this offer would go to: one, of this very supplier."""
    # What every list shows; written with the assessment itself, so the two cannot differ.
    version = models.ForeignKey("Version", on_delete=models.RESTRICT, null=True, related_name="+")
    assessment = models.ForeignKey("Assessment", on_delete=models.RESTRICT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Know only the states above."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=["live", "declined", "withdrawn"]),
                name="proposal_state_is_known",
            ),
        )
        indexes = (models.Index(fields=("store", "-id"), name="proposal_newest_first"),)

    def __str__(self) -> str:
        """Return whose offer it is."""
        return str(self.supplier)

    def get_absolute_url(self) -> str:
        """Return the address of the report."""
        return reverse("assessments:report", args=[self.store.slug, self.pk])


def _money(label: Any, digits: int = 2) -> Any:
    return models.DecimalField(
        label, max_digits=12, decimal_places=digits, null=True, blank=True, validators=[MinValueValidator(0)]
    )


def _share(label: Any) -> Any:
    return models.DecimalField(
        label,
        max_digits=6,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )


def _days(label: Any) -> Any:
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(365)])


class Version(models.Model):
    """Be a proposal as it stood when it was handed in; an edit makes another. An empty term is unknown."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    currency = models.CharField(_("currency"), max_length=3, validators=[currency_code])
    on_platform_price = models.DecimalField(
        _("price on the platform"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    offered_price = models.DecimalField(
        _("price offered"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    orders_per_month = models.PositiveIntegerField(
        _("orders a month"), validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    payment_method = models.CharField(_("payment method"), max_length=40, blank=True)
    deposit_share = _share(_("paid before shipping"))
    days_to_receipt = _days(_("days from payment to receipt"))
    days_after_balance = _days(_("days from the last payment to receipt"))
    orders_per_payment = models.PositiveSmallIntegerField(
        _("orders in one payment"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
    )
    top_up = _money(_("prepaid balance"))
    fee_share = _share(_("payment fee, share"))
    fee_fixed = _money(_("payment fee, fixed"))
    fx_share = _share(_("cost of changing money"))
    extra_minutes_per_order = models.DecimalField(
        _("extra minutes per order"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1440)],
    )
    wage_per_hour = _money(_("what an hour costs"))
    fixed_hours_per_month = models.DecimalField(
        _("extra hours a month"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(744)],
    )
    cost_lost = _money(_("cost of a lost parcel"))
    cost_late = _money(_("cost of a late parcel"))
    cost_not_as_described = _money(_("cost of wrong or bad goods"))
    cost_counterfeit = _money(_("cost of a fake"))
    risk_budget = _money(_("what you can afford to lose"))
    answers = models.JSONField(default=dict)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Number the versions of a proposal."""

        constraints = (
            models.UniqueConstraint(fields=("proposal", "number"), name="version_number_once_per_proposal"),
            models.CheckConstraint(
                condition=models.Q(on_platform_price__gt=0), name="on_platform_price_is_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(offered_price__gte=0), name="offered_price_not_negative"
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{name}__range": (0, 1)}) | models.Q(**{name: None}),
                    name=f"{name}_is_a_share",
                )
                for name in ("deposit_share", "fee_share", "fx_share")
            ),
            models.CheckConstraint(
                condition=models.Q(risk_budget__gte=0) | models.Q(risk_budget=None),
                name="risk_budget_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(days_after_balance__lte=models.F("days_to_receipt"))
                | models.Q(days_after_balance=None)
                | models.Q(days_to_receipt=None),
                name="last_payment_not_before_the_first",
            ),
        )

    def __str__(self) -> str:
        """Return the number."""
        return f"{self.proposal} · {self.number}"


class Assessment(models.Model):
    """Be one verdict with everything it was made from: evaluated again, the inputs give the same result."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="assessments")
    evidence_version = models.BigIntegerField()
    policy_version = models.CharField(max_length=20)
    engine_version = models.CharField(max_length=20)
    as_of = models.DateField()
    verdict = models.CharField(max_length=7)
    inputs = models.JSONField()
    result = models.JSONField()
    explanation = models.JSONField(null=True)
    computed_at = models.DateTimeField()

    class Meta:
        """Hold one verdict for one state of affairs and day."""

        constraints = (
            models.UniqueConstraint(
                fields=("version", "evidence_version", "policy_version", "engine_version", "as_of"),
                name="one_assessment_per_state_and_day",
            ),
            models.CheckConstraint(condition=models.Q(verdict__in=VERDICTS), name="verdict_is_one_of_four"),
        )

    def __str__(self) -> str:
        """Return the verdict and its day."""
        return f"{self.verdict} · {self.as_of}"


class Reading(models.Model):
    """Remember which state of a supplier's evidence all its live proposals were assessed with.

    `failed_version` is a state that could not be assessed; another policy or engine tries it again.
    """

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="reading")
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    assessed_version = models.BigIntegerField(default=0)
    assessed_on = models.DateField(null=True)
    policy_version = models.CharField(max_length=20, blank=True)
    engine_version = models.CharField(max_length=20, blank=True)
    failed_version = models.BigIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        """Return what was seen."""
        return f"{self.supplier}: {self.assessed_version}"


class InForce(models.Manager["OwnValue"]):
    """Find the own values that hold now."""

    def get_queryset(self) -> models.QuerySet["OwnValue"]:
        """Leave out what was replaced, and what was given back to ours."""
        return super().get_queryset().filter(is_newest=True, value__isnull=False)


class OwnValue(models.Model):
    """Be one change of an assumption of the policy by a store; the newest of a key is in force.

    `value` None is "ours again". Older rows stay: they tell who relied on which number, and when.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="own_values")
    key = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    note = models.CharField(max_length=200, blank=True)
    is_newest = models.BooleanField(default=True)
    set_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()
    objects: ClassVar["models.Manager[OwnValue]"] = models.Manager()
    in_force = InForce()

    class Meta:
        """Hold one value in force for each assumption of a store."""

        constraints = (
            models.UniqueConstraint(
                fields=("store", "key"),
                condition=models.Q(is_newest=True),
                name="one_own_value_in_force_per_key",
            ),
        )

    def __str__(self) -> str:
        """Return the assumption and what it was set to."""
        return f"{self.key}: {self.value}"


class Merge(models.Model):
    """Be two suppliers that were found to be one: what was moved from the one that is gone, so that it can go back."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="+")
    gone = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    """Model label -> keys of its rows that were moved; see `assessments.merging`."""
    merged_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Hold one standing merge of a supplier, and none with itself."""

        constraints = (
            models.UniqueConstraint(
                fields=("gone",), condition=models.Q(undone_at=None), name="one_standing_merge_per_supplier"
            ),
            models.CheckConstraint(condition=~models.Q(kept=models.F("gone")), name="merge_of_two_suppliers"),
        )

    def __str__(self) -> str:
        """Return which became which."""
        return f"{self.gone_id} → {self.kept_id}"
