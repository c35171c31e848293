"""Whom the money goes to, and what was done with what is known about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stores.models import Store, User, currency_code
from suppliers.models.register import Contact, Supplier


class Payee(models.Model):
    """Be one account that a supplier wants to be paid on.

    The number is kept sealed and shown masked. A pending payee freezes the supplier's verdicts until its digits were
    read back on a channel that was known before.
    """

    class Kind(models.TextChoices):
        """Say what kind of account it is."""

        BANK = "bank", _("Bank account")
        PAYPAL = "paypal", _("PayPal")
        WISE = "wise", _("Wise")
        PAYONEER = "payoneer", _("Payoneer")
        CARD_LINK = "card_link", _("Card, by a payment link")
        WALLET = "wallet", _("Wallet of a crypto-currency")
        OTHER = "other", _("Another way")

    class State(models.TextChoices):
        """Say whether money may go there."""

        PENDING = "pending", _("Not confirmed")
        CONFIRMED = "confirmed", _("Confirmed")
        REPLACED = "replaced", _("Replaced")
        REJECTED = "rejected", _("Rejected")

    class NameMatch(models.TextChoices):
        """Say how the account holder's name compares with the name on the licence."""

        EXACT_CHINESE = "exact_zh", _("The registered Chinese name, character for character")
        EXACT_ENGLISH = "exact_en", _("The registered English name, word for word")
        TRANSLITERATION = "translit", _("The Chinese name in Latin letters")
        DIFFERENT_COMPANY = "other_company", _("Another company")
        LEGAL_REPRESENTATIVE = "legal_rep", _("The legal representative, as a person")
        OTHER_PERSON = "other_person", _("Another person")
        UNKNOWN = "unknown", _("Not known")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="payees")
    kind = models.CharField(_("kind of account"), max_length=9, choices=Kind.choices)
    holder = models.CharField(_("account holder"), max_length=200, blank=True)
    bank_name = models.CharField(_("bank"), max_length=200, blank=True)
    bic = models.CharField(_("BIC (SWIFT)"), max_length=11, blank=True)
    country = models.CharField(_("country of the account"), max_length=2, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[currency_code])
    sealed_account = models.TextField(editable=False)
    masked_account = models.CharField(max_length=60, editable=False)
    # An HMAC of the number without its spaces: tells the same account at two suppliers, and tells nothing else.
    account_digest = models.CharField(max_length=64, editable=False)
    name_match = models.CharField(
        _("name of the holder"), max_length=13, choices=NameMatch.choices, default=NameMatch.UNKNOWN
    )
    told_on = models.DateField(_("told on"))
    told_by = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("told by")
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by", editable=False
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.PENDING, editable=False)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_on = models.ForeignKey(
        Contact, on_delete=models.RESTRICT, null=True, related_name="+", editable=False
    )
    """The channel on which the digits were read back."""
    # How often other digits were read back than the number that was entered.
    read_differently = models.PositiveSmallIntegerField(default=0, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    rejected_because = models.CharField(max_length=300, blank=True, editable=False)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    added_at = models.DateTimeField(editable=False)

    class Meta:
        """Hold an account once per supplier, and no confirmation without its moment and its channel."""

        constraints = (
            models.UniqueConstraint(
                fields=("supplier", "kind", "account_digest"),
                condition=models.Q(state__in=["pending", "confirmed"]),
                name="account_once_per_supplier",
                violation_error_message=_("This account is there already."),
            ),
            models.UniqueConstraint(fields=("id", "supplier"), name="payee_with_its_supplier"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["bank", "paypal", "wise", "payoneer", "card_link", "wallet", "other"]
                ),
                name="payee_kind_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "rejected"], confirmed_at=None)
                | models.Q(state="replaced")
                | models.Q(state="confirmed", confirmed_at__isnull=False, confirmed_on__isnull=False),
                name="payee_confirmed_on_a_channel",
            ),
            models.CheckConstraint(
                condition=(models.Q(state="rejected") & ~models.Q(rejected_because=""))
                | (~models.Q(state="rejected") & models.Q(rejected_because="")),
                name="payee_rejected_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(confirmed_on=models.F("told_by")), name="payee_not_confirmed_where_told"
            ),
        )
        indexes = (models.Index(fields=("store", "account_digest"), name="payee_by_account"),)

    def __str__(self) -> str:
        """Return the kind and the masked number."""
        return f"{self.get_kind_display()} {self.masked_account}"


class TrailEntry(models.Model):
    """Be one line of the audit trail of a supplier: who did what, and when; never changed, never taken away."""

    class Kind(models.TextChoices):
        """Say what was done."""

        PAYEE_ADDED = "payee_added", _("Payee entered")
        PAYEE_CHANGED = "payee_changed", _("Payee changed")
        PAYEE_CONFIRMED = "payee_confirmed", _("Payee confirmed")
        PAYEE_REJECTED = "payee_rejected", _("Payee rejected")
        PAYEE_READ_DIFFERENTLY = "payee_read_differently", _("Other digits read back")
        PAYEE_REVEALED = "payee_revealed", _("Account number looked at")
        IDENTITY_CHANGED = "identity_changed", _("Identity changed")
        STATUS_CHANGED = "status_changed", _("Status changed")
        CONTACT_ADDED = "contact_added", _("Contact added")
        CONTACT_ENDED = "contact_ended", _("Contact no longer used")
        CHECK_NOTED = "check_noted", _("Due diligence")
        DOCUMENT_ADDED = "document_added", _("Document added")
        DOCUMENT_JUDGED = "document_judged", _("Document judged")
        DOCUMENT_REMOVED = "document_removed", _("Document removed")
        FLAG_RAISED = "flag_raised", _("Red flag raised")
        FLAG_CLEARED = "flag_cleared", _("Red flag cleared")
        CHALLENGE_ISSUED = "challenge_issued", _("Challenge issued")
        CHALLENGE_ENDED = "challenge_ended", _("Challenge ended")
        LINK_MADE = "link_made", _("Link for the supplier made")
        LINK_REVOKED = "link_revoked", _("Link for the supplier revoked")
        ANSWER_RECEIVED = "answer_received", _("Supplier answered by link")
        MERGED = "merged", _("Merged")
        UNMERGED = "unmerged", _("Merge undone")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="trail")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    said = models.CharField(max_length=500, blank=True)
    """What it was about, in words without secrets: masked numbers only."""
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Find the newest first."""

        indexes = (models.Index(fields=("supplier", "-at", "-id"), name="trail_newest_first"),)

    def __str__(self) -> str:
        """Return what was done."""
        return f"{self.get_kind_display()}: {self.said}"
