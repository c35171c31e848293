"""Every refusal of an importer has its sentence."""

import re

import pytest

from orders.importers import FileError, FileProblem, RowError, RowProblem
from orders.wording import FILE_SENTENCES, ROW_ADVICE, file_sentence, row_sentence

DETAILS = {
    FileProblem.NOT_RECOGNISED: {"header": "Date, 100%"},
    FileProblem.COLUMN_MISSING: {"columns": "product, quantity"},
    FileProblem.COLUMN_TWICE: {"column": "promised by"},
    FileProblem.QUOTE_NOT_CLOSED: {"row": "12"},
}


def test_every_problem_has_its_words_and_no_words_are_left_over() -> None:
    assert set(ROW_ADVICE) == set(RowProblem)
    assert set(FILE_SENTENCES) == set(FileProblem)


@pytest.mark.parametrize("problem", RowProblem)
def test_every_row_sentence_says_where_and_what_to_write(problem: RowProblem) -> None:
    sentence = row_sentence(RowError(12, "refunded %", "100%", problem))
    assert sentence.startswith("Row 12")
    assert sentence.endswith(".")
    assert "%(" not in sentence


@pytest.mark.parametrize("problem", FileProblem)
def test_every_file_sentence_is_whole(problem: FileProblem) -> None:
    sentence = file_sentence(FileError(problem, **DETAILS.get(problem, {})))
    assert sentence.endswith(".")
    assert "%(" not in sentence
    assert not re.search(r"[!_]", sentence)


def test_a_row_sentence_reads_as_a_person_would_say_it() -> None:
    error = RowError(12, "delivered", "31/13/2026", RowProblem.DATE)
    assert row_sentence(error) == "Row 12, “delivered” reads “31/13/2026”; write the date as 2026-03-31."
    error = RowError(3, "supplier", "", RowProblem.MISSING)
    assert row_sentence(error) == "Row 3, “supplier” is empty; fill it in."
    error = RowError(4, "", "", RowProblem.CELL_TOO_LONG)
    assert row_sentence(error) == "Row 4: one of its cells has more than 131,072 characters; shorten it."


def test_a_file_sentence_shows_what_was_read() -> None:
    error = FileError(FileProblem.QUOTE_NOT_CLOSED, row="12")
    assert file_sentence(error).startswith("Row 12 opens a quotation mark")
