"""Open the demo book and put a first real bank statement into it.

A second run changes nothing: the book is there, and the statement is known by its digest.

Exit status: 0 both are there, 1 the statement was refused, 4 no database.
"""

from pathlib import Path
from typing import Annotated

import psycopg
import typer

from statements.import_files import DEMO_BOOK, connect, import_file, summary
from statements.read_statements import read_statements

DATA = Path(__file__).parent / "data"
FIRST = "mt940/ASNB/mt940.txt"

OPEN = """
select refusal ->> 'title' from api.open_book(%(book_id)s, 'Demo', %(actor)s)
"""


def main(
    writer_url: Annotated[str, typer.Option(envvar="DATABASE_URL", hidden=True)],
    loader_url: Annotated[str, typer.Option(envvar="IMPORT_URL", hidden=True)],
    actor: Annotated[str, typer.Option(help="Who may see the book.")] = "demo",
) -> None:
    """Open the demo book with a first real bank statement."""
    try:
        open_book(writer_url, actor)
        with connect(DEMO_BOOK, writer_url, loader_url) as book:
            answers = import_file(DATA / FIRST, FIRST, book, read_statements)
    except psycopg.OperationalError as error:
        typer.echo(f"The database does not answer: {error}", err=True)
        raise typer.Exit(code=4) from error
    typer.echo(f"Book {DEMO_BOOK} of {actor}, {FIRST}: {summary(answers)}")
    raise typer.Exit(code=1 if any(answer.is_refused for answer in answers) else 0)


def open_book(writer_url: str, actor: str) -> None:
    """Open the book for the actor; one that is there stays as it is."""
    with psycopg.connect(writer_url) as writer:
        (refusal,) = writer.execute(OPEN, {"book_id": DEMO_BOOK, "actor": actor}).fetchone() or (
            "",
        )
    if refusal is not None:
        typer.echo(f"The demo book is not the one of {actor}: {refusal}", err=True)
        raise typer.Exit(code=1)


if __name__ == "__main__":
    typer.run(main)
