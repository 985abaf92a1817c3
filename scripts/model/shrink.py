"""Makes the steps that led to a difference fewer and plainer, as long as there is one."""

import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from model.database import Real
from model.machine import Difference, Run, ask
from model.step import Step

Value = TypeVar("Value")

PLAIN = ("memo", "value_date", "actor", "name", "kind", "from_date", "to_date", "known_at", "days")

NEEDED = {("open_book", "name"), ("open_book", "actor"), ("set_interest_terms", "from_date")}
"""What is no option there."""


def replay(real: Real, steps: Sequence[Step]) -> Difference | None:
    """Ask the steps of books that nobody has seen; return the first difference."""
    world = real.begin()
    done: list[Step] = []
    run = Run(real)
    for step in steps:
        try:
            ask(run, world, done, step)
        except Difference as difference:
            return difference
    return None


def shrink(real: Real, found: Difference, seconds: float) -> Difference:
    """Return the shortest difference that is found in this time."""
    deadline = time.monotonic() + seconds
    best = replay(real, found.steps) or found
    is_shorter = True
    while is_shorter and time.monotonic() < deadline:
        is_shorter = False
        for steps in candidates(best.steps):
            if time.monotonic() > deadline:
                break
            difference = replay(real, steps)
            if difference is not None:
                best, is_shorter = difference, True
                break
    return best


def candidates(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Return fewer steps, then plainer ones. The last one shows the fault."""
    *before, last = steps
    for fewer in parts(before):
        yield [*fewer, last]
    for place, step in enumerate(steps):
        for plainer in plain_forms(step):
            yield [*steps[:place], plainer, *steps[place + 1 :]]


def parts(values: Sequence[Value]) -> Iterator[list[Value]]:
    """Return less of a list: without a half of it, then without a smaller part, the last first."""
    size = max(len(values) // 2, 1)
    while size >= 1:
        for end in range(len(values), 0, -size):
            yield [*values[: max(end - size, 0)], *values[end:]]
        size //= 2


def plain_forms(step: Step) -> Iterator[Step]:
    """Return a step with fewer items, without one of its options, or with a smaller amount."""
    for name, items in step.args.items():
        for fewer in parts(items if isinstance(items, list | tuple) else []):
            yield Step(step.what, {**step.args, name: type(items)(fewer)})
    for name in PLAIN:
        if step.args.get(name) is not None and (step.what, name) not in NEEDED:
            yield Step(step.what, {key: value for key, value in step.args.items() if key != name})
    amount = step.args.get("amount")
    if isinstance(amount, int) and amount > 1:
        yield Step(step.what, {**step.args, "amount": 1})
        yield Step(step.what, {**step.args, "amount": amount // 2})
