"""Faults to plant in a scratch database, each of which the model test must find.

A routine is planted from its own source: where the text that is changed is there no more, the fault
fits no more, and that is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

SOURCE = "select pg_get_functiondef(%(name)s::regproc)"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is taken out of which routines, and what is put in beside them."""

    changes: Sequence[tuple[str, str, str]]
    statements: Sequence[str] = ()


GARBLE = """
create function ledger.garble_row() returns trigger language plpgsql as $body$
begin
    if ('x' || right(md5(new.transfer_id::text), 8))::bit(32)::bigint % 1000 = 0 then
        new.memo := 'garbled';
    end if;
    return new;
end;
$body$
"""

GARBLING = """
create trigger garble_row before insert on ledger.transfer
for each row execute function ledger.garble_row()
"""

FAULTS = {
    "floor": Fault(
        [("ledger.judge_amount", "< p_debit.balance_floor", "< null")],
        ["alter table ledger.account drop constraint account_balance_check"],
    ),
    "replay": Fault([("ledger.answer_again", "v_differing = '{}'", "true")]),
    "row": Fault([], [GARBLE, GARBLING]),
    "filter": Fault([("api.get_statement", "<= coalesce(p_to_date, 'infinity')", "is not null")]),
    "name": Fault([("api.list_accounts", "v_named is null or", "true or")]),
    "known": Fault([("api.get_statement", "<= coalesce(p_known_at, 'infinity')", "is not null")]),
    "left": Fault([("ledger.judge_reversal", "> v_original.amount", "> v_original.amount + 1")]),
    "page": Fault([("api.list_transfers", "transfer_id > coalesce", "transfer_id >= coalesce")]),
    "place": Fault(
        [("api.get_value_statement", ") > (v_after_day, v_af", ") >= (v_after_day, v_af")]
    ),
    "rate": Fault([("api.list_rates", "<= coalesce(p_to_date, 'infinity')", "is not null")]),
    "term": Fault(
        [("api.list_interest_terms", "terms.from_date > coalesce", "terms.from_date >= coalesce")]
    ),
    "late": Fault(
        [("ledger.weigh_interest", "v_new.since_date, 'infinity')", "'infinity'::date)")]
    ),
    "rest": Fault([("ledger.weigh_interest", "div(v_new.numerator, ", "round(v_new.numerator / ")]),
    "value": Fault([("api.get_value_balances", ", '-infinity') - 1, p_k", ", '-infinity'), p_k")]),
    "unit": Fault([("api.match_transfers", "if v_sum <> 0", "if abs(v_sum) > 1")]),
    "twice": Fault([("ledger.take_match_items", "v_taken < card", "v_taken < 0 * card")]),
    "side": Fault([("report.open_item", "(item.account_id = leg.account_id)", "true")]),
    "week": Fault([("ledger.price_exchange", "v_row.value_date - 7", "v_row.value_date - 8")]),
    "part": Fault([("ledger.convert", "div(v_parts, v_whole)", "round(v_parts / v_whole)")]),
    "getter": Fault([("api.list_exchanges", "or exchange.to_account_id = p_account_id", "")]),
    "link": Fault([("ledger.require_link", "perform core.refuse(", "perform core.refusal(")]),
}
SHORT = ("floor", "replay", "row", "filter", "name", "unit", "late")


def plant(admin: psycopg.Connection[Any], name: str) -> None:
    """Plant a fault in a scratch database, as its superuser."""
    fault = FAULTS[name]
    for routine, before, after in fault.changes:
        found = admin.execute(SOURCE, {"name": routine}).fetchone()
        source = "" if found is None else str(found[0])
        if before not in source:
            raise LookupError(f"{routine} has no text {before!r}: mend the fault {name}.")
        admin.execute(source.replace(before, after).encode())
    for statement in fault.statements:
        admin.execute(statement.encode())


def ignore(admin: psycopg.Connection[Any], routine: str, argument: str) -> str:
    """Let a routine of schema api take no notice of an argument; return what it was before."""
    (source,) = admin.execute(SOURCE, {"name": f"api.{routine}"}).fetchone() or ("",)
    head, begin, body = str(source).partition("\nbegin\n")
    if not begin:
        raise LookupError(f"api.{routine} has no block that begins on a line of its own.")
    admin.execute(f"{head}{begin}    p_{argument} := null;\n{body}".encode())
    return str(source)


def restore(admin: psycopg.Connection[Any], source: str) -> None:
    """Let a routine be what it was."""
    admin.execute(source.encode())
