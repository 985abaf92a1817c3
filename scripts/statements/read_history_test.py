"""Tests of how a history of many accounts is read, in rows of our own making."""

import doctest
import random
from datetime import date
from pathlib import Path

import pytest

from statements import read_history as module
from statements.read_history import COLUMNS, read_history
from statements.statement import Statement

DATA = Path(__file__).parents[1] / "data/history/trans.asc"
HEADER = ";".join(f'"{name}"' for name in COLUMNS)
EXPONENTS = {"CZK": 2}


def row(trans_id: int, amount: str, balance: str, kind: str = "PRIJEM", **other: str) -> str:
    """Write one row."""
    account, day = other.get("account", "9"), other.get("day", "930103")
    return f'{trans_id};{account};{day};"{kind}";"VKLAD";{amount};{balance};"";;'


def read(*rows: str, end: str = "\r\n") -> list[Statement]:
    """Read a text of these rows."""
    text = "\r\n".join([HEADER, *rows]) + end
    return list(read_history(text.encode().splitlines(keepends=True), EXPONENTS))


def test_the_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


def test_an_account_is_one_statement_that_begins_with_nothing() -> None:
    first, second = read(
        row(7, "600.00", "600.00"),
        row(8, "5.50", "5.50", account="4"),
        row(9, "0.10", "599.90", "VYBER", day="930204"),
    )
    assert (first.statement_no, first.account, first.currency) == (1, "9", "CZK")
    assert (first.opening, first.closing) == (0, 59990)
    assert (first.opening_date, first.closing_date) == (date(1993, 1, 3), date(1993, 2, 4))
    assert [(line.line_no, line.amount, line.balance, line.reference) for line in first.lines] == [
        (2, 60000, 60000, "7"),
        (4, -10, 59990, "9"),
    ]
    assert (second.statement_no, second.account, second.line_no, second.closing) == (2, "4", 3, 550)


def test_rows_of_a_day_stand_where_their_balances_fit() -> None:
    (statement,) = read(
        row(1, "20.00", "100.00", "VYDAJ"),
        row(2, "30.00", "120.00", "VYDAJ"),
        row(3, "50.00", "150.00"),
        row(4, "100.00", "100.00"),
        row(6, "0.00", "150.00"),
        row(5, "0.00", "150.00"),
        row(9, "1.00", "1.00", day="930102"),
    )
    assert [line.reference for line in statement.lines] == ["9", "4", "3", "5", "6", "2", "1"]


def test_the_same_rows_in_another_order_are_the_same_statement() -> None:
    rows = DATA.read_text().splitlines()[1:-1]
    shuffled = random.Random(5).sample(rows, len(rows))
    assert shuffled != rows
    digests = [{s.account: s.digest for s in read(*order)} for order in (rows, shuffled)]
    assert digests[0] == digests[1]


def test_another_content_is_another_statement() -> None:
    texts = [row(1, "5.00", "5.00"), row(1, "5.00", "5.01"), row(2, "5.00", "5.00")]
    assert len({read(text)[0].digest for text in texts}) == len(texts)


def test_a_cut_last_row_is_told_with_its_line_and_refuses_no_account() -> None:
    whole, cut = read(row(1, "5.00", "5.00"), '2;9;930104;"PRIJE', end="")
    assert (whole.closing, whole.fault) == (500, None)
    assert (cut.is_cut, cut.line_no, cut.account, cut.statement_no) == (True, 3, None, 2)
    assert cut.fault == "The file ends in the middle of the row."


@pytest.mark.parametrize(
    ("damaged", "fault"),
    [
        (row(2, "1.005", "6.00"), "finer than its currency"),
        (row(2, "$1.00", "6.00"), "can't be read"),
        (row(2, "-1.00", "6.00"), "below zero"),
        (row(2, "1.00", "6,00"), "can't be read"),
        (row(2, "1.00", "6.00", "PRIJMY"), "type is 'PRIJMY'"),
        (row(2, "1.00", "6.00", day="930230"), "no day 930230"),
        (row(2, "1.00", "6.00", day="93021"), "not of the form"),
        (row(2, "9" * 40, "6.00"), "beyond"),
        (row(1, "1.00", "6.00"), "earlier row with the trans_id 1"),
        (row(2, "1.00", "6.00").replace('"VKLAD"', '"VKLAD'), "0 fields"),
    ],
)
def test_a_damaged_row_refuses_its_account_and_no_other(damaged: str, fault: str) -> None:
    torn, other = read(row(1, "5.00", "5.00"), damaged, row(3, "2.00", "2.00", account="4"))
    assert torn.fault is not None
    assert torn.fault.startswith("Line 3: ")
    assert fault in torn.fault
    assert torn.lines == ()
    assert (other.account, other.closing, other.fault) == ("4", 200, None)


def test_a_row_that_names_no_account_is_refused_by_itself() -> None:
    whole, torn = read(row(1, "5.00", "5.00"), "2;9")
    assert whole.fault is None
    assert (torn.account, torn.line_no, torn.is_cut) == (None, 3, False)
    assert "fields" in (torn.fault or "")


@pytest.mark.parametrize("text", [b"", b":20:X\n:25:ACC\n", b"\xff\xfe\n"])
def test_what_is_no_history_is_refused_as_a_whole(text: bytes) -> None:
    (statement,) = read_history(text.splitlines(keepends=True), EXPONENTS)
    assert statement.fault is not None
    assert statement.lines == ()
