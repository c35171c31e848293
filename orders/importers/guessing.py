"""Guess which column of a table is what, by the words of its header and the forms of its cells."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from orders.importers.amounts import to_money
from orders.importers.cells import CellError, to_outcome
from orders.importers.forms import day_forms, is_day, money_reader
from orders.importers.mapping import (
    SALES_FIELDS,
    SUPPLIER_FIELDS,
    WORDS_LIMIT,
    DayForm,
    DecimalForm,
    Mapping,
    TableKind,
    fingerprint,
    outcome_word,
)
from orders.importers.words import HEADINGS, OUTCOMES, SALES_ONLY, SUPPLIER_ONLY

_DAYS = {
    *("ordered", "promised by", "shipped", "delivered", "dispute opened", "refunded on"),
    *("fulfilled", "cancelled"),
}
_AMOUNTS = {"cost", "refunded amount", "price", "subtotal", "shipping", "tax", "discount", "total"}
# A column of free words is no outcome.
_OUTCOME_WORDS = 12


def guess_mapping(
    header: Sequence[str], sample: Sequence[Sequence[str]], kind: TableKind | None = None
) -> Mapping:
    """Return what the words of a header suggest; each field it names is marked as guessed.

    `kind` is what the rows are about where that is known. Days stay of unknown form, and words for how orders
    ended without a meaning, where the sample leaves a doubt.
    """
    columns = [[row[place] if place < len(row) else "" for row in sample] for place in range(len(header))]
    names = [folded(cell) for cell in header]
    kind = kind or _kind(names)
    places = _places(names, columns, SUPPLIER_FIELDS if kind == TableKind.SUPPLIER_ORDERS else SALES_FIELDS)
    guess = Mapping(
        kind=kind, columns=places, guessed=tuple(places), fingerprint=fingerprint(header), outcomes={}
    )
    return replace(
        guess,
        day_form=_day_form(cell for name in _DAYS & places.keys() for cell in columns[places[name]]),
        decimal_form=_decimal_form(
            [cell for name in _AMOUNTS & places.keys() for cell in columns[places[name]]]
        ),
        currency=_currency(cell for name in _AMOUNTS & places.keys() for cell in columns[places[name]]),
        outcomes=_outcomes(columns[places["outcome"]]) if "outcome" in places else {},
    )


def folded(text: str) -> str:
    """Return a heading without accents, case, and what is neither letter nor digit: `N° commande` is `n commande`."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ł", "l").replace("Ł", "l"))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare).casefold().split())


def _kind(names: Iterable[str]) -> TableKind:
    """Return what the rows are about: customers' orders only where more headings speak of customers."""
    found = list(names)
    sales = sum(any(word in name for word in SALES_ONLY) for name in found)
    supplier = sum(any(word in name for word in SUPPLIER_ONLY) for name in found)
    return TableKind.SALES_ORDERS if sales > supplier else TableKind.SUPPLIER_ORDERS


def _places(names: list[str], columns: list[list[str]], fields: Sequence[str]) -> dict[str, int]:
    """Return field -> place: headings that are a known word first, then those that begin or end with one."""
    places: dict[str, int] = {}
    for fits in (_is, _holds):
        for field in fields:
            for place, name in enumerate(names):
                free = field not in places and place not in places.values()
                if free and fits(name, HEADINGS.get(field, ())) and _suits(field, columns[place]):
                    places[field] = place
    return {field: places[field] for field in fields if field in places}


def _is(name: str, words: Sequence[str]) -> bool:
    return name in words


def _holds(name: str, words: Sequence[str]) -> bool:
    return any(len(word) > 3 and (name.startswith(f"{word} ") or name.endswith(f" {word}")) for word in words)


def _suits(field: str, cells: list[str]) -> bool:
    """Say whether most cells of a column have the form that a field needs."""
    filled = [cell for cell in cells if cell.strip()]
    if field in _DAYS:
        return 2 * sum(map(is_day, filled)) >= len(filled)
    if field in _AMOUNTS:
        return 2 * sum(map(_is_amount, filled)) >= len(filled)
    if field == "outcome":
        return len({outcome_word(cell) for cell in filled}) <= _OUTCOME_WORDS
    return True


def _is_amount(cell: str) -> bool:
    for form in DecimalForm:
        try:
            money_reader(form)(cell)
        except CellError:
            continue
        return True
    return False


def _day_form(cells: Iterable[str]) -> DayForm:
    """Return the one way in which every short day of the sample can be read; UNKNOWN where both or none fit."""
    forms = [found for cell in cells if (found := day_forms(cell))]
    if not forms:
        return DayForm.UNKNOWN
    common = frozenset.intersection(*forms)
    return next(iter(common)) if len(common) == 1 else DayForm.UNKNOWN


def _decimal_form(cells: list[str]) -> DecimalForm:
    """Return the one form that reads every amount of the sample; UNKNOWN where both or none do."""
    fitting = [
        form for form in (DecimalForm.POINT, DecimalForm.COMMA) if all(_reads(form, cell) for cell in cells)
    ]
    return fitting[0] if len(fitting) == 1 else DecimalForm.UNKNOWN


def _reads(form: DecimalForm, cell: str) -> bool:
    try:
        money_reader(form)(cell)
    except CellError:
        return False
    return True


def _currency(cells: Iterable[str]) -> str:
    """Return the one currency that the signs beside the amounts name; empty where they name none or several."""
    found = set()
    for cell in cells:
        try:
            money = to_money(cell)
        except CellError:
            continue
        if money is not None and money.amount:
            found.add(money.currency)
    return found.pop() or "" if len(found) == 1 else ""


def _outcomes(cells: Iterable[str]) -> dict[str, str]:
    """Return each word of the sample with its meaning, empty where that is for the owner to say."""
    words = list(dict.fromkeys(word for cell in cells if (word := outcome_word(cell))))[:WORDS_LIMIT]
    return {word: _meaning(word) for word in words}


def _meaning(word: str) -> str:
    try:
        outcome = to_outcome(word)
    except CellError:
        return OUTCOMES.get(folded(word), "")
    return outcome.value if outcome else ""
