"""Valid requests, drawn from the contract: usual values mostly, and those at the bounds."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fuzz.request import Draft, Field
from proof.typed_values import known, new_id

Schema = Mapping[str, Any]

TEXTS = (
    "a",
    "A",
    "1000",
    "a.b-1",
    "INV-1",
    "EUR",
    "é" * 3,
    "日本語",
    "🙂",
    "'; drop table x; --",
    "x" * 140,
)
CURRENCIES = ("EUR", "EUR", "EUR", "EUR", "EUR", "USD", "JPY", "XXX")
MADE = ("transfer_id", "hold_id", "account_id", "exchange_id", "match_id", "book_id", "link_id")
"""Ids that a client may make: half of them are new."""

PREFER = "wait=1.5"
HOST = ("Host", "127.0.0.1")
MOST_KEPT = 40


@dataclass(slots=True)
class Drawer:
    """Draws requests; what answers have told is used again."""

    chance: random.Random
    document: Schema
    ids: dict[str, list[str]]
    book_id: str
    key: str
    today: date
    cursors: dict[str, list[str]] = field(default_factory=dict)
    tags: dict[str, list[str]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    def draft(self) -> Draft:
        """Draw a valid request of any operation."""
        path = self.chance.choice(sorted(self.document["paths"]))
        method = self.chance.choice(sorted(self.document["paths"][path]))
        return self.draft_of(path, method, self.document["paths"][path][method])

    def draft_of(self, path: str, method: str, told: Schema) -> Draft:
        """Draw a valid request of an operation."""
        operation = f"{method.upper()} {path}"
        places: dict[str, list[Field]] = {"path": [], "query": [], "header": []}
        for parameter in told.get("parameters", []):
            name, place = parameter["name"], parameter["in"]
            if not parameter["required"] and self.chance.random() < 0.6:
                continue
            schema = parameter["schema"]
            values = [self.parameter(operation, name, schema)]
            if schema.get("type") == "array":
                values = [self.text_of(self.value(name, schema["items"])) for _ in range(2)]
            places[place] += [(name, value) for value in values if value is not None]
        fields = (HOST, ("Authorization", self.key), *places["header"])
        taken: Schema = told.get("requestBody", {}).get("content", {}).get("application/json", {})
        body = self.body(taken["schema"]) if taken else None
        return Draft(operation, dict(places["path"]), tuple(places["query"]), fields, body)

    def parameter(self, operation: str, name: str, schema: Schema) -> str | None:
        """Draw a value of path, query or field; None when there is none to be had."""
        if name == "cursor":
            kept = self.cursors.get(operation)
            return self.chance.choice(kept) if kept else None
        if name == "If-None-Match":
            kept = self.tags.get(operation)
            return self.chance.choice([*(kept or []), '"x"', 'W/"0"', "*", '"a", W/"b"'])
        if name == "If-Match":
            return self.chance.choice(("*", '"0"', '"1"', '"2"', '"999999999999"', '"-1"', '""'))
        if name == "Prefer":
            return PREFER
        if name == "Idempotency-Key":
            return f'"{self.request_key()}"'
        return self.text_of(self.value(name, schema))

    def request_key(self) -> str:
        """Draw a key: new, or one that was used before, by whatever request."""
        if self.keys and self.chance.random() < 0.4:
            return self.chance.choice(self.keys)
        self.keys = [*self.keys[-MOST_KEPT:], f"{self.chance.getrandbits(64):016x}"]
        return self.keys[-1]

    def body(self, schema: Schema) -> dict[str, Any]:
        """Draw an object of the fields that are required, and some of the others."""
        made: dict[str, Any] = {}
        for name, of in schema.get("properties", {}).items():
            if name in schema.get("required", []) or self.chance.random() < 0.35:
                made[name] = self.value(name, of)
        return made

    def value(self, name: str, schema: Schema) -> Any:  # noqa: ANN401 - JSON
        """Draw a value of a schema, by its name where that has a meaning."""
        if "anyOf" in schema:
            return self.value(name, self.chance.choice(schema["anyOf"]))
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        kinds = schema.get("type", "any")
        kind = kinds if isinstance(kinds, str) else self.chance.choice([kinds[0]] * 8 + kinds[1:])
        if kind == "array":
            return [self.value(name.removesuffix("s"), schema["items"]) for _ in range(self.few())]
        if kind == "object":
            return self.body(schema)
        if kind == "integer":
            return self.integer(schema)
        if kind == "any":
            return self.any(name)
        return {"boolean": self.chance.random() < 0.5, "null": None}.get(
            kind, self.string(name, schema) if kind == "string" else self.chance.choice((0, 1.5))
        )

    def string(self, name: str, schema: Schema) -> str:
        """Draw a text of a schema."""
        match schema.get("format"):
            case "uuid":
                return self.id(name)
            case "date":
                return self.day(name)
            case "date-time":
                return self.chance.choice(MOMENTS).format(self.today.year + 1)
            case "int64":
                return self.whole(schema)
            case "decimal":
                return self.chance.choice(
                    ("0", "1", "0.05", "1.1", "-0.01", "9" * 30, "0.12345678")
                )
        if name.endswith("currency"):
            return self.chance.choice(CURRENCIES)
        low, high = schema.get("minLength", 0), schema.get("maxLength", 10**6)
        fitting = [
            text
            for text in (*TEXTS, "é" * min(high, 300), "x" * low)
            if low <= len(text) <= high and re.search(schema.get("pattern", ""), text)
        ]
        return self.chance.choice(fitting or ["EUR"])

    def id(self, name: str) -> str:
        """Draw an id: one that is there mostly; a new one where clients make them."""
        if name == "book_id":
            return self.book_id
        names = sorted((each for each in self.ids if known(name, each)), key=len)
        if not names or self.chance.random() < (0.5 if name in MADE else 0.05):
            return new_id(self.chance, self.today)
        return self.chance.choice(self.ids[names[-1]])

    def day(self, name: str) -> str:
        """Draw a day: of this month mostly."""
        dice = self.chance.random()
        first = self.today.replace(day=1)
        if dice < 0.75:
            day = 1 if "period" in name else self.chance.randint(1, 28)
            return first.replace(day=day).isoformat()
        return self.chance.choice(("0001-01-01", "1970-01-01", "2024-02-29", "9999-12-31"))

    def whole(self, schema: Schema) -> str:
        """Draw a whole number: small mostly, and at its bounds."""
        span = schema.get("x-range", {})
        low, high = int(span.get("min", -(2**63))), int(span.get("max", 2**63 - 1))
        usual = self.chance.randint(min(max(low, 1), high), min(high, 500))
        return str(self.chance.choice((usual, usual, usual, low, high, max(low, 0))))

    def integer(self, schema: Schema) -> int:
        """Draw an integer within its bounds, and at them."""
        low, high = schema.get("minimum", -(2**31)), schema.get("maximum", 2**31 - 1)
        return int(self.chance.choice((low, high, self.chance.randint(low, min(high, low + 9)))))

    def few(self) -> int:
        """Draw a length of a list."""
        return self.chance.choice((0, 1, 2, 2, 2, 3, 20))

    def any(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """Draw a document: one as its name says mostly."""
        dice = self.chance.random()
        if dice < 0.15:
            return self.chance.choice((None, True, 0, 1.5, "", [], {}, [[]], {"": {}}))
        if name == "transfers":
            return [self.transfer() for _ in range(self.few())]
        if name == "rates":
            return {
                code: self.chance.choice(("1.1", 161.25, "0", "x", 1)) for code in ("USD", "JPY")
            }
        if name == "schema":
            of = {"type": self.chance.choice(("string", "integer")), "maxLength": 3}
            return {
                "type": "object",
                "properties": {"branch": of},
                "required": ["branch"][: dice > 0.5],
            }
        return {"branch": self.chance.choice(("north", 7, None, "é🙂")), "a": [1, {"b": "c"}]}

    def transfer(self) -> dict[str, Any]:
        """Draw an item of a batch."""
        made = {f"{side}_account_id": self.id(f"{side}_account_id") for side in ("debit", "credit")}
        more = {"memo": "text"} if self.chance.random() < 0.5 else {}
        return {
            **made,
            **more,
            "transfer_id": self.id("transfer_id"),
            "amount": "5",
            "currency": "EUR",
        }

    @staticmethod
    def text_of(value: object) -> str:
        """Write a value as path, query and fields have it."""
        return value if isinstance(value, str) else str(value).lower()

    def learn(self, operation: str, fields: Mapping[str, str], document: object) -> None:
        """Keep what an answer has told."""
        found = re.search(r"[?&]cursor=([^&>]+)", fields.get("link", ""))
        for kept, value in ((self.cursors, found and found[1]), (self.tags, fields.get("etag"))):
            if value:
                kept[operation] = [*kept.get(operation, [])[-MOST_KEPT:], value]
        rows = document if isinstance(document, list) else [document]
        for row in [row for row in rows[:5] if isinstance(row, dict)]:
            for name in sorted(self.ids.keys() & row.keys() - {"book_id"}):
                if isinstance(row[name], str):
                    self.ids[name] = [*self.ids[name][-MOST_KEPT:], row[name]]


MOMENTS: Sequence[str] = (
    "{}-01-31T23:59:59.999999Z", "{}-02-01T00:00:00+14:00", "2000-01-01T00:00:00Z",
    "{}-06-30T12:00:00-12:00", "9999-12-31T23:59:59Z",
)  # fmt: skip
