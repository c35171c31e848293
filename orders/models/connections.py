"""Shops and carriers that send notifications, and what they sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.delivery_words import fate_sentence
from orders.webhooks import Kind
from stores.models import Store, User

KINDS = (
    (Kind.SHOPIFY.value, "Shopify"),
    (Kind.WOOCOMMERCE.value, "WooCommerce"),
    (Kind.AFTERSHIP.value, "AfterShip"),
    (Kind.TRACK17.value, "17TRACK"),
)


class Connection(models.Model):
    """Be one sender of notifications: an address that nobody can guess, and the secret that signs them.

    Secrets are kept sealed (`stores.sealing`): who reads the database alone can sign nothing.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="connections")
    kind = models.CharField(_("from"), max_length=12, choices=KINDS)
    name = models.CharField(_("name"), max_length=80)
    token = models.CharField(max_length=40, unique=True)
    sealed_secret = models.CharField(max_length=600, blank=True)
    # The secret before: notifications on their way are still signed with it.
    sealed_old_secret = models.CharField(max_length=600, blank=True)
    old_secret_until = models.DateTimeField(null=True)
    # Whether anything came in that was signed with the secret: one that was mistyped never is.
    is_proven = models.BooleanField(default=False)
    # A secret that was made here and that nobody has seen yet.
    is_unseen = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Know only the kinds above."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in Kind]), name="connection_kind_is_known"
            ),
        )

    def __str__(self) -> str:
        """Return the name that the owner gave it."""
        return self.name

    @property
    def has_secret(self) -> bool:
        """Return whether anything that comes in can be told from a forgery."""
        return bool(self.sealed_secret)

    @property
    def makes_own_secret(self) -> bool:
        """Return whether the owner chooses the secret; else the sender does, and shows it on a page of its own."""
        return self.kind in (Kind.WOOCOMMERCE, Kind.AFTERSHIP)


class Delivery(models.Model):
    """Be one notification, kept once under its key; what was refused is counted and never kept.

    `body` is what came, byte by byte. It holds names and addresses, so the whole row is deleted after 30 days.
    """

    class State(models.TextChoices):
        """Say what became of it."""

        WAITING = "waiting", _("Stored")
        DONE = "done", _("Worked off")
        NOTHING = "nothing", _("Nothing to do")
        FAILED = "failed", _("Failed")
        REFUSED = "refused", _("Refused")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+", db_index=False)
    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    key = models.CharField(max_length=100)
    topic = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=100, blank=True)
    # The shop's own number of the order that it is about: to find what is to be forgotten.
    order_id = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    problem = models.CharField(max_length=20, blank=True)
    # The field of the notification that the problem is about.
    field = models.CharField(max_length=60, blank=True)
    tries = models.PositiveIntegerField(default=0)
    # How often the work on it was begun since it waits; counted before, so that what ends a worker is counted, too.
    attempts = models.PositiveSmallIntegerField(db_default=0)
    # How often it was refused; of what was stored, once.
    times = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField()
    worked_at = models.DateTimeField(null=True)

    class Meta:
        """Keep each notification once."""

        constraints = (
            models.UniqueConstraint(fields=("connection", "key"), name="delivery_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "done", "nothing", "failed", "refused"]),
                name="delivery_state_is_known",
            ),
        )
        indexes = (
            models.Index(fields=("connection", "-received_at", "-id"), name="delivery_newest_first"),
            models.Index(
                fields=("attempts", "id"), condition=models.Q(state="waiting"), name="delivery_to_begin"
            ),
            models.Index(fields=("received_at",), name="delivery_by_age"),
            models.Index(fields=("store",), name="delivery_by_store"),
        )

    def __str__(self) -> str:
        """Return what it is about."""
        return f"{self.topic} {self.about}".strip()

    @property
    def can_be_replayed(self) -> bool:
        """Return whether it can be worked off once more; needs `has_body` of the query, which leaves bodies out."""
        return getattr(self, "has_body", False) and self.state not in (self.State.WAITING, self.State.REFUSED)

    @property
    def is_counted(self) -> bool:
        """Return whether it stands for all of its kind in an hour, none of which was kept."""
        return self.key.startswith((f"{self.State.REFUSED}:", f"{self.State.NOTHING}:"))

    @property
    def sentence(self) -> str:
        """Return why it was refused, changed nothing or failed, in the reader's language."""
        return fate_sentence(self.problem, self.field)
