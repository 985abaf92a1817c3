"""Made-up typed calls of every routine of api: nothing undeclared may come out.

How many calls a routine is set by TYPED_CALLS; `procwright run fuzz_routines --calls 10000` makes
many, on the database of the project.
"""

import os
import random

import psycopg
import pytest

from conftest import Ledger
from proof.typed_calls import Routine, fault_of, fuzz, read_routines, undeclared
from proof.typed_values import Argument, Type, Values

CALLS = int(os.environ.get("TYPED_CALLS", "25"))
SEED = int(os.environ.get("TYPED_SEED", "20261124"))

FAULTY = """
create schema typed;
create domain typed.small as integer check (value between 1 and 9);
create table typed.row (id integer primary key, n integer check (n < 5));
create function typed.f(p_small typed.small, p_kind text) returns table (refusal jsonb)
language plpgsql as $$
begin
    if p_small = 7 then perform 1 / (p_small - 7); end if;
    if p_small = 8 then insert into typed.row values (1, p_small); end if;
    if p_small = 9 then raise exception using errcode = 'LG999'; end if;
    return query select case when p_small = 6
        then '{"code": "LG398", "title": "No.", "facts": {}}'::jsonb end;
end $$;
comment on function typed.f is 'Do.

@error LG001 When it does.';
"""


def test_no_call_lets_an_undeclared_refusal_out(ledger: Ledger) -> None:
    routines = read_routines(ledger.admin)
    assert len(routines) >= 20
    faults = []
    for routine in routines:
        outcome = fuzz(ledger.admin, routine, seed=SEED, calls=CALLS)
        assert sum(outcome.codes.values()) >= CALLS
        faults += outcome.faults
    assert faults == []


def test_what_is_undeclared_is_found_and_told_so_that_it_can_be_repeated(ledger: Ledger) -> None:
    with ledger.admin.transaction() as undone:
        ledger.admin.execute(FAULTY.encode())
        (routine,) = read_routines(ledger.admin, "typed")
        outcome = fuzz(ledger.admin, routine, seed=1, calls=300)
        again = fuzz(ledger.admin, routine, seed=1, calls=300)
        raise psycopg.Rollback(undone)
    told = {fault.partition(":")[0].partition(",")[0] for fault in outcome.faults}
    assert told == {"undeclared 23514", "undeclared LG999", "undeclared LG398"}
    assert outcome.faults == again.faults
    assert "seed 1, call " in outcome.faults[0] and ": f(p_small => " in outcome.faults[0]
    assert {
        "22012",
        "23514",
        "answered",
    } <= outcome.codes.keys()  # an input's fault is none of ours


def test_a_refusal_is_judged_by_what_the_routine_declares() -> None:
    row = {"refusal": {"code": "LG303", "title": "No."}}
    assert [*undeclared([row, {"refusal": None}, {}], frozenset({"LG303"}))] == []
    assert [*undeclared([row], frozenset())] == ["undeclared LG303, returned: No."]
    assert fault_of(psycopg.errors.NotNullViolation("x"), frozenset()) is not None
    assert fault_of(psycopg.errors.InvalidTextRepresentation("x"), frozenset()) is None


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (
            Type("core.amount", "bigint", "CHECK (((VALUE >= 5) AND (VALUE <= 77)))"),
            {"4", "5", "78"},
        ),
        (
            Type("core.kind", "text", "CHECK ((VALUE = ANY (ARRAY['a'::text, 'b'::text])))"),
            {"a", "b"},
        ),
        (Type("core.code", "text", "CHECK ((VALUE ~ '^[A-Z]{3}$'::text))"), {"AAA", "AA", "AAAA"}),
        (Type("date", "date"), {"infinity", "0001-01-01", "5874897-12-31"}),
        (Type("boolean", "boolean"), {"true", "false"}),
        (Type("boolean[]", "boolean", is_array=True), {"{}"}),
    ],
)
def test_values_lie_on_both_sides_of_a_limit(kind: Type, wanted: set[str]) -> None:
    values = Values(random.Random(1))
    made = {values.value(Argument("p_x", kind, True)) for _ in range(600)}
    assert wanted <= made and None in made


def test_an_id_that_was_told_is_used_again() -> None:
    values = Values(random.Random(1), ids={"account_id": ["known"], "transfer_id": ["other"]})
    made = [values.uuid("debit_account_id") for _ in range(50)]
    assert 20 < made.count("known") < 45


def test_a_statement_casts_each_argument() -> None:
    small = Type("core.amount", "bigint")
    routine = Routine("api", "f", False, (Argument("p_a", small, False),), frozenset())
    assert routine.statement(["p_a"]) == "select * from api.f(p_a => %(p_a)s::core.amount)"
