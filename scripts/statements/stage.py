"""Puts the statements of a file into staging, as the loader, in one transaction."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import psycopg

from statements.statement import TEXT_LIMIT, Statement

Row = tuple[object, ...]

OWN_NAMES = frozenset({"clearing", "opening", "gap", "suspense"})
"""What the accounts on the other side are called: no source may have such a name."""

STATEMENTS = """
copy ledger.staged_statement (
    book_id, import_id, statement_no, source, line_no, account, currency,
    opening, opening_date, closing, closing_date, reference, digest, fault, is_cut
) from stdin
"""

LINES = """
copy ledger.staged_line (
    book_id, import_id, statement_no, place, line_no, value_date, amount, balance, memo,
    reference
) from stdin
"""


def source_of(file: Path, base: Path) -> str:
    """Return what a file is called in the ledger: its path below the base, else its whole path.

    >>> source_of(Path("/data/mt940/a.sta"), Path("/data"))
    'mt940/a.sta'
    """
    file, base = (Path(os.path.abspath(path)) for path in (file, base))  # noqa: PTH100 - no ..
    return (file.relative_to(base) if file.is_relative_to(base) else file).as_posix()


def name_fault(source: str) -> str | None:
    """Return why no statement can be booked under a source; None when one can."""
    if source in OWN_NAMES:
        return f"The accounts of the ledger are named {source}: rename the file."
    if len(source) >= TEXT_LIMIT:
        return f"The name has {len(source)} signs; with --base it is counted from a nearer folder."
    return None


def fit_names(source: str, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Refuse a statement whose account would have a name that is too long."""
    for statement in statements:
        if len(source) + 1 + len(statement.account or "") > TEXT_LIMIT:
            fault = statement.fault or "The name of the file and the account is too long together."
            yield replace(statement, account=None, fault=fault, lines=())
        else:
            yield statement


def statement_row(book_id: UUID, import_id: UUID, source: str, statement: Statement) -> Row:
    """Return the row of a statement, in the order of STATEMENTS."""
    return (
        book_id,
        import_id,
        statement.statement_no,
        source,
        statement.line_no,
        statement.account,
        statement.currency,
        statement.opening,
        statement.opening_date,
        statement.closing,
        statement.closing_date,
        statement.reference,
        statement.digest,
        statement.fault,
        statement.is_cut,
    )


def line_rows(book_id: UUID, import_id: UUID, statement: Statement) -> Iterator[Row]:
    """Return the rows of the lines of a statement, in the order of LINES."""
    for place, line in enumerate(statement.lines, start=1):
        yield (
            book_id,
            import_id,
            statement.statement_no,
            place,
            line.line_no,
            line.booked,
            line.amount,
            line.balance,
            line.memo,
            line.reference,
        )


def stage(
    loader: psycopg.Connection[object],
    key: tuple[UUID, UUID],
    source: str,
    statements: Iterable[Statement],
) -> None:
    """Copy statements and lines; the key is book and import. Nothing is there before the end."""
    fitting = list(fit_names(source, statements))
    with loader.transaction(), loader.cursor() as cursor:
        with cursor.copy(STATEMENTS) as copy:
            for statement in fitting:
                copy.write_row(statement_row(*key, source, statement))
        with cursor.copy(LINES) as copy:
            for statement in fitting:
                for row in line_rows(*key, statement):
                    copy.write_row(row)
