"""Tables of no known kind: what their columns are guessed to be, and how they are read by an answer."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from orders import importers
from orders.importers import (
    FileError,
    Mapping,
    Outcome,
    RowError,
    RowProblem,
    SalesOrderRow,
    Source,
    SupplierOrderRow,
    TableKind,
    guess_mapping,
    outline,
)
from orders.importers.mapping import DayForm, DecimalForm
from tests.orders.importers.files import workbook
from tests.orders.importers.own_tables import GERMAN, SALES, guess, stream


def read(text: str, mapping: Mapping) -> list[object]:
    return list(importers.read(stream(text), Source.TABLE, mapping=mapping))


def supplier_orders(text: str, mapping: Mapping) -> list[SupplierOrderRow]:
    found = read(text, mapping)
    rows = [row for row in found if isinstance(row, SupplierOrderRow)]
    assert rows == found
    return rows


def problems(text: str, mapping: Mapping) -> list[tuple[int, str, str]]:
    return [(row.row, row.column, row.problem) for row in read(text, mapping) if isinstance(row, RowError)]


def test_a_table_is_outlined_in_every_form() -> None:
    for delimiter, encoding in ((";", "cp1252"), ("\t", "utf-16"), (",", "utf-8-sig")):
        text = "Meine Bestellungen\n\n" + GERMAN.replace(",", ".").replace(";", delimiter)
        seen = outline(stream(text, encoding))
        assert (seen.delimiter, seen.encoding) == (delimiter, encoding)
        assert seen.header[:2] == ["Bestellnummer", "Lieferant"]
        assert [row[0] for row in seen.sample] == ["A1", "A2"]


def test_a_workbook_is_outlined_by_its_first_sheet_that_has_a_table() -> None:
    rows: list[dict[str, object]] = [
        {"Bestellnummer": "A1", "Lieferant": "Bright", "Bestellt": date(2026, 3, 31)}
    ]
    book = workbook(rows, header=["Bestellnummer", "Lieferant", "Bestellt"])
    seen = outline(book)
    assert (seen.header, seen.sample) == (
        ["Bestellnummer", "Lieferant", "Bestellt"],
        [["A1", "Bright", "2026-03-31 00:00:00"]],
    )
    mapping = guess_mapping(seen.header, seen.sample)
    [row] = importers.read(book, Source.TABLE, mapping=mapping)
    assert isinstance(row, SupplierOrderRow)
    assert (row.order_id, row.ordered_on) == ("A1", date(2026, 3, 31))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"Dear customer\nhow are you\n", "not_a_table"),
        (b"1,2,3\n4,5,6\n", "not_a_table"),
        (b"\x00\x01,\x02\n", "not_a_table"),
        (b"PK\x03\x04", "damaged_workbook"),
        (b"\xd0\xcf\x11\xe0", "old_workbook"),
    ],
)
def test_what_is_no_table_has_no_outline(content: bytes, problem: str) -> None:
    with pytest.raises(FileError) as refused:
        outline(io.BytesIO(content))
    assert refused.value.problem == problem


def test_a_german_table_is_guessed_and_read() -> None:
    mapping = guess(GERMAN)
    assert mapping.columns == {
        "order id": 0,
        "supplier": 1,
        "product": 2,
        "quantity": 3,
        "cost": 4,
        "ordered": 5,
        "shipped": 6,
        "delivered": 7,
        "tracking number": 8,
        "outcome": 9,
    }
    assert set(mapping.guessed) == set(mapping.columns)
    assert (mapping.day_form, mapping.decimal_form, mapping.currency) == ("day_first", "comma", "EUR")
    # What "angekommen" says of the goods is for the owner to say.
    assert mapping.outcomes == {"angekommen": "", "verloren": "lost"}
    first, second = supplier_orders(GERMAN, mapping)
    assert first == SupplierOrderRow(
        row=2,
        marketplace="aliexpress",
        order_id="A1",
        supplier="Bright",
        products=("LED",),
        quantity=2,
        cost=Decimal("1234.50"),
        currency="EUR",
        ordered_on=date(2026, 3, 31),
        shipped_on=date(2026, 4, 2),
        delivered_on=date(2026, 4, 20),
        tracking_numbers=("LP1",),
    )
    assert (second.outcome, second.delivered_on) == (Outcome.LOST, None)


@pytest.mark.parametrize(
    "header",
    [
        "Order number,Vendor,Item,Qty,Amount,Order date,Tracking no",
        "N° commande,Fournisseur,Produit,Quantité,Montant,Date de commande,Numéro de suivi",
        "Número de pedido,Proveedor,Artículo,Cantidad,Importe,Fecha del pedido,Número de seguimiento",
        "Numero ordine,Fornitore,Prodotto,Quantità,Importo,Data ordine,Numero di tracciamento",
        "Nr zamówienia,Dostawca,Produkt,Ilość,Kwota,Data zamówienia,Numer przesyłki",
        "Bestelnummer,Leverancier,Artikel,Aantal,Bedrag,Besteldatum,Trackingcode",
        "订单号,供应商,商品名称,数量,金额,下单时间,运单号",
    ],
)
def test_the_words_of_many_languages_are_known(header: str) -> None:
    mapping = guess(header + "\nA1,Bright,Lamp,1,2.50,2026-03-31,LP1\n")
    assert list(mapping.columns) == [
        *("order id", "supplier", "product", "quantity", "cost", "ordered", "tracking number"),
    ]


def test_days_are_read_one_way_or_not_at_all() -> None:
    header = "order no,supplier,ordered\n"
    assert guess(header + "1,a,03/04/2026\n2,a,13/04/2026\n").day_form == DayForm.DAY_FIRST
    assert guess(header + "1,a,03/04/2026\n2,a,03/14/2026\n").day_form == DayForm.MONTH_FIRST
    doubtful = header + "1,a,03/04/2026\n2,a,2026-03-05\n3,a,5 March 2026\n4,a,2026/3/6 14:05\n"
    mapping = guess(doubtful)
    assert mapping.day_form == DayForm.UNKNOWN
    assert problems(doubtful, mapping) == [(2, "ordered", RowProblem.DAY_OR_MONTH)]
    told = supplier_orders(doubtful, replace(mapping, day_form=DayForm.DAY_FIRST))
    assert [row.ordered_on for row in told] == [
        date(2026, 4, 3),
        date(2026, 3, 5),
        date(2026, 3, 5),
        date(2026, 3, 6),
    ]
    # Days that contradict each other leave it open, too.
    assert guess(header + "1,a,13/04/2026\n2,a,03/14/2026\n").day_form == DayForm.UNKNOWN


@pytest.mark.parametrize(
    ("form", "cell", "amount"),
    [
        (DecimalForm.COMMA, "1.234", "1234"),
        (DecimalForm.POINT, "1,234", "1234"),
        (DecimalForm.POINT, "1,23,456.70", "123456.70"),
        (DecimalForm.COMMA, "1 234,5", "1234.5"),
        (DecimalForm.POINT, "USD 12.50", "12.50"),
        (DecimalForm.COMMA, "1.23", None),
        (DecimalForm.POINT, "1.234", None),
        (DecimalForm.POINT, "-5.00", None),
        (DecimalForm.POINT, "12345678901", None),
        (DecimalForm.UNKNOWN, "1.234", None),
        (DecimalForm.UNKNOWN, "1.234,50", "1234.50"),
    ],
)
def test_amounts_are_read_in_the_form_that_was_named(
    form: DecimalForm, cell: str, amount: str | None
) -> None:
    mapping = Mapping(TableKind.SUPPLIER_ORDERS, {"order id": 0, "cost": 1, "ordered": 2}, decimal_form=form)
    [row] = read(f"order\tsum\tdate\n1\t{cell}\t2026-03-01\n", mapping)
    if amount is None:
        assert isinstance(row, RowError)
        assert row.problem == RowProblem.MONEY
    else:
        assert isinstance(row, SupplierOrderRow)
        assert row.cost == Decimal(amount)


def test_an_amount_in_another_currency_than_the_table_is_refused() -> None:
    mapping = Mapping(TableKind.SUPPLIER_ORDERS, {"order id": 0, "cost": 1, "ordered": 2}, currency="USD")
    assert problems("order,sum,date\n1,5.00 €,2026-03-01\n", mapping) == [(2, "sum", "currencies_differ")]
    [row] = supplier_orders("order,sum,date\n1,5.00,2026-03-01\n", mapping)
    assert row.currency == "USD"
    [row] = supplier_orders("order,sum,date\n1,5.00 €,2026-03-01\n", replace(mapping, currency=""))
    assert row.currency == "EUR"


def test_what_the_table_does_not_say_is_taken_from_the_answer() -> None:
    mapping = Mapping(
        TableKind.SUPPLIER_ORDERS,
        {"order id": 0, "ordered": 1},
        supplier="Shenzhen Bright",
        marketplace="temu",
        currency="USD",
    )
    [row] = supplier_orders("order,date\n1,2026-03-01\n", mapping)
    assert (row.supplier, row.marketplace, row.products, row.quantity) == (
        "Shenzhen Bright",
        "temu",
        (),
        None,
    )


def test_a_row_without_an_id_is_refused() -> None:
    mapping = Mapping(TableKind.SUPPLIER_ORDERS, {"order id": 0, "ordered": 1})
    assert problems("order,date\n,2026-03-01\n", mapping) == [(2, "order", RowProblem.MISSING)]


def test_a_word_that_nobody_explained_is_refused() -> None:
    mapping = Mapping(
        TableKind.SUPPLIER_ORDERS, {"order id": 0, "outcome": 1}, outcomes={"weg": "lost", "da": ""}
    )
    text = "order,state\n1,Weg\n2,da\n3,huh\n4,clean\n"
    assert problems(text, mapping) == [(4, "state", RowProblem.OUTCOME)]
    found = [row.outcome for row in read(text, mapping) if isinstance(row, SupplierOrderRow)]
    assert found == [Outcome.LOST, None, Outcome.CLEAN]


def test_customers_orders_are_guessed_and_read() -> None:
    mapping = guess(SALES)
    assert mapping.kind == TableKind.SALES_ORDERS
    assert mapping.day_form == DayForm.MONTH_FIRST
    first, second = read(SALES, mapping)
    assert isinstance(first, SalesOrderRow)
    assert isinstance(second, SalesOrderRow)
    assert (first.order_id, first.total, first.buyer, first.ordered_at) == (
        "1",
        Decimal("5.00"),
        "ada@example.invalid",
        datetime(2026, 3, 14, 14, 5, tzinfo=UTC),
    )
    assert [(line.position, line.title, line.quantity, line.price) for line in first.lines] == [
        (1, "Lamp", 2, Decimal("1.50")),
        (2, "Strip", 1, Decimal("2.00")),
    ]
    assert second.row == 4


def test_rows_of_a_customers_order_that_disagree_are_refused() -> None:
    text = SALES.replace("1,,,Strip,1,$2.00,", "1,,,Strip,1,$2.00,$9.00")
    assert problems(text, guess(SALES)) == [(3, "Total", RowProblem.ROWS_DISAGREE)]
    undated = SALES.replace("03/02/2026", "")
    assert problems(undated, guess(SALES)) == [(4, "Date", RowProblem.MISSING)]
