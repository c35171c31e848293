"""The sentences for what an importer refuses: where, what was read, what to write instead."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orders.importers.problems import ABOUT_EMPTY_CELLS, FileProblem, RowProblem
from orders.importers.rows import FileError, RowError

# What begins a sentence: where, and what was read.
_CELL = _("Row %(row)s, “%(column)s” reads “%(value)s”; %(advice)s")
_EMPTY_CELL = _("Row %(row)s, “%(column)s” is empty; %(advice)s")
# Not repeated, because it may be about a person: a cell that should hold something else, and any other.
_OTHER_CELL = _("Row %(row)s, “%(column)s” holds something else; %(advice)s")
_HIDDEN_CELL = _("Row %(row)s, “%(column)s”: %(advice)s")
_ROW = _("Row %(row)s: %(advice)s")

ROW_ADVICE: dict[RowProblem, Promise] = {
    RowProblem.MISSING: _("fill it in."),
    RowProblem.UNREADABLE_CHARACTER: _(
        "it contains a character that cannot be read: save the file as UTF-8, or type the cell again."
    ),
    RowProblem.TOO_LONG: _(
        "shorten it: a text may have 500 characters, the number of an order 100, a marketplace 40."
    ),
    RowProblem.CELL_TOO_LONG: _("one of its cells has more than 131,072 characters; shorten it."),
    RowProblem.TOO_MANY_CELLS: _(
        "it has more cells than the header has columns; "
        "put a text that contains the separator in quotation marks."
    ),
    RowProblem.SPREADSHEET_NUMBER: _(
        "a spreadsheet has shortened this number and lost digits of it: "
        "export the file again and import it without saving it in a spreadsheet."
    ),
    RowProblem.SPREADSHEET_DATE: _(
        "a spreadsheet has turned this date into a number: "
        "export the file again and import it without saving it in a spreadsheet."
    ),
    RowProblem.DATE: _("write the date as 2026-03-31."),
    RowProblem.MOMENT: _(
        "write the time with its offset, as 2026-03-31 14:05:00 +0000. If a spreadsheet has changed it, "
        "export the file again and import it without saving it in a spreadsheet."
    ),
    RowProblem.LOCAL_MOMENT: _("write the time as 2026-03-31 14:05:00."),
    RowProblem.QUANTITY: _("write a whole number from 1 to 1,000,000."),
    RowProblem.AMOUNT: _(
        "write the amount as 1234.50, without currency sign or thousands marks, with at most two decimals."
    ),
    RowProblem.DAY_OR_MONTH: _(
        "say whether the day or the month stands first in this file, or write the date as 2026-03-31."
    ),
    RowProblem.MONEY: _(
        "write the amount as 1234.50, or with its currency as USD 1234.50, with at most two decimals."
    ),
    RowProblem.HUNDREDTHS: _("write the amount in whole hundredths, 15115 for 151.15, as AliExpress does."),
    RowProblem.CURRENCY: _("write the three letters of the currency, as USD or EUR."),
    RowProblem.OUTCOME: _(
        "write one of: clean, late, lost, not as described, counterfeit, in transit, not observed."
    ),
    RowProblem.PLACED_VIA: _("write “platform” or “off platform”."),
    RowProblem.TRUE_FALSE: _("write “true” or “false”."),
    RowProblem.PROMISED_BEFORE_ORDERED: _("that is before the day of the order; correct one of the two."),
    RowProblem.SHIPPED_BEFORE_ORDERED: _("that is before the day of the order; correct one of the two."),
    RowProblem.DELIVERED_BEFORE_ORDERED: _("that is before the day of the order; correct one of the two."),
    RowProblem.DELIVERED_BEFORE_SHIPPED: _("that is before the day of shipping; correct one of the two."),
    RowProblem.DISPUTE_BEFORE_ORDERED: _("that is before the day of the order; correct one of the two."),
    RowProblem.REFUNDED_BEFORE_ORDERED: _("that is before the day of the order; correct one of the two."),
    RowProblem.ENDED_BEFORE_ORDERED: _("that is before the order was placed; correct one of the two."),
    RowProblem.REFUND_WITHOUT_AMOUNT: _(
        "the row has a day of refund: write the amount that came back, or empty the day."
    ),
    RowProblem.OUTCOME_AGAINST_DELIVERED: _(
        "the row has a day of delivery, which says that the order arrived; correct one of the two."
    ),
    RowProblem.CLEAN_BUT_LATE: _(
        "the order was delivered after the promised day; write “late”, or correct the dates."
    ),
    RowProblem.LATE_BUT_ON_TIME: _(
        "the order was delivered by the promised day; write “clean”, or correct the dates."
    ),
    RowProblem.CURRENCIES_DIFFER: _(
        "the order names another currency elsewhere; correct one of the two, or leave this order out."
    ),
    RowProblem.ROWS_DISAGREE: _(
        "an earlier row of the same order says something else; write the same in both."
    ),
    RowProblem.ORDER_WITHOUT_FIRST_LINE: _(
        "the first line of this order is missing, so the file was cut in two here: import the whole export."
    ),
    RowProblem.ORDER_CUT_OFF: _(
        "the lines of this last order do not add up to it, so the file was cut off here: "
        "import the whole export."
    ),
    RowProblem.SUM_TOO_LARGE: _(
        "together with the other rows of this order that is more than one order can have; correct the rows."
    ),
    RowProblem.REFUND_WITHOUT_ORDER: _(
        "this row is a refund, and the order that it belongs to is not in the file: "
        "export a period that holds both."
    ),
}
# The row as a whole is wrong, no cell of it can be named.
_WHOLE_ROW = {RowProblem.CELL_TOO_LONG, RowProblem.TOO_MANY_CELLS}
# The advice begins with what such a cell must hold.
_OTHER_FORM = {
    RowProblem.DATE,
    RowProblem.MOMENT,
    RowProblem.LOCAL_MOMENT,
    RowProblem.QUANTITY,
    RowProblem.AMOUNT,
    RowProblem.MONEY,
    RowProblem.HUNDREDTHS,
    RowProblem.CURRENCY,
    RowProblem.OUTCOME,
    RowProblem.PLACED_VIA,
    RowProblem.TRUE_FALSE,
}

FILE_SENTENCES: dict[FileProblem, Promise] = {
    FileProblem.EMPTY: _("The file is empty. Choose the file that the shop or the marketplace exported."),
    FileProblem.NOT_A_TABLE: _("The file is not a table. Choose a CSV file or an Excel workbook (.xlsx)."),
    FileProblem.OLD_WORKBOOK: _(
        "This is an Excel file of the old form (.xls) or one with a password. "
        "Save it as .xlsx without a password, or as CSV."
    ),
    FileProblem.DAMAGED_WORKBOOK: _(
        "The workbook is damaged and cannot be opened. Download or save it again."
    ),
    FileProblem.TOO_LARGE: _(
        "The workbook is larger than can be read: its sheets may unpack to 2 GB, and the texts in it to 100 MB. "
        "Save the sheet as CSV, which may be larger, or split it."
    ),
    FileProblem.NOT_RECOGNISED: _(
        "The columns of this file are not known together: of those that can be read it has only “%(header)s”. "
        "Import the orders export of a shop, a marketplace or an app that is known here, "
        "or a file with the columns order id, supplier, product and quantity."
    ),
    FileProblem.NOT_MAPPED: _("Say which column of this table is what."),
    FileProblem.OTHER_COLUMNS: _(
        "The columns of this table are not those that the saved answer is about. Say which column is what."
    ),
    FileProblem.NO_HEADER: _(
        "The first row is no header row that is known here, so nobody can tell what the columns mean. "
        "Import the orders export of a shop, a marketplace or an app that is known here, "
        "or a file with the columns order id, supplier, product and quantity. "
        "If the file was cut in two, import the whole one."
    ),
    FileProblem.COLUMN_MISSING: _(
        "The file lacks what must be there: %(columns)s. Add it to the header row."
    ),
    FileProblem.COLUMN_TWICE: _("The file has the column “%(column)s” twice. Rename or remove one of them."),
    FileProblem.QUOTE_NOT_CLOSED: _(
        "Row %(row)s opens a quotation mark that is never closed, so the rest of the file cannot be read. "
        "Close or remove it and import the file again."
    ),
    FileProblem.NOT_ANSWERED: _(
        "The file waited seven days for somebody’s answer, and was deleted. Import it again to be asked again."
    ),
    FileProblem.GIVEN_UP: _(
        "The file could not be worked off, though it was tried three times; nothing more will be tried. "
        "Orders that went in before stay. Split the file into smaller ones and import these."
    ),
    FileProblem.NOT_STORABLE: _(
        "Something in this file cannot be kept, so the work on it has stopped. "
        "Orders that went in before stay. Import the file in parts to find the order that it is about."
    ),
    FileProblem.FILE_GONE: _(
        "The file is no longer where it was put, so it cannot be read. Orders that went in before stay. "
        "Import it again; on a server, the web server and the worker must share one folder for uploads."
    ),
}


# Why an order counts as it does; the keys are `because` of `orders.facts.Facts`.
BECAUSE: dict[str, Promise] = {
    "delivered": _("The day of delivery is known."),
    "said_arrived_by": _("You recorded that it arrived, without the day."),
    "said_arrived": _("You recorded how it ended."),
    "confirmed": _("You confirmed this parcel on AliExpress."),
    "confirmed_in_bulk": _("Confirmed in one go with others, which proves nothing about a single parcel."),
    "said_lost": _("You recorded it as lost."),
    "never_shipped": _("The supplier did not ship in time."),
    "dispute_granted": _("A dispute was granted or not answered; nobody said what was wrong."),
    "refunded": _("The supplier gave money back; nobody said what was wrong."),
    "said_in_transit": _("You recorded it as on its way."),
    "nobodys_fault": _("Ended by nobody’s fault: it counts neither for nor against."),
    "confirmed_by_timer": _("Closed by AliExpress’s timer: nobody said that it arrived."),
    "tracked_delivered": _("Tracking says it was delivered."),
    "tracked_open": _("Tracking has not shown it as delivered."),
    "tracked_lost": _("The carrier says it is lost."),
    "tracked_returned": _("The carrier sent it back; nobody said by whose fault."),
    "tracked_not_taken": _("It was not taken at the address; nobody said by whose fault."),
    "tracked_held": _("Held by customs or security; nobody said by whose fault."),
    "tracked_earlier": _(
        "The number is that of a parcel from before this order: it says nothing of this one."
    ),
    "customer_refunded": _("Your customer got money back; nobody said why."),
    "customer_disputed": _("Your customer took it to the bank; nobody said why."),
    "attestable": _(
        "Silent: no complaint, no refund. Your attestation decides, once it is old enough for its shipping lane."
    ),
    "attestable_by_product": _(
        "Silent: no complaint, and no sale that it can have been placed for was refunded. Your attestation decides, "
        "once it is old enough for its shipping lane."
    ),
    "nobody_said": _("No file says whether it arrived."),
}


def reason_sentence(because: str) -> str:
    """Return why an order counts as it does, in the reader's language."""
    return str(BECAUSE[because])


def row_sentence(error: RowError) -> str:
    """Return what kept a row out, in the reader's language."""
    problem = RowProblem(error.problem)
    words = {"row": error.row, "column": error.column, "value": error.value, "advice": ROW_ADVICE[problem]}
    return str(_beginning(problem, error.value) % words)


def _beginning(problem: RowProblem, value: str) -> Promise:
    if problem in _WHOLE_ROW:
        return _ROW
    if value:
        return _CELL
    if problem in ABOUT_EMPTY_CELLS:
        return _EMPTY_CELL
    return _OTHER_CELL if problem in _OTHER_FORM else _HIDDEN_CELL


def file_sentence(error: FileError) -> str:
    """Return why a file as a whole cannot be read, in the reader's language."""
    return str(FILE_SENTENCES[FileProblem(error.problem)] % error.details)
