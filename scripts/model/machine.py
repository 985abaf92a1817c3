"""The stateful machine: it asks the ledger and the model the same, step by step."""

import time
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from model.database import Real
from model.draw import ACTOR, BOOK, OTHER_BOOK, STRANGER, Draw
from model.filters import KEYS, needed, sweep
from model.kills import Kills, disagree
from model.ledger import READS, WRITES, answers, learn
from model.state import World
from model.step import Outcome, Step, faults, shown, thing

CHECK_EVERY = 20
MOST_PAGES = 12
OPENING = 7  # steps that each example begins with


@dataclass(slots=True)
class Difference(AssertionError):  # noqa: N818 - it is a finding
    """The ledger answers what the model doesn't."""

    steps: list[Step]
    expected: Outcome
    seen: Outcome

    def __str__(self) -> str:
        """Say what was asked, and where the answers differ."""
        last = self.steps[-1]
        lines = [f"after {len(self.steps) - 1} steps, {last.what} {dict(last.args)}:"]
        return "\n  ".join([*lines, *faults(self.expected, self.seen)])


@dataclass(slots=True)
class Run:
    """What the examples of one run share."""

    real: Real
    steps: int = 0
    examples: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    failure: Difference | None = None
    kills: Kills | None = None


def opening() -> list[Step]:
    """Return the steps that each example begins with: two books, and accounts with money."""
    book = {"book_id": BOOK, "actor": ACTOR}

    def account(number: int, **more: Any) -> Step:  # noqa: ANN401
        return Step(
            "open_account", {**book, "account_id": thing(number), "currency": "EUR", **more}
        )

    def funding(number: int, to: int, amount: int) -> Step:
        sides = {"debit_account_id": thing(1), "credit_account_id": thing(to)}
        values = {"transfer_id": thing(number), **sides, "amount": amount, "currency": "EUR"}
        return Step("post_transfer", {**book, **values})

    other = {"book_id": OTHER_BOOK, "actor": STRANGER}
    return [
        Step("open_book", {**book, "name": "Book"}),
        Step("open_book", {**other, "name": "Other"}),
        Step("open_account", {**other, "account_id": thing(21), "currency": "EUR"}),
        account(1, balance_floor=None),
        account(11, name="till"),
        account(12),
        funding(101, 11, 1000),
    ]


def ask(run: Run, world: World, done: list[Step], step: Step) -> Outcome:
    """Ask the ledger and the model; raise where they differ."""
    done.append(step)
    run.steps += 1
    run.counts[step.what] = run.counts.get(step.what, 0) + 1
    if run.kills is not None and run.kills.is_due(step):
        expected, seen = run.kills.ask(run.real, world, step)
    else:
        begun = time.monotonic()
        expected, seen = answers(world, step), run.real.answer(step)
        if run.kills is not None and step.what in WRITES:
            run.kills.time(time.monotonic() - begun)
        if not disagree(expected, seen):
            learn(world, step, seen)
            done[-1] = replace(step, seen=seen)
    if disagree(expected, seen):
        run.failure = Difference([*done], expected[0], seen)
        raise run.failure
    return seen


class AskingMachine(RuleBasedStateMachine):
    """Asks steps, and checks now and then what they have left behind."""

    shared: ClassVar[Run]

    def __init__(self) -> None:
        """Open books and accounts."""
        super().__init__()
        self.run = self.shared
        self.world = self.run.real.begin()
        self.done: list[Step] = []
        self.since_check = 0
        for step in opening():
            self.ask(step)

    def ask(self, step: Step) -> Outcome:
        """Ask one step."""
        return ask(self.run, self.world, self.done, step)

    def draw(self, data: st.DataObject) -> Draw:
        """Return what draws by the present state."""
        return Draw(data, self.world, self.run.real.routines)

    def walk(self, step: Step, limit: int) -> None:
        """Read a list to its end; each page is the model's, so all of them together are."""
        book = self.world.books[BOOK]
        there = book.matches if step.what == "list_matches" else book.transfers
        least = len(there) // MOST_PAGES
        args = {**step.args, "limit": max(limit, least) if 0 < limit < 500 else limit}
        while True:
            seen = self.ask(Step(step.what, args))
            rows = getattr(seen, "rows", [])
            if len(rows) < args["limit"] or not rows:
                return
            args["after"] = rows[-1][KEYS[step.what]]

    @precondition(lambda self: len(self.done) - self.since_check >= CHECK_EVERY)
    @rule()
    def check(self) -> None:
        """Set the tables beside the model, and ask for what is broken."""
        self.since_check = len(self.done)
        self.ask(Step("tables", {"book_id": BOOK}))
        self.ask(Step("verify"))

    def teardown(self) -> None:
        """Check once more, and read some lists by all their filters, unless something failed."""
        if self.run.failure is not None and self.run.failure.steps == self.done:
            return
        self.check()
        self.run.examples += 1
        turn = self.run.examples
        for name in in_turn([*KEYS], turn):
            self.read_all(name)
        stranger = {"book_id": BOOK, "actor": STRANGER}
        for name in in_turn([name for name in READS if name != "tables"], turn):
            self.ask(Step(name, {**stranger, **needed(self.world, name, turn)}))

    def read_all(self, name: str) -> None:
        """Read a list by every combination of its filters."""
        arguments = self.run.real.routines[name]
        for args in sweep(self.world, name, arguments, self.run.examples):
            self.walk(Step(name, {"book_id": BOOK, **args}), 3)


def in_turn(names: list[str], turn: int) -> list[str]:
    """Return two of the names, others each turn."""
    return [names[place % len(names)] for place in (turn, turn + len(names) // 2)]


def report(difference: Difference) -> str:
    """Return the steps for a person to read."""
    lines = [f"{step.what} {dict(step.args)}" for step in difference.steps]
    return "\n".join([*lines, str(difference), shown(difference.seen)])
