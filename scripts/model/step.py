"""What is asked, what is answered, and how two answers are compared.

A thing has a number, as in the tests of the database: `thing(11)` is `fixture.id(11)`. So a list of
steps can be asked again of another book, and written down as a test.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

Row = dict[str, Any]

PREFIX = "019b76da-a800-7000-8000-"
FIXTURE_TIME = datetime(2026, 1, 1, tzinfo=UTC)


class Anything:
    """A value that the model has no say in."""

    def __eq__(self, other: object) -> bool:
        """Equal whatever it is."""
        return True

    def __hash__(self) -> int:
        """Return the same for all, as they are equal."""
        return 0

    def __repr__(self) -> str:
        """Say so."""
        return "ANY"


ANY = Anything()


@dataclass(frozen=True, slots=True)
class Step:
    """A call of a routine of schema api, or one of the test's own: clock, verify, tables."""

    what: str
    args: Mapping[str, Any] = field(default_factory=dict)
    seen: "Outcome | None" = field(default=None, compare=False)
    """What was answered, where it is known."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an answer; a refusal in one has a code and its key figures."""

    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Raised:
    """A refusal that is raised, or another error: its code and its key figures."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


Outcome = Rows | Raised


class RefusalError(Exception):
    """A refusal that the model raises, or several of which any may be the answer."""

    def __init__(self, *raised: Raised) -> None:
        """Keep them."""
        super().__init__(*raised)
        self.raised = list(raised)


def refuse(code: str, /, **facts: object) -> RefusalError:
    """Return a refusal to raise."""
    return RefusalError(Raised(code, facts))


def thing(number: int, at: datetime = FIXTURE_TIME) -> UUID:
    """Return the id of a thing: of January 2026, or of another time."""
    time = f"{round(at.timestamp() * 1000):012x}"
    return UUID(f"{time[:8]}-{time[8:]}-7000-8000-{number:012d}")


def number_of(value: UUID) -> int | None:
    """Return the number of which an id is `fixture.id`; None if there is none."""
    text = str(value)
    if not text.startswith(PREFIX) or not text[24:].isdecimal():
        return None
    return int(text[24:])


def faults(expected: Outcome, seen: Outcome) -> list[str]:
    """Return where an answer isn't what was expected."""
    if isinstance(expected, Raised) and isinstance(seen, Raised):
        wrong = [] if expected.code == seen.code else [f"{seen.code} and not {expected.code}"]
        return wrong or figure_faults(expected.facts, seen.facts)
    if not isinstance(expected, Rows) or not isinstance(seen, Rows):
        return [f"{shown(seen)} and not {shown(expected)}"]
    if len(expected.rows) != len(seen.rows):
        return [
            f"{len(seen.rows)} rows and not {len(expected.rows)}:",
            *(f"only seen: {row}" for row in seen.rows if row not in expected.rows),
            *(f"missing: {row}" for row in expected.rows if row not in seen.rows),
        ]
    pairs = zip(expected.rows, seen.rows, strict=True)
    return [
        f"row {place}: {fault}"
        for place, (wanted, found) in enumerate(pairs, 1)
        for fault in row_faults(wanted, found)
    ]


def row_faults(expected: Row, seen: Row) -> list[str]:
    """Return which columns differ."""
    wrong = [
        f"{name} is {value!r} and not {expected.get(name, 'known to the model')!r}"
        for name, value in seen.items()
        if name != "refusal" and expected.get(name, "known to the model") != value
    ]
    wanted, found = expected.get("refusal"), seen.get("refusal")
    choices = wanted if isinstance(wanted, list) else [wanted]
    refusals = [refusal_faults(choice, found) for choice in choices]
    return wrong + next((faults for faults in refusals if not faults), refusals[0])


def refusal_faults(wanted: Row | None, found: Row | None) -> list[str]:
    """Return in what a refusal differs."""
    if wanted is None or found is None or wanted["code"] != found["code"]:
        return [] if wanted == found else [f"refusal is {found!r} and not {wanted!r}"]
    return figure_faults(wanted["facts"], found["facts"])


def figure_faults(expected: Mapping[str, Any], seen: Mapping[str, Any]) -> list[str]:
    """Return which key figures differ; a refusal may say more than the model does."""
    return [
        f"the fact {name} is {seen.get(name)!r} and not {fact(name, value)!r}"
        for name, value in expected.items()
        if fact(name, value) != seen.get(name)
    ]


def fact(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever a fact is
    """Return a fact as it is written: what counts items is a number."""
    return value if name in ("place", "most") else plain(value)


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a fact is
    """Return a value as facts write it: whole numbers as text."""
    if value is None or isinstance(value, bool | Anything):
        return value
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return str(value)


def shown(outcome: Outcome) -> str:
    """Return an answer for a person."""
    if isinstance(outcome, Raised):
        return f"{outcome.code} {dict(outcome.facts)}"
    return f"{[*outcome.rows]}"
