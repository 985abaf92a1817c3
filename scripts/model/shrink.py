"""Makes the steps that led to a difference fewer and plainer, as long as there is one."""

import time
from collections.abc import Iterator, Sequence

from model.database import Real
from model.machine import Difference, Run, ask
from model.step import Step

PLAIN = ("memo", "value_date", "actor", "name", "kind", "from_date", "to_date", "known_at")


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
    """Return fewer steps, large parts first; then plainer ones. The last one shows the fault."""
    size = len(steps) // 2
    while size >= 1:
        for start in range(max(len(steps) - 1 - size, 0), -1, -size):
            yield [*steps[:start], *steps[min(start + size, len(steps) - 1) :]]
        size //= 2
    for place, step in enumerate(steps):
        for plainer in plain_forms(step):
            yield [*steps[:place], plainer, *steps[place + 1 :]]


def plain_forms(step: Step) -> Iterator[Step]:
    """Return a step without one of its options, or with a smaller amount."""
    for name in PLAIN:
        if step.args.get(name) is not None and step.what not in ("open_book",):
            yield Step(step.what, {key: value for key, value in step.args.items() if key != name})
    items = step.args.get("transfers")
    items = items if isinstance(items, list) else []
    for place in range(len(items)):
        yield Step(step.what, {**step.args, "transfers": [*items[:place], *items[place + 1 :]]})
    amount = step.args.get("amount")
    if isinstance(amount, int) and amount > 1:
        yield Step(step.what, {**step.args, "amount": 1})
        yield Step(step.what, {**step.args, "amount": amount // 2})
