"""Tests of how statements are named and laid out for staging."""

import doctest
import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from statements import stage
from statements.stage import (
    LINES,
    STATEMENTS,
    fit_names,
    line_rows,
    name_fault,
    source_of,
    statement_row,
)
from statements.statement import Line, Statement

KEY = (UUID(int=1), UUID(int=2))


def statement(account: str | None = "A") -> Statement:
    """Build a statement of one line."""
    line = Line(line_no=5, booked=date(2026, 1, 2), amount=-7, memo="rent", reference="R1")
    return Statement(statement_no=1, line_no=3, digest=b"d" * 32, account=account, lines=(line,))


def test_the_examples_hold() -> None:
    assert doctest.testmod(stage).failed == 0


def test_a_file_outside_of_the_base_is_named_by_its_whole_path() -> None:
    assert source_of(Path("/data/a.sta"), Path("/elsewhere")) == "/data/a.sta"


def test_the_base_may_be_written_in_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert source_of(Path("bank/a.sta"), tmp_path) == "bank/a.sta"
    assert source_of(tmp_path / "bank" / "a.sta", Path("bank")) == "a.sta"
    assert source_of(Path("other/../bank/a.sta"), tmp_path / "other" / "..") == "bank/a.sta"


@pytest.mark.parametrize("name", ["clearing", "opening", "gap", "suspense"])
def test_the_names_of_the_ledger_are_no_source(name: str) -> None:
    assert "rename the file" in (name_fault(name) or "")
    assert name_fault(f"{name}.sta") is None


def test_both_sides_of_the_longest_name() -> None:
    assert name_fault("f" * 139) is None
    assert "140 signs" in (name_fault("f" * 140) or "")


def test_both_sides_of_the_longest_name_with_an_account() -> None:
    (fits,) = fit_names("f" * 130, [statement("A" * 9)])
    (long,) = fit_names("f" * 130, [statement("A" * 10)])
    assert fits.fault is None
    assert long.fault is not None
    assert long.account is None
    assert long.lines == ()


def test_rows_have_the_columns_that_copy_names() -> None:
    for query, row in (
        (STATEMENTS, statement_row(*KEY, "a.sta", statement())),
        (LINES, next(line_rows(*KEY, statement()))),
    ):
        columns = re.findall(r"\w+", query.partition("(")[2].partition(")")[0])
        assert len(columns) == len(row)


def test_a_line_is_known_by_its_place() -> None:
    (row,) = line_rows(*KEY, statement())
    assert row == (*KEY, 1, 1, 5, date(2026, 1, 2), -7, None, "rent", "R1")
