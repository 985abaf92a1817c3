"""Import the euro reference rates of the European Central Bank into a book.

The file is one of the ECB's: eurofxref.csv of a day, or eurofxref-hist.csv of all days since 1999.
Each day is one call of api.set_rates: what is known stays, what differs is set anew and told.
Nothing is written when a line of the file can't be read. A second run changes nothing.

Exit status: 0 all is in the book, 1 the file or a rate was refused, 2 wrong usage, 4 no database.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import psycopg
import typer

from statements.import_files import DEMO_BOOK, told
from statements.read_rates import DayOfRates, UnreadableRatesError, read_rates

SET = """
select added, changed
from api.set_rates(%(book_id)s, %(rate_date)s, %(rates)s, %(source)s)
"""


def main(
    file: Annotated[Path, typer.Argument(help="The file.", exists=True, dir_okay=False)],
    writer_url: Annotated[str, typer.Option(envvar="DATABASE_URL", hidden=True)],
    book_id: Annotated[UUID, typer.Option("--book", help="The book.")] = DEMO_BOOK,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Leave out days before this.")
    ] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read, and write nothing.")] = False,
) -> None:
    """Import the reference rates of the ECB."""
    try:
        days = read_file(file, since)
    except (UnreadableRatesError, UnicodeDecodeError) as fault:
        typer.echo(f"{file}: {fault}. Nothing is imported.", err=True)
        raise typer.Exit(code=1) from fault
    try:
        with psycopg.connect(writer_url) as writer:
            added, changed = set_days(writer, book_id, days, file.name)
            if dry_run:
                writer.rollback()
    except psycopg.OperationalError as error:
        typer.echo(f"The database does not answer: {error}", err=True)
        raise typer.Exit(code=4) from error
    except psycopg.DatabaseError as error:
        typer.echo(told(error), err=True)
        raise typer.Exit(code=1) from error
    would = "would be " if dry_run else ""
    typer.echo(f"{file.name}: {len(days)} days; {added} rates {would}added, {changed} changed.")


def read_file(file: Path, since: datetime | None) -> list[DayOfRates]:
    """Read the whole file, which has a line a day: some 300 kB in ten years."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        days = list(read_rates(lines))
    return sorted(
        (day for day in days if since is None or day.rate_date >= since.date()),
        key=lambda day: day.rate_date,
    )


def set_days(
    writer: psycopg.Connection[Any], book_id: UUID, days: Sequence[DayOfRates], source: str
) -> tuple[int, int]:
    """Set the rates of all days or none, and return how many were added and changed."""
    added = changed = 0
    for day in days:
        values = {
            "book_id": book_id,
            "rate_date": day.rate_date,
            "rates": json.dumps(day.rates),
            "source": source,
        }
        new, other = writer.execute(SET, values).fetchone() or (0, 0)
        added += new
        changed += other
    return added, changed


if __name__ == "__main__":
    typer.run(main)
