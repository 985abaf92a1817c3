"""Values for the arguments of a routine, made from what the catalog says of their types.

Bounds of domains, one below and one above; nulls; ids that are there and ids that are not; the days
and moments at the ends of time; texts of every script; nested documents. All come from one random
generator, so that a seed makes them again. A value is the text that is cast to the type.
"""

import json
import random
import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

NUMBER = re.compile(r"-?\d+")
LITERAL = re.compile(r"'((?:[^']|'')*)'::text")
PATTERN = re.compile(r"\^\[([^\]]+)\]\{(\d+)\}\$")

INTEGERS = (0, 1, -1, 2, 7, 100, 32767, 2**31 - 1, -(2**31), 2**31, 2**63 - 1, -(2**63), 2**63)
NUMERICS = ("NaN", "Infinity", "-Infinity", "1e400", "-0.0000000001", "1.5", "100", "0.000123")

DAYS = (
    "-infinity", "infinity", "4713-01-01 BC", "0001-01-01", "1969-12-31", "1970-01-01",
    "2024-02-29", "2026-01-01", "2026-01-31", "2026-02-01", "9999-12-31", "5874897-12-31",
    "today", "tomorrow", "2026-02-30",
)  # fmt: skip
MOMENTS = (
    "-infinity", "infinity", "4713-01-01 BC", "0001-01-01 00:00+00", "1970-01-01 00:00+00",
    "2026-01-31 23:59:59.999999+00", "2026-03-29 02:30 Europe/Berlin", "294276-12-31 23:59+00",
    "9999-12-31 23:59+00", "now", "tomorrow", "2026-01-01 25:00+00",
)  # fmt: skip
INTERVALS = ("0", "1 day", "-1 day", "178000000 years", "1 month", "PT1S", "x")

SIGNS = "aZ09 '\"\\%_\t\n;-é ßŻ中日本語عربى🙂\u200d\u202e\uffff"
TEXTS = ("", " ", "a", "EUR", "'; drop", "null", "{}", "é" * 140, "中" * 141, "🙂" * 5000)

WORDS = ("A", "B", "1000", "1100", "a.b-1")
"""Few, so that what one call has named another finds."""

MOST_PARTS = 6
DEPTH = 3


@dataclass(frozen=True, slots=True)
class Type:
    """A type of an argument: what it stands on, and what its domain checks."""

    name: str
    base: str
    checks: str = ""
    is_array: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a routine."""

    name: str
    type: Type
    has_default: bool

    @property
    def word(self) -> str:
        """The name without the prefix of arguments."""
        return self.name.removeprefix("p_")


@dataclass(slots=True)
class Values:
    """Makes values; the ids that answers have told are used again."""

    chance: random.Random
    fields: Sequence[Sequence[Argument]] = ()
    """What the objects of a document may be: the arguments of each routine."""
    ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    usual: Mapping[str, Sequence[str | None]] = field(default_factory=dict)
    """What an argument of a name mostly is, so that calls get beyond their first lines."""
    today: date = date(2026, 1, 1)
    """The month of this day is the one that new ids lie in, and most days."""

    def learn(self, name: str, value: object) -> None:
        """Keep an id that an answer has told; the last ones are enough."""
        if isinstance(value, uuid.UUID) and str(value) not in self.ids[name]:
            self.ids[name] = [*self.ids[name][-30:], str(value)]
        elif isinstance(value, list):
            for one in value:
                self.learn(name.removesuffix("s"), one)

    def value(self, argument: Argument) -> str | None:
        """Make a value of an argument; None is null."""
        words = (argument.word, argument.word.rpartition("_")[2])
        usual = next((self.usual[word] for word in words if word in self.usual), None)
        if usual and self.chance.random() < 0.9:
            return self.chance.choice(usual)
        if self.chance.random() < (0.3 if argument.has_default else 0.03):
            return None
        return self.of_type(argument.type, argument.word)

    def of_type(self, kind: Type, word: str) -> str:
        """Make a value of a type."""
        if kind.is_array:
            return self.array(kind, word)
        makers: dict[str, Callable[[], str]] = {
            "uuid": lambda: self.uuid(word),
            "date": self.day,
            "timestamp with time zone": lambda: self.chance.choice(MOMENTS),
            "interval": lambda: self.chance.choice(INTERVALS),
            "boolean": lambda: self.chance.choice(("true", "false")),
            "numeric": lambda: self.decimal(kind),
            "jsonb": lambda: json.dumps(self.document(DEPTH)),
            "json": lambda: json.dumps(self.document(DEPTH)),
            "bytea": lambda: "\\x" + self.chance.randbytes(self.chance.choice((0, 31, 32))).hex(),
            "smallint": lambda: self.number(kind),
            "integer": lambda: self.number(kind),
            "bigint": lambda: self.number(kind),
        }
        return makers.get(kind.base, lambda: self.text(kind))()

    def array(self, kind: Type, word: str) -> str:
        """Make the text of an array: short, long, with nulls, or of arrays."""
        element = Type(kind.name.removesuffix("[]"), kind.base, kind.checks)
        count = self.chance.choice((0, 1, *range(2, MOST_PARTS), *range(2, MOST_PARTS), 101))
        parts = [self.of_type(element, word.removesuffix("s")) for _ in range(count)]
        quoted = [json.dumps(part, ensure_ascii=False) for part in parts]
        if self.chance.random() < 0.05:
            quoted.append("null")
        flat = ",".join(quoted)
        return f"{{{{{flat}}},{{{flat}}}}}" if self.chance.random() < 0.03 else f"{{{flat}}}"

    def uuid(self, word: str) -> str:
        """Make an id: of its own kind, of another, new, or odd."""
        names = sorted((name for name in self.ids if known(word, name)), key=len)
        own = self.ids[names[-1]] if names else []
        dice = self.chance.random()
        if own and dice < 0.6:
            return self.chance.choice(own)
        if dice < 0.92:
            return new_id(self.chance, self.today)
        others = [one for ids in self.ids.values() for one in ids]
        odd = [str(uuid.UUID(int=0)), "f" * 32, str(uuid.UUID(int=self.chance.getrandbits(128)))]
        return self.chance.choice([*odd, *others[:20], "x"])

    def day(self) -> str:
        """Make a day: mostly one of this month, often its first."""
        if self.chance.random() < 0.6:
            day = self.chance.choice((1, self.chance.randint(1, 28)))
            return self.today.replace(day=day).isoformat()
        return self.chance.choice(DAYS)

    def number(self, kind: Type) -> str:
        """Make a whole number: around the bounds of its domain, small, or anything."""
        bounds = [int(found) for found in NUMBER.findall(kind.checks.replace("::bigint", ""))]
        if len(bounds) > 1 and self.chance.random() < 0.7:
            low = max(min(bounds), -500)
            return str(self.chance.randint(low, min(max(bounds), low + 1000)))
        near = [bound + step for bound in bounds for step in (-1, 0, 1)]
        small = [self.chance.randint(1, 9), self.chance.randint(1, 1000)]
        return str(
            self.chance.choice([*near, *small, *small, *small, self.chance.choice(INTEGERS)])
        )

    def decimal(self, kind: Type) -> str:
        """Make a number: mostly a small fraction, as rates are."""
        if self.chance.random() < 0.7:
            return f"{self.chance.randint(-2000, 20000) / 10000:.4f}"
        return self.chance.choice((*NUMERICS, self.number(kind)))

    def text(self, kind: Type) -> str:
        """Make a text: what the domain lists, what its pattern takes, at its lengths, or any."""
        found = PATTERN.search(kind.checks)
        listed = LITERAL.findall(kind.checks) if " ~ " not in kind.checks else []
        if listed and self.chance.random() < 0.9:
            return str(self.chance.choice(listed))
        if found and self.chance.random() < 0.9:
            sign = "A" if "A-Z" in found[1] else "a"
            return sign * (int(found[2]) + self.chance.choice((-1, *[0] * 10, 1)))
        if " ~ " in kind.checks and not found and self.chance.random() < 0.85:
            return self.chance.choice(WORDS)
        lengths = [int(length) for length in NUMBER.findall(kind.checks)] if not found else []
        if lengths and self.chance.random() < 0.2:
            length = max(0, self.chance.choice(lengths) + self.chance.choice((-1, 0, 1)))
            return "".join(self.chance.choice(SIGNS) for _ in range(min(length, 10_000)))
        if self.chance.random() < 0.8:
            return f"text {self.chance.randint(1, 50)}"
        return self.chance.choice(TEXTS)

    def document(self, depth: int) -> object:
        """Make a document: mostly objects as the arguments of a routine would have them."""
        dice = self.chance.random()
        if dice < 0.03:
            return nested(self.chance.choice((50, 500)))
        if depth == 0 or dice < 0.15:
            return self.chance.choice((None, True, 0, -1, 1.5, 10**30, "", "é", [], {}))
        if dice < 0.6:
            count = self.chance.choice((0, 1, 2, 3, 5, 501 if depth == DEPTH else 4))
            one = self.document(depth - 1)
            return [self.document(depth - 1) if place < 5 else one for place in range(count)]
        return self.record(depth)

    def record(self, depth: int) -> dict[str, object]:
        """Make an object with the names of a routine's arguments, or with words of schemas."""
        made: dict[str, object] = {}
        if self.fields and self.chance.random() < 0.8:
            for argument in self.chance.choice(self.fields):
                if self.chance.random() < 0.9 and argument.type.base not in ("json", "jsonb"):
                    value = self.value(argument)
                    made[argument.word] = self.as_number(value)
            return made
        words = ("type", "properties", "required", "enum", "items", "minimum", "pattern", "a", "")
        for _ in range(self.chance.randint(0, 4)):
            made[self.chance.choice(words)] = self.chance.choice(
                ("object", "string", "(", ["a", 1], self.document(depth - 1))
            )
        return made

    def as_number(self, value: str | None) -> object:
        """Leave a value a text, or make it a number where it is one."""
        if value is not None and NUMBER.fullmatch(value) and self.chance.random() < 0.6:
            return int(value)
        return value


def known(word: str, name: str) -> bool:
    """Tell whether an argument may be an id of this name: debit_account_id an account_id."""
    return word == name or word.endswith("_" + name) or (word == "after" and name.endswith("_id"))


def new_id(chance: random.Random, today: date) -> str:
    """Make a uuid of version 7, of the month of a day."""
    days = (today.replace(day=1) - date(1970, 1, 1)).days
    milliseconds = days * 86_400_000 + chance.randint(0, 28 * 86_400_000 - 1)
    bits = (milliseconds << 80) | (7 << 76) | (chance.getrandbits(12) << 64)
    return str(uuid.UUID(int=bits | (2 << 62) | chance.getrandbits(62)))


def nested(depth: int) -> list[object]:
    """Make lists in lists."""
    made: list[object] = []
    for _ in range(depth):
        made = [made]
    return made
