"""Do what is due over all books: months ahead, due holds, forgotten imports, old answers.

One run at a time, by a lock in the database: a run that meets another leaves it the work. What one
job can't do now is told and doesn't keep the others from theirs. Meant for once an hour; each run
is short when there is nothing to do. Ids outside the months are refused, so a horizon that comes
near is a failure long before it is reached.

Exit status: 0 all is done, or another run does it, 1 a job failed or the horizon is too near,
2 wrong usage, 4 no database.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import psycopg
import typer
from psycopg.rows import dict_row

BEGIN = "select is_first from api.begin_jobs()"
KEEP_MONTHS = "select made, missing from api.keep_months()"
HORIZON = "select first_month, last_month, months, missing, days_left from api.get_month_horizon()"
SWEEP = "select imports, statements, lines from api.sweep_imports(%(limit)s)"
EXPIRE = "select expired, busy from api.expire_holds(%(limit)s)"
SWEEP_ANSWERS = "select answers from procwright.sweep_answers(%(limit)s)"
SETTINGS = "set statement_timeout = '30s'"
"""For one batch; the lane of the operator allows less, since people wait there."""

LIMIT = 500
MOST_BATCHES = 10_000
TRIES = 8
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0

Session = psycopg.Connection[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Report:
    """What a job did, and why it did not do the rest."""

    job: str
    done: Mapping[str, Any]
    failure: str | None = None


def ask(session: Session, query: str, **values: object) -> dict[str, Any]:
    """Return the one row of a query, which is a transaction of its own."""
    row = session.execute(query.encode(), values).fetchone()
    assert row is not None, query
    return row


def keep_months(session: Session, sleep: Callable[[float], None] = time.sleep) -> Report:
    """Make what is missing, a month a transaction.

    Who can't get the lock lets the postings pass that wait behind it before the next try.
    """
    made: list[str] = []
    tries = 0
    while True:
        try:
            row = ask(session, KEEP_MONTHS)
        except psycopg.errors.LockNotAvailable:
            tries += 1
            if tries == TRIES:
                return Report("months", {"made": made}, f"no lock in {TRIES} tries: run it again")
            sleep(min(FIRST_PAUSE * 2**tries, LONGEST_PAUSE))
            continue
        made += [] if row["made"] is None else [row["made"].isoformat()]
        if row["missing"] == 0:
            return Report("months", {"made": made})


def watch_horizon(session: Session, least_days: int) -> Report:
    """Say how far the months reach."""
    row = ask(session, HORIZON)
    done = {key: str(value) if key.endswith("month") else value for key, value in row.items()}
    if row["days_left"] >= least_days:
        return Report("horizon", done)
    days = row["days_left"]
    return Report("horizon", done, f"{days} days are left of {least_days}: see the job months")


def repeat(session: Session, job: str, query: str, goes_on: str) -> Report:
    """Ask for batches until one finds nothing, and add up what they did."""
    total: dict[str, int] = {}
    for _ in range(MOST_BATCHES):
        row = ask(session, query, limit=LIMIT)
        for key, value in row.items():
            total[key] = total.get(key, 0) + int(value)
        if row[goes_on] == 0:
            return Report(job, total)
    return Report(job, total, f"not done in {MOST_BATCHES} batches: run it again")


def run_all(session: Session, least_days: int) -> list[Report]:
    """Run every job; one that fails does not keep the next from its turn."""
    jobs: dict[str, Callable[[], Report]] = {
        "months": lambda: keep_months(session),
        "horizon": lambda: watch_horizon(session, least_days),
        "holds": lambda: repeat(session, "holds", EXPIRE, "expired"),
        "imports": lambda: repeat(session, "imports", SWEEP, "imports"),
        "answers": lambda: repeat(session, "answers", SWEEP_ANSWERS, "answers"),
    }
    reports = []
    for job, run in jobs.items():
        try:
            reports.append(run())
        except psycopg.OperationalError:
            if session.broken:
                raise
            reports.append(Report(job, {}, "the database gave up on it: run it again"))
        except psycopg.Error as error:
            reports.append(Report(job, {}, str(error).splitlines()[0]))
    return reports


def line(report: Report) -> str:
    """Write a report for people."""
    words = [f"{key} {value}" for key, value in report.done.items() if value not in ([], None)]
    failure = [] if report.failure is None else [f"FAILED: {report.failure}"]
    return f"{report.job:<8} {', '.join(words + failure) or 'nothing to do'}"


def main(
    url: Annotated[str, typer.Option(envvar="OPERATOR_URL", hidden=True)],
    least_days: Annotated[
        int, typer.Option(min=1, help="How many days the months must reach at least.")
    ] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make months ahead, let holds expire, sweep old imports and answers."""
    try:
        with psycopg.connect(url, autocommit=True, row_factory=dict_row) as session:
            session.execute(SETTINGS)
            is_first = ask(session, BEGIN)["is_first"]
            reports = run_all(session, least_days) if is_first else []
    except psycopg.OperationalError as error:
        typer.echo(f"The database does not answer: {error}", err=True)
        raise typer.Exit(code=4) from error
    if as_json:
        typer.echo(json.dumps({"isFirst": is_first, "jobs": [asdict(one) for one in reports]}))
    else:
        typer.echo("\n".join(map(line, reports)) if is_first else "Another run does the jobs.")
    raise typer.Exit(code=1 if any(one.failure for one in reports) else 0)


if __name__ == "__main__":
    typer.run(main)
