"""Writes the steps that led to a difference down as a test of the database, in pgTAP."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from model.database import KEPT_COLUMNS, MONTHS, START, TABLES
from model.judging import month_of, time_of
from model.ledger import WRITES
from model.machine import Difference
from model.made import NEW_ID, first_id
from model.step import ANY, FIXTURE_TIME, Outcome, Raised, Rows, Step, fact, number_of

WIDTH = 100
NUMBER = re.compile('"number (-?[0-9.]+)"')
"""A number that is written as it is, with all its decimals."""
NOT_SENT: Mapping[str, Sequence[str]] = {"expire_holds": ["book_id"]}


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of the ledger where the difference arose."""

    results: Mapping[str, Sequence[str]]
    """The columns of each routine's answer."""
    command: str
    """What finds the difference again."""


def regression(difference: Difference, place: Place) -> str:
    """Return a test that fails as long as the ledger answers so."""
    *before, last = difference.steps
    asserts = [*assertions(last, difference.expected, place)]
    lines = [
        "begin;",
        f"select plan({len(asserts)});",
        "",
        f"-- Found by {place.command}: what the",
        "-- ledger answered to the last step was not what the model of it does.",
        "set local timezone = 'UTC';",
        f"select fixture.stop_clock('{START}');",
        *months(difference.steps),
        *([NEW_ID] if any(step.what == "exchange" for step in before) else []),
        "",
        "do $body$",
        "begin",
        *(line for step in effective(before) for line in performed(step)),
        "end;",
        "$body$;",
        "",
        "\n\n".join(asserts),
        "",
        "select finish();",
        "rollback;",
    ]
    return "\n".join([*lines, ""])


def months(steps: Sequence[Step]) -> Iterator[str]:
    """Return what makes the months that the steps need."""
    ids = [value for step in steps for value in ids_in(step.args)]
    needed = {month_of(time_of(value).date()) for value in ids if value.version == 7}
    for month in MONTHS:
        if month in needed and month != month_of(FIXTURE_TIME.date()):
            yield f"select ledger.add_month('{month}');"


def ids_in(value: object) -> Iterator[UUID]:
    """Return every id in arguments."""
    if isinstance(value, UUID):
        yield value
    parts = value.values() if isinstance(value, Mapping) else value
    for part in parts if isinstance(parts, list | tuple | ValuesView) else []:
        yield from ids_in(part)


def effective(steps: Sequence[Step]) -> Iterator[Step]:
    """Return the steps that change something, none that was raised: it would end the block."""
    for step in steps:
        if step.what == "clock" or (step.what in WRITES and isinstance(step.seen, Rows)):
            yield step


def performed(step: Step) -> Iterator[str]:
    """Return a step as a line or more of PL/pgSQL."""
    if step.what == "clock":
        yield f"    perform fixture.stop_clock('{step.args['now']}');"
        return
    if step.what == "exchange":
        yield f"    perform set_config('model.ids', '{first_id(step)}', true);"
    yield from wrapped(f"perform {call(step)};", 4)


def call(step: Step) -> str:
    """Return the call of a routine; holds expire in all books at once."""
    not_sent = NOT_SENT.get(step.what, [])
    sent = {name: value for name, value in step.args.items() if name not in not_sent}
    args = ", ".join(f"p_{name} => {literal(value)}" for name, value in sent.items())
    return f"api.{step.what}({args})"


def wrapped(text: str, indent: int) -> Iterator[str]:
    """Return a call in one line, or with a line an argument."""
    line = " " * indent + text
    if len(line) <= WIDTH:
        yield line
        return
    opening, _, rest = line.partition("(")
    yield f"{opening}("
    inner, _, closing = rest.rpartition(")")
    parts = inner.split(", p_")
    for number, part in enumerate(parts):
        name = part if number == 0 else f"p_{part}"
        yield f"{' ' * (indent + 4)}{name}{',' if number < len(parts) - 1 else ''}"
    yield f"{' ' * indent}){closing}"


def assertions(step: Step, expected: Outcome, place: Place) -> Iterator[str]:
    """Return what the model expects of the last step."""
    if step.what == "verify":
        yield "select fixture.invariants();"
        return
    if isinstance(expected, Raised):
        yield from raised_assertions(step, expected)
        return
    query, columns = table_query(step) if step.what == "tables" else (None, None)
    is_single = len(expected.rows) == 1
    keys = columns or place.results[step.what]
    ignored = {"refusal", "part"} | {
        key
        for key in keys
        for row in expected.rows
        if row[key] is ANY or key in ("recorded_by", "ended_by")
    }
    wanted = [value_row(row, keys, ignored, is_single=is_single) for row in expected.rows]
    source = query or "\n".join(wrapped(call(step), 8)).strip()
    has_refusal = "refusal" in keys
    more = ",\n        answer.refusal ->> 'code'" if has_refusal else ""
    if has_refusal and is_single:
        facts = refused_facts(first_of(expected.rows[0].get("refusal")))
        more += f",\n        answer.refusal -> 'facts' @> '{facts}'"
    taken_out = ", ".join(f"'{key}'" for key in sorted(ignored))
    have = f"select to_jsonb(answer) - array[{taken_out}]{more}\n    from {source} as answer"
    if not wanted:
        yield f"select is_empty(\n    $$ {have} $$,\n    '{step.what} is as in the model'\n);"
        return
    values = ",\n        ".join(wanted)
    yield (
        f"select results_eq(\n    $$ {have} $$,\n    $$ values\n        {values} $$,\n"
        f"    'answers {step.what} as the model does'\n);"
    )


def table_query(step: Step) -> tuple[str, list[str]]:
    """Return the query of what the tables hold."""
    book = literal(step.args["book_id"])
    text = TABLES.strip().replace("%(book_id)s", book)
    return f"({text})", [*KEPT_COLUMNS]


def raised_assertions(step: Step, expected: Raised) -> Iterator[str]:
    """Return that a refusal is raised, and its facts."""
    statement = "\n".join(wrapped(f"select {call(step)}", 8)).strip()
    yield (
        f"select throws_ok(\n    $$ {statement} $$,\n    '{expected.code}', null,\n"
        f"    'refuses {step.what} as the model does'\n);"
    )
    facts = refused_facts({"facts": expected.facts}) if expected.facts else ""
    if facts not in ("", "{}"):
        yield (
            f"select ok(\n    fixture.facts_of(\n        $$ {statement} $$\n    ) @> '{facts}',\n"
            f"    'says why as the model does'\n);"
        )


def value_row(
    row: Mapping[str, Any], keys: Sequence[str], ignored: set[str], *, is_single: bool
) -> str:
    """Return an expected row as a row of values."""
    told = {key: jsonable(row[key]) for key in keys if key not in ignored}
    text = NUMBER.sub(r"\1", quoted(json.dumps(told, ensure_ascii=False)))
    if "refusal" not in keys:
        return f"({text}::jsonb)"
    told_refusal = first_of(row["refusal"])
    code = None if told_refusal is None else told_refusal["code"]
    is_told = ", true" if row["refusal"] is not None else ", null::boolean"
    return f"({text}::jsonb, {literal(code)}::text{is_told if is_single else ''})"


def first_of(refusal: Any) -> Any:  # noqa: ANN401
    """Return a refusal, or the first of several that may be told."""
    return refusal[0] if isinstance(refusal, list) else refusal


def refused_facts(refusal: Mapping[str, Any] | None) -> str:
    """Return the facts of a refusal that are the same in every database."""
    facts = {} if refusal is None else refusal["facts"]
    here = ("first_month", "last_month")
    told = ((key, value) for key, value in facts.items() if key not in here)
    same = {key: fact(key, value) for key, value in told if value is not ANY}
    return json.dumps(same, ensure_ascii=False).replace("'", "''")


def jsonable(value: Any) -> Any:  # noqa: ANN401
    """Return a value as to_jsonb writes it."""
    if isinstance(value, datetime):
        text = value.isoformat()
        head, dot, tail = text.partition(".")
        return f"{head}.{tail[:6].rstrip('0')}{tail[6:]}" if dot else text
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, Decimal):
        return f"number {value:f}"
    return [jsonable(part) for part in value] if isinstance(value, list) else value


def literal(value: Any) -> str:  # noqa: ANN401
    """Return a value as SQL."""
    if value is None:
        return "null"
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, UUID):
        number = number_of(value)
        return f"fixture.id({number})" if number is not None else f"'{value}'"
    if isinstance(value, tuple):
        return f"array[{', '.join(literal(part) for part in value)}]::uuid[]"
    if isinstance(value, list | dict):
        return f"{quoted(json.dumps(value, default=str, ensure_ascii=False))}::jsonb"
    return quoted(str(value))


def quoted(text: str) -> str:
    """Return text as a literal."""
    return "'" + text.replace("'", "''") + "'"
