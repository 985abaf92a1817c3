"""Clients that ask until they shall stop, through servers that die meanwhile.

A request whose answer was lost is asked again until there is one: that is what its id is for.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event

import psycopg

from load.book import HOLD, Book, Memory, Request, Row, last_month
from load.requests import next_request

CLOSE = "select state from api.close_period(%(book)s, %(month)s, p_actor => %(actor)s)"
REOPEN = """
select state from api.reopen_period(%(book)s, %(month)s, 'load', p_actor => %(actor)s)
"""

GONE = (psycopg.OperationalError, psycopg.InterfaceError)
PATIENCE_SECONDS = 60


@dataclass(slots=True)
class Client:
    """One client: where it connects to, what it follows from, and what came of it."""

    url: Callable[[], str]
    book: Book
    dice: random.Random
    stop: Event
    memory: Memory = field(default_factory=Memory)
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    connection: psycopg.Connection[Row] | None = None

    def run(self) -> None:
        """Ask one request after another; now and then one that was answered before."""
        while not self.stop.is_set():
            if self.memory.answers and self.dice.random() < 0.1:
                self.repeat()
            else:
                self.ask_new()
        self.close()

    def ask_new(self) -> None:
        """Ask something new, and keep the answer."""
        request = next_request(self.book, self.memory, self.dice)
        rows = self.ask(request)
        if rows is None:
            return
        self.memory.answers.append((request, rows))
        for row in rows:
            code = "posted" if row[-1] is None else str(row[-1]["code"])
            self.counts[code] += 1
            if row[-1] is None:
                held = request.query == HOLD
                (self.memory.holds if held else self.memory.transfers).append(row[0])

    def repeat(self) -> None:
        """Ask again what was answered: the answer must be the same."""
        request, rows = self.dice.choice(self.memory.answers)
        again = self.ask(request)
        self.counts["repeated"] += 1
        if again is not None and again != rows:
            self.faults.append(f"{request}: {rows}, and when asked again {again}")

    def ask(self, request: Request) -> list[Row] | None:
        """Return the answer, however often it takes; null when it was refused by a raise."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                return self.connected().execute(request.query.encode(), request.values).fetchall()
            except GONE as error:
                self.close()
                if error.sqlstate in {"40P01", "40001"}:
                    self.faults.append(f"{error.sqlstate}: {error}")
                self.counts["asked again"] += 1
                time.sleep(0.05)
            except psycopg.Error as error:
                self.raised(error)
                return None
        self.faults.append(f"no answer in {PATIENCE_SECONDS} s: {request}")
        self.stop.set()
        return None

    def raised(self, error: psycopg.Error) -> None:
        """Count a refusal; whatever else is raised is a fault."""
        code = error.sqlstate or type(error).__name__
        self.counts[code] += 1
        if not code.startswith("LG"):
            self.faults.append(f"{code}: {error}")

    def connected(self) -> psycopg.Connection[Row]:
        """Return the connection; a new one when the server is another."""
        if self.connection is None:
            self.connection = psycopg.connect(self.url(), autocommit=True, connect_timeout=5)
        return self.connection

    def close(self) -> None:
        """Let go of the connection, dead or alive."""
        if self.connection is not None:
            with suppress(*GONE):
                self.connection.close()
        self.connection = None


class Closer(Client):
    """The one who closes last month and opens it again, while others post into it."""

    def run(self) -> None:
        """Close in as many steps as it takes, wait a moment, open again."""
        values = self.book.values(month=last_month())
        while not self.stop.is_set():
            rows = self.ask(Request(CLOSE, values))
            if rows is not None and rows[0][0] == "closed":
                self.counts["closed"] += 1
                self.stop.wait(0.3)
                self.ask(Request(REOPEN, values))
            self.stop.wait(0.05)
        self.close()


def start_clients(
    url: Callable[[], str], book: Book, count: int, seed: int
) -> tuple[list[Client], list[threading.Thread], Event]:
    """Start so many clients, one of whom closes and opens last month."""
    stop = Event()
    clients = [
        (Closer if number == 0 else Client)(url, book, random.Random(seed + number), stop)
        for number in range(count)
    ]
    threads = [threading.Thread(target=client.run, daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    return clients, threads, stop
