"""Let many clients move money at once, kill their server meanwhile, and see that all of it holds.

It starts a project of its own, with a server of its own, and takes it away again: nothing of yours
is changed. The clients post, post in batches, reverse, hold, capture, void and repeat; one of them
closes last month and opens it again. What each was told must stand in the ledger afterwards, no
invariant may be broken, and no two may have waited for each other in a circle.

Exit status: 0 all holds, 1 something does not.
"""

import random
import time
from collections import Counter
from typing import Annotated

import psycopg
import typer

from import_crash_test import kill_server
from load.book import open_book
from load.clients import start_clients
from load.verdict import faults_of
from proof.project import Project, own_project

MOST_SHOWN = 20


def main(
    seconds: Annotated[float, typer.Option(min=1, help="How long they ask.")] = 60,
    clients: Annotated[int, typer.Option(min=2, help="How many at once.")] = 32,
    kills: Annotated[int, typer.Option(min=0, help="How often the server dies meanwhile.")] = 0,
    seed: Annotated[int, typer.Option(help="What all that is random follows from.")] = 1,
) -> None:
    """Let many clients move money at once, in a project of its own."""
    with own_project() as project:
        project.must("up")
        project.must("migrate")
        counts, faults = run_load(project, seconds, (clients, kills), seed)
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    typer.echo(f"{clients} clients, {seconds:g} s, {kills} kills, seed {seed}: {told}")
    for fault in faults[:MOST_SHOWN]:
        typer.echo(fault)
    typer.echo(f"{len(faults)} faults.")
    raise typer.Exit(code=1 if faults else 0)


def run_load(
    project: Project, seconds: float, crowd: tuple[int, int], seed: int
) -> tuple[Counter[str], list[str]]:
    """Return what the clients were told, counted, and every fault.

    The crowd is how many clients there are, and how often their server is killed.
    """
    count, kills = crowd
    dice = random.Random(seed)
    url = [project.url("writer")]
    with psycopg.connect(url[0], autocommit=True) as connection:
        book = open_book(connection)
    clients, threads, stop = start_clients(lambda: url[0], book, count, seed)
    for _ in range(kills):
        time.sleep(dice.uniform(0.5, 1.5) * seconds / (kills + 1))
        kill_server(int(project.status()["pid"]), whole=dice.random() < 0.5)
        project.must("up")
        url[0] = project.url("writer")
    time.sleep(seconds / (kills + 1))
    stop.set()
    for thread in threads:
        thread.join()
    with psycopg.connect(project.url(), autocommit=True) as connection:
        faults = faults_of(connection, book, clients)
    return sum((client.counts for client in clients), Counter()), faults


if __name__ == "__main__":
    typer.run(main)
