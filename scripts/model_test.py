"""Set the ledger beside a model of it that was written from its contracts, step by step.

As a script it starts a project of its own, with a server and a database of its own, and takes it
away again: nothing of yours is changed. As a test it has a clone of the tests' database.

Exit status: 0 they agree, 1 they differ, or a filter's loss is not seen.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Annotated

import psycopg
import pytest
import typer
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from import_crash_test import kill_server
from model.database import Real, scratch_database, url_of
from model.each_filter import EACH, filters_of, sights
from model.kills import Kills
from model.machine import report
from model.planted import FAULTS, SHORT, plant
from model.trial import Trial, new_seed, run_model
from proof.project import Project, own_project

STEPS = 1500
MOST_STEPS = 20_000  # one row in a thousand is missed by one seed of six in 5,000
SEED = 20260115
PLANTED_SEED = 11  # one that comes early to what is planted
KILLS = 4


def main(
    steps: Annotated[int, typer.Option(help="How many steps, about.")] = 2000,
    seed: Annotated[int | None, typer.Option(help="What all that is random follows from.")] = None,
    planted: Annotated[str | None, typer.Option(help=f"Plant one: {', '.join(FAULTS)}.")] = None,
    kills: Annotated[int, typer.Option(help="How often the server dies meanwhile.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Where a test of the fault goes.")] = None,
    without: Annotated[
        str | None, typer.Option(help="A filter to ignore, as list_holds.state; each: in turn.")
    ] = None,
) -> None:
    """Set the ledger beside a model of it, in a project of its own."""
    if planted is not None and planted not in FAULTS:
        raise typer.BadParameter(f"There is no {planted}.", param_hint="--planted")
    number = new_seed() if seed is None else seed
    typer.echo(f"seed {number}", err=True)
    with own_project() as project:
        project.must("up")
        project.must("migrate")
        server = Server(project)
        real = Real(server.url("writer"), server.url("procwright"))
        if without is not None:
            raise typer.Exit(code=look_at_filters(real, without, steps, number))
        if planted is not None:
            plant(real.admin, planted)
        deaths = Kills(kills, server.kill, server.restart, Random(number))
        trial = run_model(real, steps, number, kills=deaths if kills else None)
        real.close()
    typer.echo(summary(trial))
    if kills:
        typer.echo(
            f"{deaths.done} kills, {deaths.in_flight} before an answer; "
            f"{deaths.kept} of those steps were in the ledger."
        )
    if trial.test is not None:
        file = out or Path(f"model_{number}.test.sql")
        file.write_text(trial.test)
        typer.echo(f"Its test is {file}: it belongs into sql/tests, beside the routine's own.")
        raise typer.Exit(code=1)


def look_at_filters(real: Real, wanted: str, steps: int, number: int) -> int:
    """Say of each filter whether its loss is seen; return 1 where one isn't."""
    known = filters_of(real)
    if wanted not in (EACH, *known):
        message = f"There is no {wanted}: {', '.join(known)}."
        raise typer.BadParameter(message, param_hint="--without")
    is_blind = False
    for sight in sights(real, wanted, steps, number):
        typer.echo(str(sight))
        is_blind |= sight.seen_after is None
    real.close()
    return int(is_blind)


class Server:
    """The server of a project, which dies and comes back; where it is changes with each start."""

    def __init__(self, project: Project) -> None:
        """Look where it is."""
        self.project = project
        self.status = project.status()

    def url(self, login: str) -> str:
        """Return where a login connects to."""
        return make_conninfo(self.status["url"], user=login, passfile=self.status["passFile"])

    def kill(self, backend: int | None) -> None:
        """Kill it: first this process of it, then all; or the first one alone."""
        if backend is not None:
            os.kill(backend, signal.SIGKILL)
        kill_server(int(self.status["pid"]), whole=backend is not None)

    def restart(self) -> tuple[str, str]:
        """Start it again."""
        self.project.must("up")
        self.status = self.project.status()
        return self.url("writer"), self.url("procwright")


def summary(trial: Trial) -> str:
    """Return what came of a run, for a person."""
    counts = ", ".join(f"{name} {count}" for name, count in sorted(trial.counts.items()))
    if trial.difference is None:
        return f"seed {trial.seed}: {trial.steps} steps agree: {counts}"
    return f"seed {trial.seed}: they differ.\n{report(trial.difference)}"


@contextmanager
def clone() -> Iterator[str]:
    """Give a clone of the tests' database."""
    beside = str(conninfo_to_dict(os.environ["DATABASE_URL"])["dbname"])
    with scratch_database(
        os.environ["SCRATCH_TEMPLATE"], os.environ["SCRATCH_ADMIN_URL"], beside
    ) as name:
        yield name


@contextmanager
def real_ledger() -> Iterator[Real]:
    """Give a ledger that is asked beside the model."""
    with clone() as name:
        real = Real(
            url_of(os.environ["DATABASE_URL"], name), url_of(os.environ["SCRATCH_ADMIN_URL"], name)
        )
        yield real
        real.close()


def lines_of(test: str, fault: str | None) -> list[str]:
    """Run a test of the database, with the fault or without it; return what it prints."""
    with clone() as name:
        url = url_of(os.environ["SCRATCH_ADMIN_URL"], name)
        with psycopg.connect(url, autocommit=True) as admin:
            if fault is not None:
                plant(admin, fault)
            admin.execute("set search_path = tap, public")
            cursor = admin.execute(test.encode())
            rows = [
                row
                for _ in cursor.results()
                for row in (cursor.fetchall() if cursor.description else [])
            ]
            return [line for (text,) in rows for line in str(text).splitlines()]


def test_the_ledger_answers_as_the_model_does() -> None:
    with real_ledger() as real:
        trial = run_model(real, STEPS, SEED)
    assert trial.difference is None, f"{summary(trial)}\n\n{trial.test}"
    assert trial.steps >= STEPS


@pytest.mark.parametrize("fault", SHORT)
def test_a_planted_fault_is_found_and_written_down_as_a_test_that_fails_for_it(fault: str) -> None:
    with real_ledger() as real:
        plant(real.admin, fault)
        trial = run_model(real, MOST_STEPS, PLANTED_SEED, seconds=5)
    assert trial.test is not None, f"{fault} was not found in {trial.steps} steps"
    sound = lines_of(trial.test, None)
    assert sound and not any(line.startswith("not ok") for line in sound), [trial.test, sound]
    assert any(line.startswith("not ok") for line in lines_of(trial.test, fault)), trial.test


def test_whatever_the_server_was_at_when_it_died_is_in_or_out_and_stays_so() -> None:
    with own_project() as project:
        project.must("up")
        project.must("migrate")
        server = Server(project)
        real = Real(server.url("writer"), server.url("procwright"))
        deaths = Kills(KILLS, server.kill, server.restart, Random(SEED))
        trial = run_model(real, STEPS // 5, SEED, kills=deaths)
        real.close()
    assert trial.difference is None, summary(trial)
    assert deaths.done == KILLS


if __name__ == "__main__":
    typer.run(main)
