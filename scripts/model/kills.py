"""The kill variant: the server dies while a step is under way, and has to have kept its word.

What was acknowledged is there; what was not is wholly there or not at all; and whoever asks again
gets one lasting answer.
"""

import threading
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from uuid import UUID

import psycopg

from model.database import Real
from model.ledger import WRITES, answers, learn
from model.periods import seal
from model.reading import tables
from model.state import Book, World
from model.step import Outcome, Rows, Step, faults

SPARED = {"open_book", "set_rates", "set_interest_terms", "expire_holds", "exchange"}
"""Three are not in the tables that are compared, one commits more than once, one makes ids."""


@dataclass(slots=True)
class Kills:
    """How often the server is to die, and how it dies and comes back."""

    most: int
    kill: Callable[[int | None], None]
    """Kills a process of the server and then all others, or the postmaster alone."""
    restart: Callable[[], tuple[str, str]]
    """Starts it, and returns where writer and superuser connect to."""
    moments: Random
    done: int = 0
    in_flight: int = 0
    """How many of them met a step that had no answer yet."""
    kept: int = 0
    """How many of those steps were in the ledger, though nobody was told."""
    wait: int = 10
    usual: float = 0.005
    """How long a step takes, about."""

    def is_due(self, step: Step) -> bool:
        """Whether the server dies during this step."""
        if step.what not in WRITES or step.what in SPARED or self.done >= self.most:
            return False
        self.wait -= 1
        return self.wait < 0

    def ask(self, real: Real, world: World, step: Step) -> tuple[list[Outcome], Outcome]:
        """Ask a step during which the server dies; return what was expected and seen at last."""
        self.done += 1
        self.wait = self.moments.randint(5, 25)
        before = deepcopy(world.books)
        expected = answers(world, step)
        seen = self.answer_while_killed(real, step)
        real.reconnect(*self.restart())
        real.set_clock(world.now)
        if seen is not None:
            if disagree(expected, seen):
                return expected, seen
            learn(world, step, seen)
            wanted, found = compare(real, world, step)
            return (wanted, found) if disagree(wanted, found) else (expected, seen)
        self.in_flight += 1
        wanted, found = take_over(real, world, step, before)
        if disagree(wanted, found):
            return wanted, found
        self.kept += world.books is not before
        for _ in range(2):
            wanted, found = answers(world, step), real.answer(step)
            if disagree(wanted, found):
                break
            learn(world, step, found)
        return wanted, found

    def answer_while_killed(self, real: Real, step: Step) -> Outcome | None:
        """Return the answer that came in time; None if none did."""
        delay = self.moments.uniform(0, 1.5 * self.usual)
        is_whole = self.moments.random() < 0.8
        backend = real.writer.info.backend_pid if is_whole else None
        killer = threading.Thread(target=self.kill_later, args=(delay, backend))
        killer.start()
        try:
            return real.answer(step)
        except psycopg.Error:
            return None
        finally:
            killer.join()

    def kill_later(self, delay: float, backend: int | None) -> None:
        """Let the step begin first."""
        time.sleep(delay)
        self.kill(backend)

    def time(self, seconds: float) -> None:
        """Take note of how long a step takes by now."""
        self.usual += (seconds - self.usual) / 8


def disagree(expected: list[Outcome], seen: Outcome) -> bool:
    """Whether an answer is none of those that were expected."""
    return all(faults(outcome, seen) for outcome in expected)


def compare(real: Real, world: World, step: Step) -> tuple[list[Outcome], Outcome]:
    """Return what the tables of the step's book should hold, and what they do."""
    look = Step("tables", {"book_id": step.args["book_id"]})
    if look.args["book_id"] not in world.books:
        return [Rows([])], Rows([])
    return tables(world, dict(look.args)), real.answer(look)


def take_over(
    real: Real, world: World, step: Step, before: dict[UUID, Book]
) -> tuple[list[Outcome], Outcome]:
    """Find out whether the step is in or out, and let the model be as the ledger is."""
    after = world.books
    world.books = before
    wanted, found = compare(real, world, step)
    if not disagree(wanted, found):
        return wanted, found
    world.books = after
    wanted, found = compare(real, world, step)
    if disagree(wanted, found) and step.what == "close_period":
        book = world.books[step.args["book_id"]]
        seal(world, book, step.args["period_start"])
        return compare(real, world, step)
    return wanted, found
