"""eBay's orders report."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

import pytest

from orders.importers import SalesLineRow, SalesOrderRow
from tests.orders.importers.files import Row, errors, read, sales, table
from tests.orders.importers.headers import EBAY


def day(number: int, month: int) -> datetime:
    return datetime(2026, month, number)  # noqa: DTZ001 - the report names no zone


def report(
    *rows: Row, delimiter: str = ",", footer: str = '"2 record(s) downloaded"\n"Seller ID : bright"\n'
) -> BinaryIO:
    """A report as it is downloaded: a first line of bare commas, a padding line, a footer."""
    header, _, lines = table(EBAY, rows, delimiter).partition("\n")
    padding = delimiter.join(['""'] * len(EBAY))
    text = f"{delimiter * 11}\n{header}\n{padding}\n{lines}\n{footer}"
    return io.BytesIO(text.encode())


def sold(record: str = "149", number: str = "11-10000-00001", **cells: str) -> Row:
    row = {
        "Sales Record Number": record,
        "Order Number": number,
        "Buyer Username": "Buyer_One",
        "Buyer Name": "Ada Lovelace",
        "Ship To Country": "United States",
        "Item Number": "220000000001",
        "Item Title": "Lamp",
        "Custom Label": "L-1",
        "Quantity": "1",
        "Sold For": "US $90.00",
        "Shipping And Handling": "US $5.00",
        "Seller Collected Tax": "US $0.00",
        "Total Price": "US $97.99",
        "Sale Date": "Oct-05-26",
        "Paid On Date": "Oct-05-26",
        "Ship By Date": "Oct-08-26",
        "Minimum Estimated Delivery Date": "Oct-12-26",
        "Maximum Estimated Delivery Date": "Oct-20-26",
        "Shipped On Date": "Oct-06-26",
        "Tracking Number": "9400111899560000000001",
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def summary(**cells: str) -> Row:
    row = sold("119", "11-10000-00003", Item_Number="", Item_Title="", Custom_Label="", Quantity="3", **cells)
    return row | {"Sold For": "US $28.00", "Total Price": "US $33.00", "Tracking Number": ""}


def item(title: str, price: str, quantity: str = "1", **cells: str) -> Row:
    row = {
        "Sales Record Number": "119",
        "Order Number": "11-10000-00003",
        "Buyer Username": "Buyer_One",
        "Item Number": f"22{title}",
        "Item Title": title,
        "Quantity": quantity,
        "Sold For": price,
    }
    return row | {key.replace("_", " "): value for key, value in cells.items()}


def test_an_order_says_when_it_was_sent_what_was_promised_and_its_tracking() -> None:
    assert sales(report(sold())) == [
        SalesOrderRow(
            row=4,
            order_id="11-10000-00001",
            name="149",
            ordered_at=day(5, 10),
            currency="USD",
            lines=(SalesLineRow(1, "Lamp", 1, Decimal("90.00"), "L-1"),),
            subtotal=Decimal("90.00"),
            shipping=Decimal("5.00"),
            tax=Decimal("0.00"),
            total=Decimal("97.99"),
            fulfilment_status="fulfilled",
            fulfilled_at=day(6, 10),
            country="US",
            tracking_numbers=("9400111899560000000001",),
            promised_on=date(2026, 10, 20),
            buyer="buyer_one",
        )
    ]
    assert "lovelace" not in str(sales(report(sold()))).casefold()


def test_the_report_says_nothing_of_refunds_and_so_nothing_of_the_payment() -> None:
    [row] = sales(report(sold()))
    assert (row.financial_status, row.refunded_amount) == ("", None)


def test_the_line_that_sums_up_is_not_counted_beside_its_items() -> None:
    stream = report(
        sold(),
        summary(),
        item("Strip", "US $8.00", "2", Tracking_Number="LP00675700340000"),
        item("Cap", "US $12.00", Tracking_Number="LP00675700340000 LP00675700340001"),
        sold("118", "11-10000-00002"),
    )
    first, whole, last = sales(stream)
    assert (first.order_id, last.order_id) == ("11-10000-00001", "11-10000-00002")
    assert [(line.title, line.quantity, line.price) for line in whole.lines] == [
        ("Strip", 2, Decimal("8.00")),
        ("Cap", 1, Decimal("12.00")),
    ]
    assert (whole.subtotal, whole.total, whole.row) == (Decimal("28.00"), Decimal("33.00"), 5)
    assert whole.tracking_numbers == ("LP00675700340000", "LP00675700340001")


def test_what_was_sold_for_is_the_price_of_all_pieces_where_one_cannot_cost_so_much() -> None:
    [row] = sales(report(sold(Quantity="3", Total_Price="US $95.00")))
    assert (row.lines[0].price, row.subtotal) == (Decimal("30.00"), Decimal("90.00"))
    [row] = sales(report(sold(Quantity="3", Total_Price="US $275.00")))
    assert (row.lines[0].price, row.subtotal) == (Decimal("90.00"), Decimal("270.00"))


def test_an_order_without_a_number_is_known_by_its_record() -> None:
    [row] = sales(report(sold("145", "", Shipped_On_Date="", Tracking_Number="")))
    assert (row.order_id, row.name) == ("145", "145")
    assert (row.fulfilment_status, row.fulfilled_at, row.tracking_numbers) == ("", None, ())


@pytest.mark.parametrize(
    "footer",
    [
        "",
        '\n"3 record(s) downloaded"\n"Seller ID : bright"\n',
        '3,"record(s) downloaded, from Sep-01-26 to Sep-30-26"\nSeller ID : bright,,,\n',
        "3 Datensätze heruntergeladen\nVerkäufer: bright\n",
    ],
)
def test_the_footer_is_no_order(footer: str) -> None:
    assert [row.name for row in sales(report(sold(), footer=footer))] == ["149"]


@pytest.mark.parametrize(
    "written", ["Oct-05-26", "05-Oct-26", "05-oct.-26", "5-Okt-26", "Oct-05-26 00:00:00"]
)
@pytest.mark.parametrize(
    ("money", "currency"),
    [("AU $3,000.00", "AUD"), ("EUR 3.000,00", "EUR"), ("3 000,00 €", "EUR"), ("$3,000.00", None)],
)
def test_dates_and_money_of_every_site_are_read(written: str, money: str, currency: str | None) -> None:
    amounts = {
        "Sold_For": money,
        "Total_Price": money,
        "Shipping_And_Handling": "",
        "Seller_Collected_Tax": "",
    }
    [row] = sales(report(sold(Sale_Date=written, **amounts), delimiter=";"))
    assert (row.ordered_at, row.total, row.currency) == (day(5, 10), Decimal("3000.00"), currency)


def test_australia_and_britain_write_postage() -> None:
    header = ["Sales record number", "Order number", "Item number", "Item title", "Quantity", "Sale date"]
    more = ["Sold for", "Postage and packaging", "Post to country", "Posted on date"]
    cells = "7,04-15250-08826,22,Lamp,1,26-May-26,£9.99,£2.50,United Kingdom,27-May-26"
    [row] = sales(io.BytesIO(f"{','.join([*header, *more])}\n{cells}\n".encode()))
    assert (row.shipping, row.currency, row.country, row.fulfilled_at) == (
        Decimal("2.50"),
        "GBP",
        "GB",
        day(27, 5),
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Sale_Date": "05/10/26"}, ("Sale Date", "05/10/26", "date")),
        ({"Sale_Date": ""}, ("Sale Date", "", "missing")),
        ({"Sold_For": "US $1.2.3"}, ("Sold For", "", "money")),
        ({"Total_Price": "EUR 97,99"}, ("Sold For", "US $90.00", "currencies_differ")),
        ({"Quantity": "many"}, ("Quantity", "", "quantity")),
        ({"Item_Title": ""}, ("Item Title", "", "missing")),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_order_and_no_other(
    cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    found = read(report(sold(**cells), sold("148", "11-10000-00002")))
    assert [row.order_id for row in found if isinstance(row, SalesOrderRow)] == ["11-10000-00002"]
    assert errors(report(sold(**cells)))[0] == (4, *expected)


def test_files_put_together_do_not_double_an_order() -> None:
    once = [summary(), item("Strip", "US $14.00"), item("Cap", "US $14.00")]
    [row] = sales(report(*once, *once))
    assert len(row.lines) == 2
