"""Tests of what a statement is made of."""

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import statement
from statements.statement import (
    AMOUNT_LIMIT,
    BALANCE_LIMIT,
    UnreadableError,
    digest_of,
    minor_units,
    plain_text,
)

EXPONENTS = st.integers(0, 4)


def test_the_examples_hold() -> None:
    assert doctest.testmod(statement).failed == 0


@given(st.integers(-AMOUNT_LIMIT, AMOUNT_LIMIT), EXPONENTS)
def test_an_amount_is_counted_to_the_unit(units: int, exponent: int) -> None:
    assert minor_units(Decimal(units).scaleb(-exponent), exponent) == units


@given(st.integers(-BALANCE_LIMIT, BALANCE_LIMIT), EXPONENTS)
def test_a_balance_is_counted_to_the_unit(units: int, exponent: int) -> None:
    assert minor_units(Decimal(units).scaleb(-exponent), exponent, BALANCE_LIMIT) == units


@given(st.integers(1, AMOUNT_LIMIT), EXPONENTS)
def test_what_is_finer_than_the_currency_is_no_amount(units: int, exponent: int) -> None:
    finer = Decimal(10 * units + 1).scaleb(-exponent - 1)
    with pytest.raises(UnreadableError, match="finer than its currency"):
        minor_units(finer, exponent, limit=10**20)


@pytest.mark.parametrize("zeros", ["10.500", "10.50", "10.5", "1050E-2", "0000010.5"])
def test_zeros_behind_the_last_digit_are_no_finer_amount(zeros: str) -> None:
    assert minor_units(Decimal(zeros), 2) == 1050


def test_both_sides_of_the_limit() -> None:
    assert minor_units(Decimal("10000000000000.00"), 2) == AMOUNT_LIMIT
    with pytest.raises(UnreadableError, match="beyond"):
        minor_units(Decimal("10000000000000.01"), 2)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1E+400", "sNaN"])
def test_what_is_no_number_is_no_amount(text: str) -> None:
    with pytest.raises(UnreadableError, match="beyond"):
        minor_units(Decimal(text), 2)


@given(st.text(max_size=400), st.integers(1, 200))
def test_text_is_one_printable_line_within_its_limit(text: str, limit: int) -> None:
    line = plain_text(text, limit)
    if line is not None:
        assert 1 <= len(line) <= limit
        assert line.isprintable()
        assert plain_text(line, limit) == line


def test_text_that_was_cut_shows_it() -> None:
    assert plain_text("one two three", 8) == "one two…"


@given(st.lists(st.binary(max_size=20).filter(lambda line: b"\n" not in line)))
def test_the_ends_of_lines_do_not_count_for_the_digest(lines: list[bytes]) -> None:
    bare = [line.rstrip(b"\r") for line in lines]
    assert digest_of(bare) == digest_of([line + b"\r" for line in bare])
    assert digest_of(bare) == digest_of([*bare, b"", b""])


def test_a_space_counts_for_the_digest() -> None:
    assert digest_of([b":20:A"]) != digest_of([b":20:A "])
