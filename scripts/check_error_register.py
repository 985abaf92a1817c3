"""Check that error registers, contracts and routine bodies tell one story.

A register is a routine <schema>.error_register; its doors are <schema>.refuse, which raises, and
<schema>.refusal, which returns. Bodies are read as text, the registers' too, so that any login may
ask: a call is the full name of a routine and a bracket. What a trigger calls isn't followed.

With a folder of tests, each promise needs one that provokes it: a file that mirrors the routine, or
one through which it meets the refusal, and names the code.

Reads the catalog, changes nothing. Exit status: 0 all agree, 1 some don't, 2 wrong usage, 4 no
database.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import psycopg
import typer
from psycopg.rows import class_row

CALL = re.compile(r"\b([a-z_]\w*\.[a-z_]\w*)\s*\(")
DOOR = re.compile(r"\b([a-z_]\w*)\.(refuse|refusal)\s*\(\s*'(\w{5})'")
ENTRY = re.compile(r"\(\s*'(\w{5})',\s*'(?:[^']|'')*',\s*(true|false)\s*\)")
PROMISE = re.compile(r"^@error\s+(\w{5})\b", re.MULTILINE)

NEVER = re.compile(r"--.*\bnever (\w{5}):")
"""How a body says that the way it calls another leaves out one of its refusals, and why."""

REGISTER = ".error_register"
RETURNED = "3"
"""The third letter of the codes that are returned, never raised."""

BROKEN = "9"
"""That of the codes which no client brings about: any routine may raise them, none promises to."""

ROUTINES = """
select
    p.oid::regproc::text as name,
    coalesce(obj_description(p.oid, 'pg_proc'), '') as comment,
    coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) as body
from pg_catalog.pg_proc as p
where
    p.pronamespace::regnamespace::text <> all (array['pg_catalog', 'information_schema'])
    and not exists (
        select from pg_catalog.pg_depend as d
        where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e'
    )
order by name
"""


@dataclass(frozen=True, slots=True)
class Routine:
    """A routine of ours, as the catalog stores it."""

    name: str
    comment: str
    body: str

    @property
    def schema(self) -> str:
        """The schema that it lives in."""
        return self.name.partition(".")[0]

    @property
    def called(self) -> frozenset[str]:
        """The names that the body calls, whoever's they are."""
        return frozenset(CALL.findall(self.body))

    @property
    def refused(self) -> frozenset[tuple[str, str, str]]:
        """What the body refuses with: the schema of the door, the door, the code."""
        return frozenset(DOOR.findall(self.body))

    @property
    def excepted(self) -> frozenset[str]:
        """The codes that it says it never meets, though what it calls has them."""
        return frozenset(NEVER.findall(self.body))

    @property
    def promised(self) -> frozenset[str]:
        """The codes that the contract names."""
        return frozenset(PROMISE.findall(self.comment))


def read_registers(routines: Iterable[Routine]) -> dict[str, dict[str, bool]]:
    """Return the codes of each register by its schema, and whether each is retired."""
    return {
        routine.schema: {code: retired == "true" for code, retired in ENTRY.findall(routine.body)}
        for routine in routines
        if routine.name.endswith(REGISTER)
    }


def reach(routine: Routine, by_name: Mapping[str, Routine]) -> list[Routine]:
    """Return the routine and all that it calls, however deep; each once."""
    found = [routine]
    for caller in found:  # the list grows while it's read
        callees = (by_name[name] for name in sorted(caller.called & by_name.keys()))
        found += [callee for callee in callees if callee not in found]
    return found


def find_faults(routines: Iterable[Routine], api: str = "api") -> list[str]:
    """Compare the places where a code is written; one sentence a fault, sorted."""
    routines = list(routines)
    registers = read_registers(routines)
    by_name = {routine.name: routine for routine in routines}
    faults = [] if registers else ["There is no register: no routine <schema>.error_register."]
    for schema, register in registers.items():
        faults += find_unused(schema, register, routines)
    for routine in routines:
        faults += find_unregistered(routine, registers)
        if routine.schema == api:
            faults += find_broken_promises(routine, by_name)
    return sorted(faults)


def find_unused(
    schema: str, register: Mapping[str, bool], routines: Iterable[Routine]
) -> Iterator[str]:
    """Find what a register has and nobody uses, and what is used though it's retired."""
    used = {code for r in routines for door, _, code in r.refused if door == schema}
    if not register:
        yield f"{schema}{REGISTER} has no entry that can be read."
    for code, retired in register.items():
        if retired and code in used:
            yield f"{code} is retired but a routine uses it."
        if not retired and code not in used:
            yield f"{code} is registered but no routine uses it: retire it."


def find_unregistered(
    routine: Routine, registers: Mapping[str, Mapping[str, bool]]
) -> Iterator[str]:
    """Find codes that no register has, or that leave by the wrong door."""
    for schema, door, code in routine.refused:
        if code not in registers.get(schema, {}):
            yield f"{routine.name}: {code} is not in {schema}{REGISTER}."
        if door == "refuse" and code[2] == RETURNED:
            yield f"{routine.name}: {code} is of class 3: return it by {schema}.refusal."
    known = {code for register in registers.values() for code in register}
    for code in routine.promised - known:
        yield f"{routine.name}: {code} is promised but in no register."


def find_broken_promises(routine: Routine, by_name: Mapping[str, Routine]) -> Iterator[str]:
    """Find what a client meets without being told, and what he's told but never meets."""
    met = {code: inner.name for inner in reach(routine, by_name) for _, _, code in inner.refused}
    for code in met.keys() - routine.promised - routine.excepted:
        if code[2] == BROKEN:
            continue
        yield f"{routine.name}: {code} is refused with in {met[code]} but not promised."
    for code in routine.promised - met.keys():
        yield f"{routine.name}: {code} is promised but nothing that it calls refuses with it."
    for code in routine.excepted - (met.keys() - routine.promised):
        yield f"{routine.name}: {code} need not be excepted: it is promised, or nothing has it."


def find_untested(
    routines: Iterable[Routine], tests: Mapping[Path, str], api: str = "api"
) -> list[str]:
    """Find promises that no test keeps them to; one sentence each, sorted."""
    routines = list(routines)
    by_name = {routine.name: routine for routine in routines}
    refusing = {
        name: frozenset(code for r in reach(routine, by_name) for _, _, code in r.refused)
        for name, routine in by_name.items()
    }
    return sorted(
        f"{routine.name}: {code} is promised but no test provokes it: name it in a test of it."
        for routine in routines
        if routine.schema == api
        for code in routine.promised
        if not any(
            f"'{code}'" in text
            for inner in reach(routine, by_name)
            if code in refusing[inner.name]
            for file, text in tests.items()
            if mirrors(file, inner.name)
        )
    )


def read_tests(folder: Path) -> dict[Path, str]:
    """Read the pgTAP files of a folder."""
    return {file: file.read_text() for file in sorted(folder.rglob("*.test.sql"))}


def mirrors(file: Path, routine: str) -> bool:
    """Tell whether a test is one of a routine: its file, or another whose name adds a word.

    >>> mirrors(Path("tests/90_api/post_transfer_replay.test.sql"), "api.post_transfer")
    True
    """
    schema, _, name = routine.partition(".")
    own = file.name.removesuffix(".test.sql")
    return file.parent.name.endswith(f"_{schema}") and (own == name or own.startswith(f"{name}_"))


def main(
    url: Annotated[str, typer.Option(envvar="DATABASE_URL", help="The database to read.")],
    api: Annotated[str, typer.Option(help="The schema that clients may call.")] = "api",
    tests: Annotated[Path | None, typer.Option(help="A folder: each promise needs a test.")] = None,
) -> None:
    """Check that every error code is registered, used by its door, and promised."""
    try:
        with psycopg.connect(url) as connection:
            connection.read_only = True
            with connection.cursor(row_factory=class_row(Routine)) as cursor:
                routines = cursor.execute(ROUTINES).fetchall()
    except psycopg.OperationalError as error:
        typer.echo(f"The database does not answer: {error}", err=True)
        raise typer.Exit(code=4) from error
    faults = find_faults(routines, api)
    if tests is not None:
        faults += find_untested(routines, read_tests(tests), api)
    for fault in faults:
        typer.echo(fault)
    codes = sum(len(register) for register in read_registers(routines).values())
    typer.echo(f"{codes} codes, {len(routines)} routines, {len(faults)} faults.", err=True)
    raise typer.Exit(code=1 if faults else 0)


if __name__ == "__main__":
    typer.run(main)
