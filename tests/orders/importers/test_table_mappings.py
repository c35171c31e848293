"""The answer to what the columns of a table are: whole or not used, known again, kept and refused."""

import pytest

from orders import importers
from orders.importers import FileError, FileProblem, Mapping, MappingError, Source, TableKind
from orders.importers.mapping import fingerprint
from tests.orders.importers.own_tables import GERMAN, SALES, guess, stream


def file_problem(text: str, mapping: Mapping | None) -> tuple[str, dict[str, str]]:
    with pytest.raises(FileError) as refused:
        list(importers.read(stream(text), Source.TABLE, mapping=mapping))
    return refused.value.problem, refused.value.details


def test_a_table_is_not_read_without_a_whole_answer() -> None:
    assert file_problem(GERMAN, None) == (FileProblem.NOT_MAPPED, {})
    nothing = Mapping(TableKind.SUPPLIER_ORDERS, {"product": 1})
    assert file_problem(GERMAN, nothing) == (FileProblem.NOT_MAPPED, {"columns": "order id, event"})
    undated = Mapping(TableKind.SALES_ORDERS, {"order id": 0})
    assert file_problem(GERMAN, undated) == (FileProblem.NOT_MAPPED, {"columns": "ordered"})


def test_an_answer_for_other_columns_is_not_used() -> None:
    mapping = guess(GERMAN)
    assert file_problem(GERMAN.replace("Lieferant", "Kunde"), mapping)[0] == FileProblem.OTHER_COLUMNS
    far = Mapping(TableKind.SUPPLIER_ORDERS, {"order id": 0, "ordered": 99})
    assert file_problem(GERMAN, far)[0] == FileProblem.OTHER_COLUMNS


def test_a_header_is_known_again_however_it_is_typed() -> None:
    assert fingerprint(["Order_ID", " Supplier ", ""]) == fingerprint(["order id", "SUPPLIER"])
    assert fingerprint(["a", "b"]) != fingerprint(["b", "a"])
    assert fingerprint(["a b"]) != fingerprint(["a", "b"])


def test_a_mapping_comes_back_from_json_as_it_was() -> None:
    for mapping in (guess(GERMAN), guess(SALES)):
        assert Mapping.from_json(mapping.to_json()) == mapping


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "other"},
        {"columns": None},
        {"columns": {"order id": -1}},
        {"columns": {"order id": True}},
        {"columns": {"order id": "0"}},
        {"columns": {"order id": 0, "ordered": 0}},
        {"columns": {"nothing": 0}},
        {"day_form": "year_first"},
        {"decimal_form": 3},
        {"currency": "XXX"},
        {"currency": ["USD"]},
        {"outcomes": {"a": "good"}},
        {"outcomes": []},
        {"outcomes": {3: "lost"}},
        {"marketplace": "x" * 41},
        {"supplier": "x" * 501},
        {"supplier": None},
        {"guessed": "order id"},
        {"guessed": [3]},
        {"fingerprint": "abc"},
        {"more": 1},
    ],
)
def test_a_mapping_that_is_none_is_refused(change: dict[str, object]) -> None:
    whole = Mapping(TableKind.SUPPLIER_ORDERS, {"order id": 0, "ordered": 1}).to_json()
    with pytest.raises(MappingError):
        Mapping.from_json(whole | change)


@pytest.mark.parametrize("said", [None, [], "x", 3, {}])
def test_what_is_no_object_is_no_mapping(said: object) -> None:
    with pytest.raises(MappingError):
        Mapping.from_json(said)
