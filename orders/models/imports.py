"""Files that were handed in, how far the work on them has come, and what was refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.importers.problems import ABOUT_EMPTY_CELLS
from orders.importers.rows import Source
from stores.models import Store, User

SOURCES = (
    (Source.SHOPIFY.value, _("Shopify orders export")),
    (Source.ALIEXPRESS.value, _("AliExpress order data (XLSX)")),
    (Source.SUPPLIER_ORDERS.value, _("Supplier orders (CSV)")),
)


# Where uploaded files lie below MEDIA_ROOT.
UPLOADS = "imports"
# An import in one of these still needs its file.
OPEN_STATES = ("waiting", "working", "asking")


def upload_folder(the_import: "Import", filename: str) -> str:
    """Return where a file is kept: by store, under a name of our own, never under the one that was sent."""
    return f"{UPLOADS}/{the_import.store_id}/{the_import.token}"


class Import(models.Model):
    """Be one file that was handed in; the row keeps the position of the work, so any worker can take it up."""

    class State(models.TextChoices):
        """Say how far the work has come."""

        WAITING = "waiting", _("Waiting for a worker")
        WORKING = "working", _("Reading")
        ASKING = "asking", _("Waiting for your answer")
        DONE = "done", _("Done")
        FAILED = "failed", _("Could not be read")

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="imports")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    token = models.CharField(max_length=32)
    file = models.FileField(upload_to=upload_folder, max_length=200)
    filename = models.CharField(_("file"), max_length=200)
    size = models.BigIntegerField()
    source = models.CharField(max_length=20, choices=SOURCES, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    currency_answered = models.BooleanField(default=False)
    # The earlier import for which the owner said what is taken for this one, too.
    currency_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    unread_columns = models.JSONField(default=list)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    problem = models.JSONField(default=dict)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    orders_new = models.PositiveIntegerField(default=0)
    orders_changed = models.PositiveIntegerField(default=0)
    orders_unchanged = models.PositiveIntegerField(default=0)
    orders_refused = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    worked_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """Know only the states above."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "working", "asking", "done", "failed"]),
                name="import_state_is_known",
            ),
        )
        indexes = (
            models.Index(fields=("store", "-id"), name="import_newest_first"),
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
    def is_over(self) -> bool:
        """Return whether nothing more will happen by itself."""
        return self.state in (self.State.DONE, self.State.FAILED)


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
