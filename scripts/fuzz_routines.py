"""Call every routine of api with made-up typed values; nothing undeclared may come out.

Each batch of calls has a book of its own and is rolled back: nothing stays in the database. What a
routine may answer stands in its comment (`@error`); values that fit no type or domain are the
caller's fault. Routines that this login may not call are left out: the tests call those too.

Exit status: 0 nothing undeclared, 1 something, 2 no such routine, 4 no database.
"""

from typing import Annotated

import psycopg
import typer

from proof.typed_calls import fuzz, read_routines


def main(
    url: Annotated[str, typer.Option(envvar="DATABASE_URL", hidden=True)],
    calls: Annotated[int, typer.Option(min=1, help="How many calls a routine.")] = 200,
    seed: Annotated[int, typer.Option(help="The same seed makes the same calls.")] = 1,
    only: Annotated[str | None, typer.Option("--routine", help="One routine, by its name.")] = None,
) -> None:
    """Call every routine of api with made-up typed values."""
    found = 0
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            routines = [r for r in read_routines(connection) if only in (None, r.name)]
            if not routines:
                typer.echo(f"There is no routine api.{only} that this login may call.", err=True)
                raise typer.Exit(code=2)
            for routine in routines:
                outcome = fuzz(connection, routine, seed=seed, calls=calls)
                codes = ", ".join(f"{code} {n}" for code, n in sorted(outcome.codes.items()))
                typer.echo(f"{routine.name}: {codes}", err=True)
                for fault in outcome.faults[:10]:
                    typer.echo(fault)
                found += len(outcome.faults)
    except psycopg.OperationalError as error:
        typer.echo(f"The database does not answer: {error}", err=True)
        raise typer.Exit(code=4) from error
    typer.echo(f"{len(routines)} routines, {calls} calls each, seed {seed}: {found} undeclared.")
    raise typer.Exit(code=1 if found else 0)


if __name__ == "__main__":
    typer.run(main)
