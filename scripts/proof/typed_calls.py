"""Calls of the routines of a schema with made-up values, and what must never come of them.

What a routine may say stands in its comment: one `@error` line a refusal, raised or returned. A
value that does not fit its type (22xxx) or its domain (23514 of a domain) is the caller's fault for
every routine. Anything else that leaves a routine is a fault of ours.

All calls are made in transactions that are rolled back: nothing is left in the database.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.string import TextLoader

from proof.typed_book import prepare_book
from proof.typed_values import Argument, Type, Values

PROMISE = re.compile(r"^@error\s+(\w{5})\b", re.MULTILINE)
TIMES = ("date", "timestamptz", "timestamp", "interval")
"""They are left as texts: Python has no day before Christ, and none at the end of time."""

BATCH = 100
KEPT = 0.3
"""Of the calls that went well, how many stay until the end of their transaction."""

ROUTINES = """
select
    p.proname as name,
    p.prokind = 'p' as is_procedure,
    coalesce(obj_description(p.oid, 'pg_proc'), '') as comment,
    p.pronargs - p.pronargdefaults as needed,
    p.proargnames[1:p.pronargs] as names,
    array(
        select jsonb_build_object(
            'name', format_type(t.oid, null),
            'base', format_type(coalesce(nullif(b.typbasetype, 0), b.oid), null),
            'is_array', t.typelem <> 0 and t.typlen = -1,
            'checks', coalesce((
                select string_agg(pg_get_constraintdef(c.oid), ' ' order by c.conname)
                from pg_catalog.pg_constraint as c
                where c.contypid = b.oid
            ), '')
        )
        from unnest(p.proargtypes) with ordinality as a (type, place)
        inner join pg_catalog.pg_type as t on t.oid = a.type
        inner join pg_catalog.pg_type as b
            on b.oid = coalesce(case when t.typlen = -1 then nullif(t.typelem, 0) end, t.oid)
        order by a.place
    ) as types
from pg_catalog.pg_proc as p
where
    p.pronamespace = %(schema)s::regnamespace
    and has_function_privilege(p.oid, 'execute')
order by p.proname
"""


@dataclass(frozen=True, slots=True)
class Routine:
    """A routine, and the refusals that its comment declares."""

    schema: str
    name: str
    is_procedure: bool
    arguments: tuple[Argument, ...]
    declared: frozenset[str]

    def statement(self, names: Iterable[str]) -> str:
        """Return the call with these arguments, each cast to its type."""
        types = {argument.name: argument.type.name for argument in self.arguments}
        given = ", ".join(f"{name} => %({name})s::{types[name]}" for name in names)
        verb = "call" if self.is_procedure else "select * from"
        return f"{verb} {self.schema}.{self.name}({given})"


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made, by what makes it again."""

    routine: Routine
    seed: int
    place: int
    values: Mapping[str, str | None]

    def __str__(self) -> str:
        """Tell it so that a person can repeat it."""
        told = ", ".join(f"{name} => {value!r}"[:300] for name, value in self.values.items())
        return f"seed {self.seed}, call {self.place}: {self.routine.name}({told})"


@dataclass(slots=True)
class Outcome:
    """What came of the calls of a routine."""

    codes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def read_routines(connection: psycopg.Connection[Any], schema: str = "api") -> list[Routine]:
    """Read the routines of a schema that this login may call."""
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(ROUTINES, {"schema": schema}).fetchall()
    return [
        Routine(
            schema=schema,
            name=row["name"],
            is_procedure=row["is_procedure"],
            arguments=tuple(
                Argument(name, Type(**kind), place >= row["needed"])
                for place, (name, kind) in enumerate(
                    zip(row["names"] or [], row["types"], strict=True)
                )
            ),
            declared=frozenset(PROMISE.findall(row["comment"])),
        )
        for row in rows
    ]


def fault_of(error: psycopg.Error, declared: frozenset[str]) -> str | None:
    """Return what is wrong about an error that left a routine; None when nothing is."""
    state = error.sqlstate or "none"
    if state in declared or state.startswith("22"):
        return None
    if state == "23514" and error.diag.datatype_name:
        return None  # of a domain; that of a table would be a routine's fault
    return f"undeclared {state}: {error.diag.message_primary}"


def undeclared(rows: Iterable[Mapping[str, Any]], declared: frozenset[str]) -> Iterator[str]:
    """Find refusals that were returned and aren't declared."""
    for row in rows:
        refusal = row.get("refusal")
        if refusal is not None and refusal["code"] not in declared:
            yield f"undeclared {refusal['code']}, returned: {refusal['title']}"


def call_routine(
    connection: psycopg.Connection[Any],
    routine: Routine,
    values: Values,
    *,
    seed: int,
    calls: range,
    outcome: Outcome,
) -> None:
    """Make calls one after the other; what goes well may stay for the next ones."""
    for place in calls:
        given = {
            argument.name: values.value(argument)
            for argument in routine.arguments
            if not argument.has_default or values.chance.random() < 0.7
        }
        call = Call(routine, seed, place, given)
        try:
            with (
                connection.transaction() as savepoint,
                connection.cursor(row_factory=dict_row) as cursor,
            ):
                for kind in TIMES:
                    cursor.adapters.register_loader(kind, TextLoader)
                cursor.execute(routine.statement(given).encode(), given)
                rows = cursor.fetchmany(50) if cursor.description else []
                outcome.codes["answered"] += 1
                outcome.faults += [
                    f"{found}; {call}" for found in undeclared(rows, routine.declared)
                ]
                for row in rows:
                    outcome.codes.update([row["refusal"]["code"]] if row.get("refusal") else [])
                if values.chance.random() > KEPT:
                    raise psycopg.Rollback(savepoint)
                for row in rows:
                    for name, value in row.items():
                        values.learn(name, value)
        except psycopg.Error as error:
            outcome.codes[error.sqlstate or "none"] += 1
            fault = fault_of(error, routine.declared)
            if fault is not None:
                outcome.faults.append(f"{fault}; {call}")
            if connection.closed:
                raise


def fuzz(
    connection: psycopg.Connection[Any], routine: Routine, *, seed: int, calls: int
) -> Outcome:
    """Call a routine with values of a seed, on a book that is prepared anew for each batch."""
    outcome = Outcome()
    others = read_routines(connection, routine.schema)
    items = [each.arguments for each in others if routine.name == f"{each.name}s"]
    fields = [*items * len(others), *(each.arguments for each in others)]
    for first in range(0, calls, BATCH):
        chance = random.Random(f"{seed} {routine.name} {first}")
        with connection.transaction() as whole:
            values = prepare_book(connection, Values(chance, fields))
            batch = range(first, min(first + BATCH, calls))
            call_routine(connection, routine, values, seed=seed, calls=batch, outcome=outcome)
            raise psycopg.Rollback(whole)
    return outcome
