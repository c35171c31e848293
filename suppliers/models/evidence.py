"""What proves who a supplier is: points of due diligence, documents, red flags, the same-person challenge."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stores.models import Store, User
from suppliers.models.asking import AskLink
from suppliers.models.register import Contact, Supplier

LOOK_UP = "register_lookup"
"""The point that says that a person asked the public register; it is about the names and the number of that day."""


class Check(models.Model):
    """State how far one point of due diligence on a supplier has come; a missing row is "not started"."""

    class State(models.TextChoices):
        """Say how far the point has come."""

        DONE = "done", _("Done")
        INCOMPLETE = "incomplete", _("Looked at, something missing")
        NOT_STARTED = "not_started", _("Not started")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="checks")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="checks")
    key = models.CharField(max_length=40)
    state = models.CharField(max_length=11, choices=State.choices)
    noted_at = models.DateTimeField()

    class Meta:
        """Hold one state per point and supplier."""

        constraints = (
            models.UniqueConstraint(fields=("supplier", "key"), name="check_once_per_supplier"),
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "incomplete", "not_started"]),
                name="check_state_is_known",
            ),
        )

    def __str__(self) -> str:
        """Return the point and its state."""
        return f"{self.key}: {self.state}"


DOCUMENTS = "documents"


def document_folder(document: "Document", filename: str) -> str:
    """Return where a file is kept: under a name of ours, so that nothing of the sender's reaches the disk."""
    return f"{DOCUMENTS}/{document.store_id}/{document.key}"


class Document(models.Model):
    """Be one piece of evidence: a file or a link, where it came from, until when it holds, and who judged it."""

    class Source(models.TextChoices):
        """Say where it came from."""

        SUPPLIER = "supplier", _("The supplier")
        OWNER = "owner", _("Made or looked up by you")
        REGISTER = "register", _("A public register")
        THIRD_PARTY = "third_party", _("A third party")

    class Verdict(models.TextChoices):
        """Say what somebody who looked at it thinks; unverified is "nobody has looked"."""

        UNVERIFIED = "unverified", _("Not looked at yet")
        ACCEPTED = "accepted", _("Accepted")
        UNCLEAR = "unclear", _("Unclear")
        REJECTED = "rejected", _("Rejected")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="documents")
    point = models.CharField(_("proves"), max_length=40)
    title = models.CharField(_("what it is"), max_length=200)
    key = models.CharField(max_length=32, editable=False)
    file = models.FileField(_("file"), upload_to=document_folder, max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    content_type = models.CharField(max_length=60, blank=True, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    link = models.URLField(_("link"), max_length=500, blank=True)
    source = models.CharField(_("from"), max_length=11, choices=Source.choices)
    received_on = models.DateField(_("received on"))
    expires_on = models.DateField(_("holds until"), null=True, blank=True)
    verdict = models.CharField(
        _("judgement"), max_length=10, choices=Verdict.choices, default=Verdict.UNVERIFIED
    )
    checked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=2_000, blank=True)
    # Where the supplier sent it by itself.
    asked_by_link = models.ForeignKey(
        AskLink, on_delete=models.SET_NULL, null=True, blank=True, related_name="documents", editable=False
    )
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        """Hold nothing without a file, a link or words, and no judgement without its moment."""

        constraints = (
            models.UniqueConstraint(fields=("key",), name="document_key_once"),
            models.CheckConstraint(
                condition=models.Q(source__in=["supplier", "owner", "register", "third_party"]),
                name="document_source_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="unverified", checked_at=None)
                | models.Q(verdict__in=["accepted", "unclear", "rejected"], checked_at__isnull=False),
                name="document_judged_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(file="") | ~models.Q(link="") | ~models.Q(note=""),
                name="document_says_something",
            ),
        )
        indexes = (models.Index(fields=("supplier", "point", "-id"), name="documents_of_a_point"),)

    def __str__(self) -> str:
        """Return what it is."""
        return self.title


class RedFlag(models.Model):
    """Be one warning sign that somebody saw; what it weighs is policy."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="red_flags")
    key = models.CharField(_("what was seen"), max_length=40)
    seen_on = models.DateField(_("seen on"))
    seen_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField()
    # The forms take 500 characters; where two suppliers become one, both notes stand here.
    note = models.TextField(_("note"), blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    cleared_because = models.CharField(_("why it no longer holds"), max_length=500, blank=True)

    class Meta:
        """Hold one standing flag of a kind, and no cleared one without its reason."""

        constraints = (
            models.UniqueConstraint(
                fields=("supplier", "key"),
                condition=models.Q(cleared_at=None),
                name="one_standing_flag_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(cleared_at=None, cleared_because="")
                | (models.Q(cleared_at__isnull=False) & ~models.Q(cleared_because="")),
                name="flag_cleared_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        """Return what was seen with whom."""
        return f"{self.key}: {self.supplier}"


class Challenge(models.Model):
    """Ask whether two contacts are one party: a phrase goes out on one and has to come back on the other."""

    class State(models.TextChoices):
        """Say how it ended."""

        OPEN = "open", _("Waiting for the answer")
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Failed")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="challenges")
    phrase = models.CharField(max_length=80)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    """The off-platform contact that has to return it."""
    issued_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    answer = models.CharField(max_length=200, blank=True)
    resolved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Hold one open challenge for a contact, and an end with its moment."""

        constraints = (
            models.UniqueConstraint(
                fields=("contact",), condition=models.Q(state="open"), name="one_open_challenge_per_contact"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", resolved_at=None)
                | models.Q(state__in=["passed", "failed"], resolved_at__isnull=False),
                name="challenge_ends_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        """Return whom it is for and how it stands."""
        return f"{self.supplier}: {self.state}"
