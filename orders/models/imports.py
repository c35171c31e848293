"""Files that were handed in, how far the work on them has come, and what was refused."""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.importers.problems import ABOUT_EMPTY_CELLS
from orders.importers.rows import Source
from stores.models import Store, User

SOURCES = (
    (Source.SHOPIFY.value, _("Shopify orders export")),
    (Source.WOOCOMMERCE.value, _("WooCommerce Analytics orders")),
    (Source.WOOCOMMERCE_EXPORT.value, _("WooCommerce Advanced Order Export")),
    (Source.EBAY.value, _("eBay orders report")),
    (Source.ETSY_ITEMS.value, _("Etsy sold order items")),
    (Source.ETSY_ORDERS.value, _("Etsy sold orders")),
    (Source.AMAZON_NEW.value, _("Amazon new or unshipped orders")),
    (Source.AMAZON_ALL.value, _("Amazon all orders")),
    (Source.ALIEXPRESS.value, _("AliExpress order data (XLSX)")),
    (Source.ALIEXPRESS_INVENTORY.value, _("AliExpress shopper inventory (CSV)")),
    (Source.ZENDROP.value, _("Zendrop orders")),
    (Source.DSERS.value, _("DSers orders")),
    (Source.SUPPLIER_ORDERS.value, _("Supplier orders (CSV)")),
    (Source.TABLE.value, _("Other table")),
)
# Where uploaded files lie below MEDIA_ROOT.
UPLOADS = "imports"
# An import in one of these still needs its file.
OPEN_STATES = ("waiting", "working", "asking", "mapping", "ready")
# So long an import can be taken back.
UNDO_WITHIN = timedelta(days=30)


def upload_folder(the_import: "Import", filename: str) -> str:
    """Return where a file is kept: by store, under a name of our own, never under the one that was sent."""
    return f"{UPLOADS}/{the_import.store_id}/{the_import.token}"


class Import(models.Model):
    """Be one file that was handed in; the row keeps the position of the work, so any worker can take it up.

    `stage` says which pass over the file `state` is about: first all of it is checked, then it is written,
    and later it may be taken back. The numbers of orders are those of the stage that was worked on last.
    """

    class State(models.TextChoices):
        """Say how far the work has come."""

        WAITING = "waiting", _("Waiting for a worker")
        WORKING = "working", _("Working")
        ASKING = "asking", _("Waiting for your answer")
        MAPPING = "mapping", _("Waiting for its columns")
        READY = "ready", _("Checked, not put in")
        DONE = "done", _("Done")
        FAILED = "failed", _("Could not be read")
        CANCELLED = "cancelled", _("Cancelled")
        UNDONE = "undone", _("Taken back")

    class Stage(models.TextChoices):
        """Say what is done with the file."""

        CHECK = "check", _("Checking")
        WRITE = "write", _("Putting in")
        UNDO = "undo", _("Taking back")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="imports")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    token = models.CharField(max_length=32)
    file = models.FileField(upload_to=upload_folder, max_length=200)
    filename = models.CharField(_("file"), max_length=200)
    size = models.BigIntegerField()
    # SHA-256 of what was handed in: tells the same file handed in twice.
    digest = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=24, choices=SOURCES, blank=True)
    # Which column of a table of no known kind is what (`orders.importers`), and the saved answer it came from.
    mapping = models.JSONField(default=dict)
    profile_name = models.CharField(max_length=80, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    currency_answered = models.BooleanField(default=False)
    # The earlier import for which the owner said what is taken for this one, too.
    currency_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    unread_columns = models.JSONField(default=list)
    # The suppliers that it named for the first time: taken back with it where nobody has said more of them.
    made_suppliers = ArrayField(models.BigIntegerField(), default=list)
    # What the doctor found in the file (`orders.doctor`).
    remarks = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=5, choices=Stage.choices, default=Stage.CHECK)
    problem = models.JSONField(default=dict)
    # How much of the file the worker has gone through, from 0 to 1; None where there is no telling.
    share = models.FloatField(null=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    orders_new = models.PositiveIntegerField(default=0)
    orders_changed = models.PositiveIntegerField(default=0)
    orders_unchanged = models.PositiveIntegerField(default=0)
    orders_refused = models.PositiveIntegerField(default=0)
    cells_refused = models.PositiveIntegerField(default=0)
    # Until when the refused rows can be had as a file; None where there is none.
    refused_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    worked_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Know only the states and stages above."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        *("waiting", "working", "asking", "mapping", "ready"),
                        *("done", "failed", "cancelled", "undone"),
                    ]
                ),
                name="import_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["check", "write", "undo"]), name="import_stage_is_known"
            ),
        )
        indexes = (
            models.Index(fields=("store", "-id"), name="import_newest_first"),
            models.Index(fields=("store", "digest"), name="import_by_content"),
            models.Index(
                fields=("worked_at",),
                condition=models.Q(state__in=["waiting", "working"]),
                name="import_to_work_on",
            ),
        )

    def __str__(self) -> str:
        """Return the name the file was sent under."""
        return self.filename

    @property
    def is_busy(self) -> bool:
        """Return whether a worker has something to do, so that the page changes by itself."""
        return self.state in (self.State.WAITING, self.State.WORKING)

    @property
    def is_over(self) -> bool:
        """Return whether nothing more will happen by itself, and nothing is asked."""
        return self.state not in OPEN_STATES

    @property
    def counts(self) -> bool:
        """Return whether its numbers are about orders that are in, or would be."""
        if self.state in (self.State.CANCELLED, self.State.UNDONE) or self.stage == self.Stage.UNDO:
            return False
        return self.state != self.State.FAILED or self.stage == self.Stage.WRITE

    @property
    def can_be_cancelled(self) -> bool:
        """Return whether it is still on its way in."""
        return not self.is_over and self.stage != self.Stage.UNDO

    @property
    def can_be_mapped(self) -> bool:
        """Return whether it can be said now which column is what."""
        if self.state == self.State.MAPPING:
            return True
        waits = self.state in (self.State.ASKING, self.State.READY)
        return waits and self.stage == self.Stage.CHECK and self.source == Source.TABLE

    def can_be_undone(self, now: datetime) -> bool:
        """Return whether what it wrote can be taken back."""
        ended = self.state in (self.State.DONE, self.State.FAILED) and self.stage != self.Stage.CHECK
        return ended and self.finished_at is not None and now < self.finished_at + UNDO_WITHIN

    @property
    def undo_until(self) -> datetime | None:
        """Return until when it can be taken back; None where it has not ended."""
        return None if self.finished_at is None else self.finished_at + UNDO_WITHIN


class ImportProblem(models.Model):
    """Name one cell that kept its order out; `problem` is a key of `orders.wording`.

    `value` is kept only where it cannot be about a person (`orders.importers.quoting`), else it is empty.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    the_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=100)
    value = models.CharField(max_length=100)
    problem = models.CharField(max_length=40)

    class Meta:
        """Hold each cell once, in the order of the file."""

        ordering = ("row", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("the_import", "row", "column", "problem"), name="import_problem_once"
            ),
        )

    def __str__(self) -> str:
        """Return the place."""
        return f"{self.row}: {self.column}"

    @property
    def is_hidden(self) -> bool:
        """Return whether the cell is filled with something that is not kept."""
        return not self.value and self.problem not in ABOUT_EMPTY_CELLS


class MappingProfile(models.Model):
    """Keep the answer to which column is what, for every later file with the same headings."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="mapping_profiles")
    name = models.CharField(max_length=80)
    # SHA-256 of the headings (`orders.actions.mapping`).
    fingerprint = models.CharField(max_length=64)
    mapping = models.JSONField()
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Hold one answer for each header row."""

        constraints = (
            models.UniqueConstraint(fields=("store", "fingerprint"), name="mapping_once_per_header"),
        )

    def __str__(self) -> str:
        """Return the name that the owner gave it."""
        return self.name
