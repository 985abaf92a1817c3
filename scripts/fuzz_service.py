"""Ask a running service made-up requests; no answer may be one that its document doesn't tell of.

It starts a project of its own, with a server and a service of its own, and takes it away again:
nothing of yours is changed. Requests are drawn from /openapi.json: valid, at the bounds, or broken
in one place. Each answer is judged by the document: its status, its body, its problem. Afterwards
the service must hold no more than before: memory, connections, statements.

A fault is told with the seed and the smallest request that shows it, without its key.

Exit status: 0 nothing was found, 1 something.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

import psycopg
import typer

from fuzz.breaking import next_request
from fuzz.draw import Drawer
from fuzz.judge import Judge
from fuzz.request import Request
from fuzz.shrink import smallest
from fuzz.watch import Held, Watch, megabytes
from fuzz.wire import Wire
from load.payments import PLANT
from proof.project import own_project
from proof.service import Answer, Service, served
from tenants_test import Tenant, open_tenant

MOST_SHOWN = 20
SAMPLES = 200
DOCUMENT = "/openapi.json"
PAYMENTS = "/v1/books/{book_id}/payments"
UPROOT = "drop function api.pay"
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where the service is, what it says of itself, and who asks."""

    port: int
    document: Mapping[str, Any]
    tenant: Tenant


@dataclass(slots=True)
class Found:
    """What came of the requests: statuses, and faults by what they are."""

    statuses: Counter[int | None] = field(default_factory=Counter)
    valid: Counter[int | None] = field(default_factory=Counter)
    operations: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)

    def join(self, other: "Found") -> None:
        """Add what another client found."""
        self.statuses += other.statuses
        self.valid += other.valid
        self.operations |= other.operations
        self.faults = {**other.faults, **self.faults}


@dataclass(slots=True)
class Client:
    """One client: what it draws, and what it was told."""

    place: Place
    seed: str
    requests: int
    watch: Watch | None
    found: Found = field(default_factory=Found)

    def run(self) -> None:
        """Ask so often, and judge each answer."""
        chance = random.Random(self.seed)
        tenant = self.place.tenant
        ids = {name: list(values) for name, values in tenant.ids.items()}
        drawer = Drawer(chance, self.place.document, ids, tenant.book_id, tenant.key, date.today())
        judge, wire = Judge(self.place.document), Wire(self.place.port)
        for number in range(self.requests):
            request = next_request(drawer, chance)
            answer = wire.send(request)
            self.note(judge, request, answer, number)
            if answer is not None and request.operation is not None and answer.status == 200:
                drawer.learn(request.operation, answer.headers, answer.document)
            if self.watch is not None and number % max(1, self.requests // SAMPLES) == 0:
                self.watch.sample()
        wire.close()

    def note(self, judge: Judge, request: Request, answer: Answer | None, number: int) -> None:
        """Count an answer, and keep the smallest request of a new fault."""
        status = answer.status if answer else None
        self.found.statuses[status] += 1
        if request.what == "valid":
            self.found.valid[status] += 1
        if request.operation is not None:
            self.found.operations.add(request.operation)
        fault = judge.fault_of(request, answer)
        name = f"{request.operation or request.what}: {fault}"
        if fault is None or name in self.found.faults:
            return

        def shows(smaller: Request) -> bool:
            alone = Wire(self.place.port)
            try:
                return judge.fault_of(smaller, alone.send(smaller)) == fault
            finally:
                alone.close()

        is_told = len(self.found.faults) < MOST_SHOWN
        told = (smallest(request, shows) if is_told else request).curl()
        text = answer.text[:500] if answer else ""
        self.found.faults[name] = f"[{self.seed} {number} {request.what}] {told}\n    {text}"


def main(
    requests: Annotated[int, typer.Option(min=1, help="How many requests in all.")] = 50_000,
    seed: Annotated[int, typer.Option(help="What all that is random follows from.")] = 1,
    clients: Annotated[int, typer.Option(min=1, help="How many ask at once.")] = 4,
) -> None:
    """Ask a service made-up requests, and judge every answer."""
    with own_project() as project, served(project) as service:
        watch = watch_of(service)
        with placed(service) as place:
            before = watch.held()
            found = run_clients(place, requests, (seed, clients), watch)
            left = list(watch.faults_since(before))
    for line in report(found, watch, before):
        typer.echo(line)
    for name, told in sorted(found.faults.items())[:MOST_SHOWN]:
        typer.echo(f"{name}\n  {told}")
    for fault in left:
        typer.echo(fault)
    count = len(found.faults) + len(left)
    typer.echo(f"{requests} requests, {clients} clients, seed {seed}: {count} faults.")
    raise typer.Exit(code=1 if count else 0)


def watch_of(service: Service) -> Watch:
    """Watch the process that listens."""
    status = service.project.status()["service"]
    return Watch(service.project, urlsplit(service.url).port or 0, int(status["pid"]))


@contextmanager
def placed(service: Service) -> Iterator[Place]:
    """Make a book to ask about; meanwhile there is a route whose answers are kept by key."""
    port = urlsplit(service.url).port or 0
    with psycopg.connect(service.project.url(), autocommit=True) as admin:
        tenant = open_tenant(admin, service, f"fuzz {service.url}")
        try:
            yield Place(port, changed(admin, service, PLANT, has_payments=True), tenant)
        finally:
            changed(admin, service, UPROOT, has_payments=False)


def changed(
    admin: psycopg.Connection[Any], service: Service, change: str, *, has_payments: bool
) -> Mapping[str, Any]:
    """Change the contract, and return its document once it is served."""
    admin.execute(change.encode())
    admin.execute("notify procwright_contract")
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        document: Mapping[str, Any] = service.send("GET", DOCUMENT).document
        if (PAYMENTS in document["paths"]) == has_payments:
            return document
        time.sleep(0.1)
    raise RuntimeError(f"the contract did not change in {PATIENCE_SECONDS} s")


def run_clients(
    place: Place, requests: int, load: tuple[int, int], watch: Watch | None = None
) -> Found:
    """Ask so often in all; the load is the seed and how many ask at once."""
    seed, count = load
    clients = [
        Client(place, f"{seed}:{number}", requests // count, watch if number == 0 else None)
        for number in range(count)
    ]
    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(client.run) for client in clients]:
            done.result()  # a client that fails fails the run
    found = Found()
    for client in clients:
        found.join(client.found)
    return found


def report(found: Found, watch: Watch, before: Held) -> Iterator[str]:
    """Tell what was answered, and what the service held."""
    for what, counts in (("all", found.statuses), ("valid", found.valid)):
        told = ", ".join(
            f"{status or 'hung up'} {n}" for status, n in sorted(counts.items(), key=str)
        )
        yield f"{what}: {told}"
    asked = len(found.operations)
    yield f"{asked} operations asked; {before.sessions} sessions of the database before"
    if watch.memory:
        tenth = max(1, len(watch.memory) // 10)
        sizes = [megabytes(size) for size in watch.memory[::tenth]]
        yield f"memory: {', '.join(sizes)}"


if __name__ == "__main__":
    typer.run(main)
