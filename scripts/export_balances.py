"""Write what imports have left in a book: its accounts with their balances, and what was amiss.

`--export` gets a row an account that statements were posted to: how many lines of the bank it has,
without the ledger's own postings, and what it holds. `--reports` gets the gaps, the breaks, and the
refusals that still stand. Both are read by routines of api and are sorted: the same book gives the
same bytes, whatever order its files came in. Nothing in the book changes.

Exit status: 0 written, 2 no such book, 4 no database.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import psycopg
import typer
from psycopg.rows import dict_row

from statements.answer import REPORT
from statements.import_files import DEMO_BOOK, told

EXPORT = ("account", "currency", "rows", "closing_balance_minor")
PAGE = 500

ACCOUNTS = """
select account_id as after, account_name, currency, lines, balance
from api.list_imported_accounts(%(book_id)s, %(after)s, %(limit)s)
"""

FINDINGS = """
select finding_id as after, source, statement_no, line_no, reference, kind, amount, is_settled
from api.list_import_findings(%(book_id)s, null, %(after)s, %(limit)s)
"""

Row = dict[str, Any]
Report = tuple[str, int | str, str, int | str]


def pages(reader: psycopg.Connection[Row], query: str, book_id: UUID) -> Iterator[Row]:
    """Read page after page of a list."""
    after: UUID | None = None
    while True:
        key = {"book_id": book_id, "after": after, "limit": PAGE}
        page = reader.execute(query.encode(), key).fetchall()
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1]["after"]


def export_row(account: Row) -> tuple[str, str, int, int]:
    """Return the row of an account."""
    return account["account_name"], account["currency"], account["lines"], account["balance"]


def report_of(finding: Row) -> Report | None:
    """Return the row of a gap, a break or a refusal; None for a refusal that was mended.

    >>> report_of({"source": "a", "statement_no": 2, "line_no": 7, "reference": "99",
    ...            "kind": "break", "amount": -10, "is_settled": True})
    ('a', '99', 'break', -10)
    """
    source, kind = finding["source"], finding["kind"]
    match kind:
        case "break" if finding["line_no"] is not None:
            return source, finding["reference"], kind, finding["amount"]
        case "break" | "gap":
            return source, finding["statement_no"], kind, finding["amount"]
        case _ if finding["is_settled"]:
            return None
        case "truncated":
            return source, finding["line_no"], kind, ""
        case _:
            return source, finding["statement_no"], "refused", ""


def sorted_reports(findings: Iterable[Row]) -> list[Report]:
    """Sort the rows of the findings, numbers as numbers; what was told twice is one row."""
    rows = {row for row in map(report_of, findings) if row is not None}
    return sorted(rows, key=lambda row: (row[0], row[2], str(row[1]).rjust(40, "0"), str(row[3])))


def write(file: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Write a CSV file."""
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(
    export: Annotated[Path, typer.Option(help="Where to write the accounts.")],
    reports: Annotated[Path, typer.Option(help="Where to write what was amiss.")],
    url: Annotated[str, typer.Option(envvar="DATABASE_URL", hidden=True)],
    book_id: Annotated[UUID, typer.Option("--book", help="The book.")] = DEMO_BOOK,
) -> None:
    """Write the balances of imported accounts, and what was amiss, as two CSV files."""
    try:
        with psycopg.connect(url, row_factory=dict_row) as reader:
            reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ  # one moment for all
            accounts = sorted(export_row(row) for row in pages(reader, ACCOUNTS, book_id))
            found = sorted_reports(pages(reader, FINDINGS, book_id))
    except psycopg.OperationalError as error:
        typer.echo(f"The database does not answer: {error}", err=True)
        raise typer.Exit(code=4) from error
    except psycopg.DatabaseError as error:  # no such book, say
        typer.echo(told(error), err=True)
        raise typer.Exit(code=2) from error
    write(export, EXPORT, accounts)
    write(reports, REPORT, found)
    typer.echo(f"{len(accounts)} accounts in {export}, {len(found)} reports in {reports}.")


if __name__ == "__main__":
    typer.run(main)
