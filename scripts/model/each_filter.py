"""Take out each filter of each list in turn: what the run can't see there, it sees in no change."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.database import Real
from model.ledger import READS
from model.planted import ignore, restore
from model.trial import run_model

EACH = "each"
NO_FILTERS = ("book_id", "limit", "trace")


@dataclass(frozen=True, slots=True)
class Sight:
    """A filter that was taken out, and after how many steps it was seen; None: it wasn't."""

    routine: str
    argument: str
    seen_after: int | None

    def __str__(self) -> str:
        """Say so for a person."""
        what = "not seen" if self.seen_after is None else f"seen after {self.seen_after} steps"
        return f"{self.routine} without {self.argument}: {what}"


def filters_of(real: Real) -> dict[str, tuple[str, str]]:
    """Return what the routines that read may take no notice of: filters, pages, and who asks."""
    return {
        f"{name}.{argument}": (name, argument)
        for name in sorted(READS)
        for argument in real.routines.get(name, [])
        if argument not in NO_FILTERS
    }


def sights(real: Real, wanted: str, steps: int, number: int) -> Iterator[Sight]:
    """Run the test for a filter, or once for each, which its routine ignores meanwhile."""
    known = filters_of(real)
    for routine, argument in known.values() if wanted == EACH else [known[wanted]]:
        source = ignore(real.admin, routine, argument)
        try:
            trial = run_model(real, steps, number, seconds=0)
        finally:
            restore(real.admin, source)
        yield Sight(routine, argument, trial.steps if trial.difference else None)
