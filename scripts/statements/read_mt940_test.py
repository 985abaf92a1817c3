"""Tests of reading MT940: small texts by hand, a real file, and what damage does to it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statements.read_mt940 import read_mt940
from statements.statement import Statement

EXPONENTS = {"EUR": 2, "JPY": 0, "KWD": 3}

REAL = (Path(__file__).parents[1] / "data/mt940/ASNB/mt940.txt").read_bytes()

# A statement whose parts a test replaces: the line is {1}.
WHOLE = """:20:REF
:25:ACCOUNT
:28C:5/1
:60F:C260101EUR100,00
{line}
:86:rent
:62F:C260102EUR{closing}
-
"""


def read(text: str) -> list[Statement]:
    """Read a text."""
    return read_mt940(text.encode(), EXPONENTS)


def read_line(line: str, closing: str = "90,00") -> Statement:
    """Read the statement that has the line."""
    (statement,) = read(WHOLE.format(line=line, closing=closing))
    return statement


def test_a_statement_is_read_whole() -> None:
    statement = read_line(":61:2601020103D10,00NTRFNONREF//BANK 1\nSupplement")
    (line,) = statement.lines
    assert statement.fault is None
    assert (statement.statement_no, statement.line_no) == (1, 1)
    assert (statement.account, statement.reference) == ("ACCOUNT", "REF 5/1")
    assert (statement.currency, statement.opening, statement.closing) == ("EUR", 10000, 9000)
    assert (statement.opening_date, statement.closing_date) == (
        date(2026, 1, 1),
        date(2026, 1, 2),
    )
    assert (line.line_no, line.booked, line.amount) == (5, date(2026, 1, 3), -1000)
    assert (line.memo, line.reference) == ("rent", "BANK 1")


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        (":61:260102C10,NTRF", 1000),
        (":61:260102D10,NTRF", -1000),
        (":61:260102RC10,NTRF", -1000),
        (":61:260102RD10,NTRF", 1000),
        (":61:260102CR10,NTRF", 1000),
        (":61:260102DR10,NTRF", -1000),
        (":61:260102RCR10,NTRF", -1000),
        (":61:260102C10NTRF", 1000),
        (":61:260102    C10,00NTRF", 1000),
        (":61:260102C10,00 NTRF", 1000),
        (":61:260102C0,00NTRF", 0),
        (":61:260102C10,00NTRFNL00BANK0123456789012345678901234", 1000),
    ],
)
def test_a_mark_and_an_amount_are_read_as_the_bank_means_them(line: str, amount: int) -> None:
    statement = read_line(line)
    assert statement.fault is None
    assert [line.amount for line in statement.lines] == [amount]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (":61:260102C10,001NTRF", "finer than its currency"),
        (":61:260102C1.000,00NTRF", ":61:"),
        (":61:260102C1,0,0NTRF", ":61:"),
        (":61:260102C$10,00NTRF", ":61:"),
        (":61:260230C10,00NTRF", "can't be read"),
        (":61:2601020230C10,00NTRF", "can't be read"),
        (":61:C10,00NTRF", ":61:"),
        (":61:260102C12345678901234567,00NTRF", "Line 5"),
        (":61:260102C1,\n:61:", ":61:"),
        (":25:OTHER", "second account"),
        (":60F:C260101EUR1,00", "second opening"),
        (":62F:C260101EUR1,00", "second closing"),
        (":28:6", "second number"),
    ],
)
def test_what_does_not_read_is_a_fault_of_the_statement(line: str, says: str) -> None:
    statement = read_line(line)
    assert says in (statement.fault or "")
    assert (statement.fault or "").startswith(("Line 5: ", "Line 6: ", "Line 7: "))
    assert statement.lines == ()


@pytest.mark.parametrize(
    ("closing", "says"),
    [
        ("90.00", ":62F:"),
        ("90,00 EUR", ":62F:"),
        ("90,001", "finer"),
        ("9" * 20, "beyond"),
    ],
)
def test_a_balance_is_read_to_its_end_or_not_at_all(closing: str, says: str) -> None:
    statement = read_line(":61:260102C10,NTRF", closing)
    assert says in (statement.fault or "")


def test_a_balance_may_have_many_zeros_in_front() -> None:
    assert read_line(":61:260102C10,NTRF", "0000000000000000090,12").closing == 9012


@pytest.mark.parametrize(
    ("currency", "units"), [("EUR", 9012), ("JPY", None), ("KWD", 90120), ("XXX", None)]
)
def test_the_currency_says_what_a_minor_unit_is(currency: str, units: int | None) -> None:
    (statement,) = read(f":20:R\n:25:A\n:60F:C260101{currency}0,\n:62F:C260101{currency}90,12\n")
    assert statement.closing == units
    assert (statement.fault is None) == (units is not None)


def test_two_currencies_are_a_fault() -> None:
    (statement,) = read(":20:R\n:25:A\n:60F:C260101EUR0,\n:62F:C260101JPY0,\n")
    assert statement.fault == "Line 4: the balances are in EUR and JPY."


def test_years_of_two_digits_lie_between_1980_and_2079() -> None:
    (statement,) = read(":20:R\n:25:A\n:60F:C800101EUR0,\n:62F:C791231EUR0,\n")
    assert statement.opening_date == date(1980, 1, 1)
    assert statement.closing_date == date(2079, 12, 31)


def test_lines_without_a_type_are_lines_of_their_own() -> None:
    statement = read_line(":61:2601020102CN5,00//1\n:86:one\n:61:2601020102DN15,00//2")
    assert [(line.amount, line.memo) for line in statement.lines] == [(500, "one"), (-1500, "rent")]


def test_a_dash_in_a_text_ends_no_statement() -> None:
    statement = read_line(":61:260102D10,NTRF\n:86:for\n- and -\n-more")
    assert (statement.closing, len(statement.lines)) == (9000, 1)


def test_an_interim_report_is_refused() -> None:
    (statement,) = read(":20:R\n:25:A\n:28C:1\n:34F:EURD0,\n:13D:2601021200+0100\n:61:260102C1,\n")
    assert statement.fault == "Line 4: this is an MT942, an interim report."


def test_lines_may_end_with_a_carriage_return_alone() -> None:
    text = ":20:R\r:25:A\r:60F:C260101EUR1,\r:61:260102C1,NTRF\r:62F:C260101EUR2,\r-\r"
    (statement,) = read(text)
    assert (statement.fault, statement.closing, len(statement.lines)) == (None, 200, 1)


def test_text_in_latin_1_is_read() -> None:
    text = WHOLE.format(line=":61:260102D10,NTRF", closing="90,00").replace("rent", "Müller")
    (statement,) = read_mt940(text.encode("latin-1"), EXPONENTS)
    assert [line.memo for line in statement.lines] == ["Müller"]


def test_a_fragment_lacks_what_it_lacks_and_is_no_fault() -> None:
    (statement,) = read(":62F:C260101EUR1,00")
    assert (statement.fault, statement.account, statement.opening) == (None, None, None)
    assert statement.closing == 100


@pytest.mark.parametrize("text", ["", "\n\n", "no statement", "{1:F01}{2:O940}{4:\n-}"])
def test_a_file_without_a_statement_says_so(text: str) -> None:
    (statement,) = read(text)
    assert statement.fault == "There is no statement in the file."


def test_statements_end_at_their_mark_or_at_the_next_reference() -> None:
    one = ":20:R\n:25:A\n:60F:C260101EUR1,\n:62F:C260101EUR1,\n"
    places = [statement.line_no for statement in read(f"{one}-\n{one}{one}-}}{{5:}}\n\n{one}")]
    assert places == [1, 6, 10, 16]


def test_what_surrounds_a_statement_does_not_change_its_digest() -> None:
    one = ":20:R\n:25:A\n:60F:C260101EUR1,\n:62F:C260101EUR1,\n"
    (alone,) = read(one)
    digests = {
        statement.digest
        for text in (f"{one}-\n", f"{{4:\n{one}-}}", one.replace("\n", "\r\n"), f"\ufeff{one}\n\n")
        for statement in read(text)
    }
    assert digests == {alone.digest}


def test_a_real_file_is_read_to_the_unit() -> None:
    statements = read_mt940(REAL, EXPONENTS)
    lines = [line.amount for statement in statements for line in statement.lines]
    assert len(statements) == 31
    assert {statement.fault for statement in statements} == {None}
    assert {statement.account for statement in statements} == {"NL81ASNB9999999999"}
    assert (statements[0].opening, statements[-1].closing) == (44429, 50123)
    assert (len(lines), sum(amount for amount in lines if amount > 0)) == (8, 282890)
    assert sum(lines) == 50123 - 44429


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_damage_is_a_fault_or_does_no_harm(data: st.DataObject) -> None:
    lines = REAL.split(b"\n")[:60]
    i, j = sorted(data.draw(st.tuples(*[st.integers(0, len(lines) - 1)] * 2)))
    damage = data.draw(st.sampled_from(["cut", "double", "swap", "flip"]))
    if damage == "cut":
        lines = [*lines[:i], lines[i][: len(lines[i]) // 2]]
    elif damage == "double":
        lines.insert(j, lines[i])
    elif damage == "swap":
        lines[i], lines[j] = lines[j], lines[i]
    else:
        line = bytearray(lines[i] or b" ")
        line[data.draw(st.integers(0, len(line) - 1))] = data.draw(st.integers(0, 255))
        lines[i] = bytes(line)
    for statement in read_mt940(b"\n".join(lines), EXPONENTS):
        assert statement.fault is None or statement.lines == ()
        assert len(statement.digest) == 32
