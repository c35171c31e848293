"""Every reason for which a row or a file is refused, as a key that `orders.wording` turns into a sentence."""

from enum import StrEnum


class RowProblem(StrEnum):
    """Name the rule that a row broke; the key of a `RowError`."""

    # The cell cannot be read.
    MISSING = "missing"
    UNREADABLE_CHARACTER = "unreadable_character"
    TOO_LONG = "too_long"
    CELL_TOO_LONG = "cell_too_long"
    TOO_MANY_CELLS = "too_many_cells"
    SPREADSHEET_NUMBER = "spreadsheet_number"
    SPREADSHEET_DATE = "spreadsheet_date"
    DATE = "date"
    MOMENT = "moment"
    LOCAL_MOMENT = "local_moment"
    QUANTITY = "quantity"
    AMOUNT = "amount"
    MONEY = "money"
    DAY_OR_MONTH = "day_or_month"
    HUNDREDTHS = "hundredths"
    CURRENCY = "currency"
    OUTCOME = "outcome"
    PLACED_VIA = "placed_via"
    TRUE_FALSE = "true_false"
    # Two cells of one row contradict each other.
    PROMISED_BEFORE_ORDERED = "promised_before_ordered"
    SHIPPED_BEFORE_ORDERED = "shipped_before_ordered"
    DELIVERED_BEFORE_ORDERED = "delivered_before_ordered"
    DELIVERED_BEFORE_SHIPPED = "delivered_before_shipped"
    DISPUTE_BEFORE_ORDERED = "dispute_before_ordered"
    REFUNDED_BEFORE_ORDERED = "refunded_before_ordered"
    ENDED_BEFORE_ORDERED = "ended_before_ordered"
    REFUND_WITHOUT_AMOUNT = "refund_without_amount"
    OUTCOME_AGAINST_DELIVERED = "outcome_against_delivered"
    CLEAN_BUT_LATE = "clean_but_late"
    LATE_BUT_ON_TIME = "late_but_on_time"
    CURRENCIES_DIFFER = "currencies_differ"
    # The rows of one order do not make a whole.
    ROWS_DISAGREE = "rows_disagree"
    ORDER_WITHOUT_FIRST_LINE = "order_without_first_line"
    ORDER_CUT_OFF = "order_cut_off"
    SUM_TOO_LARGE = "sum_too_large"
    REFUND_WITHOUT_ORDER = "refund_without_order"


# What is wrong with these cells is that they are empty (or zero); any other cell without a shown value is
# filled with something that is not repeated.
ABOUT_EMPTY_CELLS = frozenset({RowProblem.MISSING, RowProblem.REFUND_WITHOUT_AMOUNT})


class FileProblem(StrEnum):
    """Name the reason for which a whole file is refused; the key of a `FileError`.

    Details: `header` with NOT_RECOGNISED (its headings that some kind of file has), `columns` with
    COLUMN_MISSING, `column` with COLUMN_TWICE, `row` with QUOTE_NOT_CLOSED; none with the others.
    """

    EMPTY = "empty"
    NOT_A_TABLE = "not_a_table"
    OLD_WORKBOOK = "old_workbook"
    DAMAGED_WORKBOOK = "damaged_workbook"
    TOO_LARGE = "too_large"
    NOT_RECOGNISED = "not_recognised"
    NO_HEADER = "no_header"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    QUOTE_NOT_CLOSED = "quote_not_closed"
    # A table is read by an answer to which of its columns is what: there is none, or it was for other columns.
    NOT_MAPPED = "not_mapped"
    OTHER_COLUMNS = "other_columns"
    # Not found by an importer. The owner was asked for what the file does not say, and did not answer.
    NOT_ANSWERED = "not_answered"
    # The work was begun again and again and never came to an end.
    GIVEN_UP = "given_up"
    # The database refused what was read.
    NOT_STORABLE = "not_storable"
    # The file is not where it was put.
    FILE_GONE = "file_gone"
