"""Import bank statements (MT940) into a book.

Each file is read, copied to staging as the loader, then judged and posted by api.post_import as a
whole: a statement is posted, known already, in conflict with another one, or refused for a reason.
A file that can't be read stops no other. What was posted stays when a later file fails.

Exit status: 0 all is in the book, 1 something was refused, 2 wrong usage, 4 no database.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID, uuid4

import psycopg
import typer
from psycopg.rows import class_row

from statements.read_mt940 import read_mt940
from statements.stage import name_fault, source_of, stage
from statements.statement import Statement

DEMO_BOOK = UUID("019b7a00-0000-7000-8000-000000000001")

CURRENCIES = "select currency, exponent from api.list_currencies(%(book_id)s)"

POST = """
select
    statement_no, source, account_name, currency, outcome, lines, credits, debits,
    opening, closing, break_amount, gap_amount, refusal
from api.post_import(%(book_id)s, %(import_id)s)
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a statement, in minor units; statement 0 is a file that can't be read."""

    source: str
    statement_no: int
    outcome: str
    account_name: str | None = None
    currency: str | None = None
    lines: int = 0
    credits: int | None = None
    debits: int | None = None
    opening: int | None = None
    closing: int | None = None
    break_amount: int | None = None
    gap_amount: int | None = None
    refusal: Mapping[str, Any] | None = None

    @property
    def is_refused(self) -> bool:
        """True when a person must look at it."""
        return self.outcome in {"refused", "conflict"}


@dataclass(frozen=True, slots=True)
class Book:
    """A book, and the two logins that an import needs; no loader on a dry run."""

    book_id: UUID
    writer: psycopg.Connection[Any]
    loader: psycopg.Connection[Any] | None
    exponents: Mapping[str, int]


def import_file(file: Path, source: str, book: Book) -> list[Answer]:
    """Read a file and post it; what can't be read at all is one answer."""
    fault = name_fault(source)
    try:
        data = file.read_bytes()
    except OSError as error:
        fault = error.strerror or str(error)
    if fault is not None:
        return [refuse_file(source, fault)]
    statements = read_mt940(data, book.exponents)
    if book.loader is None:
        return [foresee(source, statement) for statement in statements]
    import_id = uuid4()
    stage(book.loader, (book.book_id, import_id), source, statements)
    with book.writer.transaction(), book.writer.cursor(row_factory=class_row(Answer)) as cursor:
        key = {"book_id": book.book_id, "import_id": import_id}
        return cursor.execute(POST, key).fetchall()


def refuse_file(source: str, reason: str) -> Answer:
    """Answer for a file that could not be read."""
    title = "The file can't be imported."
    return Answer(source, 0, "refused", refusal={"title": title, "facts": {"reason": reason}})


def foresee(source: str, statement: Statement) -> Answer:
    """Say what was read; the ledger alone judges what it would post."""
    facts = {"reason": statement.fault, "line_no": statement.line_no}
    return Answer(
        source=source,
        statement_no=statement.statement_no,
        outcome="refused" if statement.fault else "read",
        account_name=statement.account and f"{source}:{statement.account}",
        currency=statement.currency,
        lines=len(statement.lines),
        credits=sum(line.amount for line in statement.lines if line.amount > 0),
        debits=-sum(line.amount for line in statement.lines if line.amount < 0),
        opening=statement.opening,
        closing=statement.closing,
        refusal={"title": "It can't be read.", "facts": facts} if statement.fault else None,
    )


def describe(answer: Answer, exponents: Mapping[str, int]) -> str:
    """Return the line of a statement, for a person."""
    parts = [f"{answer.source} {answer.statement_no}: {answer.outcome}"]
    if answer.refusal is not None:
        facts = answer.refusal["facts"]
        place = f"line {facts['line_no']}: " if facts.get("line_no") else ""
        parts.append(place + " ".join(filter(None, [answer.refusal["title"], detail(facts)])))
    elif answer.currency is not None:
        exponent = exponents.get(answer.currency, 0)
        parts.append(f"{answer.lines} lines")
        for name in ("credits", "debits", "closing", "break_amount", "gap_amount"):
            units: int | None = getattr(answer, name)
            if units is not None and (units != 0 or name == "closing"):
                amount = Decimal(units).scaleb(-exponent)
                parts.append(f"{name.removesuffix('_amount')} {amount:.{exponent}f}")
        parts.append(answer.currency)
    return ", ".join(parts)


def detail(facts: Mapping[str, Any]) -> str | None:
    """Return what of the facts a person needs beyond the title."""
    missing = facts.get("missing")
    return facts.get("reason") or (f"Missing: {', '.join(missing)}." if missing else None)


def summary(answers: list[Answer]) -> str:
    """Return how many statements came to what, and how many lines were posted."""
    counts = Counter(answer.outcome for answer in answers)
    lines = sum(answer.lines for answer in answers if answer.outcome == "posted")
    told = [f"{count} {outcome}" for outcome, count in sorted(counts.items())]
    return f"{len(answers)} statements: {', '.join(told) or 'none'}; {lines} lines posted."


def import_all(files: list[Path], base: Path, book: Book) -> Iterator[Answer]:
    """Import each file by itself: what the database refuses of one is an answer too."""
    for file in files:
        source = source_of(file, base)
        try:
            yield from import_file(file, source, book)
        except psycopg.OperationalError:
            raise
        except psycopg.DatabaseError as error:
            yield refuse_file(source, str(error).partition("\n")[0])


@contextmanager
def connect(book_id: UUID, writer_url: str, loader_url: str | None) -> Iterator[Book]:
    """Connect as both logins, with as much time as api.post_import may take."""
    options = "-c statement_timeout=60s -c lock_timeout=60s"
    with ExitStack() as open_until_done:
        writer = open_until_done.enter_context(
            psycopg.connect(writer_url, autocommit=True, options=options)
        )
        rows: list[tuple[str, int]] = writer.execute(CURRENCIES, {"book_id": book_id}).fetchall()
        loader = loader_url and open_until_done.enter_context(
            psycopg.connect(loader_url, autocommit=True)
        )
        yield Book(book_id, writer, loader or None, dict(rows))


def main(
    files: Annotated[list[Path], typer.Argument(help="The files, in the order of their days.")],
    writer_url: Annotated[str, typer.Option(envvar="DATABASE_URL", hidden=True)],
    loader_url: Annotated[str, typer.Option(envvar="IMPORT_URL", hidden=True)],
    book_id: Annotated[UUID, typer.Option("--book", help="The book.")] = DEMO_BOOK,
    base: Annotated[Path, typer.Option(help="Files are named by their path below it.")] = Path(),
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read, and post nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Import bank statements, each as a whole or not at all."""
    logging.getLogger("mt940").propagate = False  # it tells each fault twice; ours is told once
    logging.getLogger("mt940").addHandler(logging.NullHandler())
    answers: list[Answer] = []
    try:
        with connect(book_id, writer_url, None if dry_run else loader_url) as book:
            for answer in import_all(files, base, book):
                answers.append(answer)
                if not as_json:
                    typer.echo(describe(answer, book.exponents))
    except psycopg.OperationalError as error:
        typer.echo(f"The database does not answer, so a file is not imported: {error}", err=True)
        raise typer.Exit(code=4) from error
    except psycopg.DatabaseError as error:  # no such book, say
        typer.echo(f"{error.diag.message_primary} {error.diag.message_detail or ''}", err=True)
        raise typer.Exit(code=2) from error
    if as_json:
        typer.echo(json.dumps({"statements": [asdict(answer) for answer in answers]}))
    typer.echo(summary(answers), err=as_json)
    raise typer.Exit(code=1 if any(answer.is_refused for answer in answers) else 0)


if __name__ == "__main__":
    typer.run(main)
