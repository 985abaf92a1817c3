"""One run of the model test: as many steps as asked for, by one seed, and what came of it."""

import math
from dataclasses import dataclass
from random import Random

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.errors import FlakyStrategyDefinition, HypothesisException
from hypothesis.stateful import run_state_machine_as_test

from model.database import Real
from model.kills import Kills
from model.machine import Difference, Run
from model.regression import Place, regression
from model.rules import machine_of
from model.shrink import shrink

RULES_PER_EXAMPLE = 50
STEPS_PER_EXAMPLE = 70
"""About: a rule may be several steps."""
SHRINKING_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Trial:
    """What a run came to."""

    seed: int
    steps: int
    counts: dict[str, int]
    difference: Difference | None
    test: str | None
    """The test of the database that fails for the difference."""


def new_seed() -> int:
    """Return a seed that nobody chose."""
    return Random().randrange(2**31)


def run_model(
    real: Real,
    steps: int,
    number: int,
    seconds: float = SHRINKING_SECONDS,
    kills: Kills | None = None,
) -> Trial:
    """Run about so many steps; shrink and write down the first difference.

    One that is found beside a kill is written down as it is: it can't be had again at will.
    """
    run = Run(real, kills=kills)
    part = number
    while run.failure is None and run.steps < steps:
        run_part(run, math.ceil((steps - run.steps) / STEPS_PER_EXAMPLE), part)
        part += 1
    if run.failure is None:
        assert real.breaches() == [], real.breaches()
        return Trial(number, run.steps, run.counts, None, None)
    found = run.failure if kills else shrink(real, run.failure, seconds)
    command = f"procwright run model_test --steps {steps} --seed {number}"
    test = regression(found, Place(real.results, command))
    return Trial(number, run.steps, run.counts, found, test)


def run_part(run: Run, examples: int, number: int) -> None:
    """Run so many examples, which follow from the number.

    A close waits for whoever else writes on the server, so beside others two examples that begin
    alike may go on differently. hypothesis ends there; the next part goes on.
    """
    machine = seed(number)(machine_of(run))
    options = settings(
        max_examples=examples,
        stateful_step_count=RULES_PER_EXAMPLE,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
        suppress_health_check=[*HealthCheck],
    )
    try:
        run_state_machine_as_test(machine, settings=options)
    except (Difference, HypothesisException) as error:
        if run.failure is None and not isinstance(error, FlakyStrategyDefinition):
            raise
