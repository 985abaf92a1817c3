"""Kill the service and its database under load, again and again, and see that all answers hold.

It starts a project of its own, with a server and a service of its own, and takes it away again:
nothing of yours is changed. Clients pay over HTTP, half of them by ids, half by keys, and send each
request until it is answered. What each was told must stand in the ledger afterwards, once, and
nothing else; what is asked again must be answered in the same words.

Exit status: 0 all holds, 1 something does not.
"""

import os
import random
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated

import psycopg
import typer

from import_crash_test import kill_server
from load.over_http import Client, Place, start_clients
from load.payments import counts_of, faults_of, open_payments
from proof.project import Project, own_project
from proof.service import issue_key

MOST_SHOWN = 20
PATIENCE_SECONDS = 120
SCOPES = ["transfer:write"]


@dataclass(slots=True)
class Serving:
    """The service of a project, on a port that stays."""

    project: Project
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        """Start it; it answers once it says where."""
        self.process = subprocess.Popen(
            self.project.command("serve", "--json"),
            cwd=self.project.folder,
            env={**self.project.environment(), "PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        if not self.process.stdout.readline():
            raise RuntimeError(f"serve ended with {self.process.wait()}")

    def stop(self, number: signal.Signals) -> None:
        """Send a signal to all of its processes, and wait for its end."""
        if self.process is None:
            return
        os.killpg(self.process.pid, number)
        self.process.wait(timeout=PATIENCE_SECONDS)
        self.process = None


def free_port() -> int:
    """Return a port that nobody has right now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(project: Project) -> Iterator[Serving]:
    """Give the service of a project, started, and kill it at the end."""
    service = Serving(project, free_port())
    try:
        service.start()
        yield service
    finally:
        service.stop(signal.SIGKILL)


def kill_service(service: Serving, _dice: random.Random) -> None:
    """Kill the service."""
    service.stop(signal.SIGKILL)
    service.start()


def stop_service(service: Serving, _dice: random.Random) -> None:
    """Let the service end what runs."""
    service.stop(signal.SIGTERM)
    service.start()


def kill_database(service: Serving, dice: random.Random) -> None:
    """Kill the server under the service, which goes on."""
    kill_server(int(service.project.status()["pid"]), whole=dice.random() < 0.5)
    service.project.must("up")


def kill_both(service: Serving, dice: random.Random) -> None:
    """Kill the server, and the service before it has noticed."""
    kill_server(int(service.project.status()["pid"]), whole=dice.random() < 0.5)
    service.stop(signal.SIGKILL)
    service.project.must("up")
    service.start()


RESTARTS: tuple[Callable[[Serving, random.Random], None], ...] = (
    kill_service,
    kill_database,
    kill_both,
    stop_service,
)


def main(
    restarts: Annotated[int, typer.Option(min=1, help="How often something is killed.")] = 50,
    between: Annotated[int, typer.Option(min=1, help="Answers from one to the next.")] = 40,
    clients: Annotated[int, typer.Option(min=1, help="How many ask at once.")] = 8,
    seed: Annotated[int, typer.Option(help="What all that is random follows from.")] = 1,
) -> None:
    """Kill the service and its database under load, and see that every answer holds."""
    with own_project() as project:
        project.must("up")
        project.must("migrate")
        counts, faults = run_restarts(project, restarts, (clients, between), seed)
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    typer.echo(f"{restarts} restarts, {clients} clients, seed {seed}: {told}")
    for fault in faults[:MOST_SHOWN]:
        typer.echo(fault)
    typer.echo(f"{len(faults)} faults.")
    raise typer.Exit(code=1 if faults else 0)


def run_restarts(
    project: Project, restarts: int, load: tuple[int, int], seed: int
) -> tuple[Counter[str], list[str]]:
    """Return what the clients were told, counted, and every fault.

    The load is how many clients there are, and how many answers they get between two restarts.
    """
    dice = random.Random(seed)
    count, between = load
    url = project.url()
    with psycopg.connect(url, autocommit=True) as admin:
        book = open_payments(admin)
    key = issue_key(url, book.actor, SCOPES)
    with serving(project) as service:
        place = Place(service.port, key, book.book_id, book.accounts)
        clients, threads = start_clients(place, count, seed)
        for number in range(restarts):
            wait_for_answers(clients, between)
            time.sleep(dice.uniform(0, 0.05))
            RESTARTS[number % len(RESTARTS)](service, dice)
        wait_for_answers(clients, between)
        clients[0].stop.set()
        for thread in threads:
            thread.join(timeout=PATIENCE_SECONDS)
    with psycopg.connect(project.url(), autocommit=True) as admin:
        return counts_of(clients), faults_of(admin, book, clients)


def wait_for_answers(clients: list[Client], more: int) -> None:
    """Wait until so many more requests are answered, or somebody has given up."""
    end = sum(len(client.told) for client in clients) + more
    while sum(len(client.told) for client in clients) < end and not clients[0].stop.is_set():
        time.sleep(0.01)


if __name__ == "__main__":
    typer.run(main)
