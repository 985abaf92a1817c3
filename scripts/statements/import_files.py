"""Imports files of statements: the command line, and what happens to each file behind it.

Each script that imports brings its reader; all that follows the reading is the same for all.
"""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, BinaryIO
from uuid import UUID, uuid4

import psycopg
import typer
from psycopg.rows import class_row
from rich.console import Console
from rich.progress import track

from statements.answer import REPORT, Answer, describe, refuse_file, report_rows, table
from statements.stage import name_fault, source_of, stage
from statements.statement import Statement

DEMO_BOOK = UUID("019b7a00-0000-7000-8000-000000000001")

CURRENCIES = "select currency, exponent from api.list_currencies(%(book_id)s)"

FIXES = {"LG102": "Name another with --book, or open the demo book: procwright run seed."}

POST = """
select
    statement_no, source, account_name, currency, outcome, lines, credits, debits,
    opening, closing, break_amount, gap_amount, breaks, refusal
from api.post_import(%(book_id)s, %(import_id)s)
"""

DISCARD = "select statements from api.discard_import(%(book_id)s, %(import_id)s)"

Reader = Callable[[BinaryIO, Mapping[str, int]], Iterable[Statement]]
"""A file and the exponents of the currencies in, its statements out."""


@dataclass(frozen=True, slots=True)
class Book:
    """A book, and the two logins that an import needs."""

    book_id: UUID
    writer: psycopg.Connection[Any]
    loader: psycopg.Connection[Any]
    exponents: Mapping[str, int]


def import_command(read: Reader) -> Callable[..., None]:
    """Return the command line of a script that imports what the reader reads."""

    def main(
        files: Annotated[list[Path], typer.Argument(help="The files, in the order of their days.")],
        writer_url: Annotated[str, typer.Option(envvar="DATABASE_URL", hidden=True)],
        loader_url: Annotated[str, typer.Option(envvar="IMPORT_URL", hidden=True)],
        book_id: Annotated[UUID, typer.Option("--book", help="The book.")] = DEMO_BOOK,
        base: Annotated[Path, typer.Option(help="Files are named by their path below.")] = Path(),
        reports: Annotated[
            Path | None, typer.Option(help="Write a CSV of what to look at.")
        ] = None,
        *,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Judge, and post nothing.")
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    ) -> None:
        """Import bank statements, each as a whole or not at all."""
        answers: list[Answer] = []
        exponents: Mapping[str, int] = {}
        try:
            with connect(book_id, writer_url, loader_url) as book:
                exponents = book.exponents
                for file in with_progress(files):
                    found = import_file(file, source_of(file, base), book, read, dry_run=dry_run)
                    answers.extend(found)
        except psycopg.OperationalError as error:
            typer.echo(
                f"The database does not answer, so a file is not imported: {error}", err=True
            )
            raise typer.Exit(code=4) from error
        except psycopg.DatabaseError as error:  # no such book, say
            typer.echo(told(error), err=True)
            raise typer.Exit(code=2) from error
        finally:
            tell(answers, exponents, as_json=as_json, dry_run=dry_run)
            if reports is not None:
                write_reports(reports, answers)
        raise typer.Exit(code=1 if any(answer.is_refused for answer in answers) else 0)

    return main


def told(error: psycopg.DatabaseError) -> str:
    """Return what the database refused, the facts of it, and what to do where that is known."""
    what = f"{error.diag.message_primary} {error.diag.message_detail or ''}".strip()
    fix = FIXES.get(error.diag.sqlstate or "")
    return what if fix is None else f"{what}\n{fix}"


@contextmanager
def connect(book_id: UUID, writer_url: str, loader_url: str) -> Iterator[Book]:
    """Connect as both logins, with as much time as api.post_import may take."""
    options = "-c statement_timeout=60s -c lock_timeout=60s"
    with ExitStack() as open_until_done:
        writer = open_until_done.enter_context(
            psycopg.connect(writer_url, autocommit=True, options=options)
        )
        rows: list[tuple[str, int]] = writer.execute(CURRENCIES, {"book_id": book_id}).fetchall()
        loader = open_until_done.enter_context(psycopg.connect(loader_url, autocommit=True))
        yield Book(book_id, writer, loader, dict(rows))


def with_progress(files: Sequence[Path]) -> Iterator[Path]:
    """Show on a terminal how many of the files are done; elsewhere nothing."""
    console = Console(stderr=True)
    yield from track(
        files, "Importing", console=console, disable=not console.is_terminal, transient=True
    )


def import_file(
    file: Path, source: str, book: Book, read: Reader, *, dry_run: bool = False
) -> list[Answer]:
    """Read a file and post it; what can't be read or posted as a whole is one answer."""
    fault = name_fault(source)
    if fault is not None:
        return [refuse_file(source, fault)]
    import_id = uuid4()
    try:
        with file.open("rb") as stream:
            stage(
                book.loader,
                (book.book_id, import_id),
                source,
                read(stream, book.exponents),
            )
        return post(book, import_id, dry_run=dry_run)
    except psycopg.OperationalError:
        raise
    except psycopg.DatabaseError as error:
        return [refuse_file(source, str(error).partition("\n")[0])]
    except OSError as error:
        return [refuse_file(source, error.strerror or str(error))]


def post(book: Book, import_id: UUID, *, dry_run: bool) -> list[Answer]:
    """Post what is staged, or only have it judged; nothing stays staged."""
    key = {"book_id": book.book_id, "import_id": import_id}
    is_taken = False
    try:
        with (
            book.writer.transaction(force_rollback=dry_run),
            book.writer.cursor(row_factory=class_row(Answer)) as cursor,
        ):
            answers = cursor.execute(POST, key).fetchall()
        is_taken = not dry_run
    finally:
        if not is_taken and not book.writer.broken:
            book.writer.execute(DISCARD, key)
    return answers


def tell(
    answers: list[Answer], exponents: Mapping[str, int], *, as_json: bool, dry_run: bool
) -> None:
    """Print what came of the statements: for a program, or for a person."""
    if as_json:
        told = {"dry_run": dry_run, "statements": [asdict(answer) for answer in answers]}
        typer.echo(json.dumps(told))
    else:
        for line in filter(None, (describe(answer, exponents) for answer in answers)):
            typer.echo(line)
        console = Console()
        console.width = max(console.width, 120)  # no terminal has 80 signs, and cuts the figures
        console.print(table(answers, exponents))
    typer.echo(summary(answers, dry_run=dry_run), err=as_json)


def summary(answers: Sequence[Answer], *, dry_run: bool = False) -> str:
    """Return how many statements came to what, and how many lines were posted."""
    counts = Counter(answer.outcome for answer in answers)
    lines = sum(answer.lines for answer in answers if answer.outcome == "posted")
    told = [f"{count} {outcome}" for outcome, count in sorted(counts.items())]
    end = "lines would be posted; this was a dry run" if dry_run else "lines posted"
    return f"{len(answers)} statements: {', '.join(told) or 'none'}; {lines} {end}."


def write_reports(file: Path, answers: Sequence[Answer]) -> None:
    """Write the report of this run, its duplicates too."""
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(REPORT)
        writer.writerows(report_rows(answers))
