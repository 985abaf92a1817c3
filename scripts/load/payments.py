"""A book for payments over HTTP, a routine that pays without an id, and what came of it all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg

from load.over_http import Client, Payment, Told
from proof.new_id import new_id

Row = tuple[str, int | None, str | None]
"""A stored transfer: its id, its version, its refusal."""

ACCOUNTS = 12
FUNDS = 1_000_000

OPEN_BOOK = "select refusal from api.open_book(%s, 'Payments', %s)"
OPEN = "select refusal from api.open_account(%s, %s, 'EUR', p_balance_floor => %s)"
FUND = "select refusal from api.post_transfer(%s, core.new_id(), %s, %s, %s, 'EUR')"

PLANT = """
create or replace function api.pay(
    p_book_id uuid, p_debit_account_id uuid, p_credit_account_id uuid, p_amount core.amount,
    p_memo core.memo, p_actor core.actor default null, p_trace core.trace default null
)
returns table (transfer_id uuid, debit_version bigint, refusal core.refusal)
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $body$
    select transfer_id, debit_version, refusal
    from api.post_transfer(
        p_book_id, core.new_id(), p_debit_account_id, p_credit_account_id, p_amount, 'EUR',
        p_memo, null, p_actor, p_trace
    )
$body$;
alter function api.pay owner to procwright_owner;
revoke all on function api.pay from public;
grant execute on function api.pay to api_write;
comment on function api.pay is $contract$
Move an amount, under an id of the ledger's own.

@http       POST /v1/books/{book_id}/payments
@scope      transfer:write
@idempotent header
@timeout    2s
@single
@error      LG001 Both accounts are the same.
@error      LG303 The debit account has too little.
$contract$
"""
"""Without its key it would pay again whenever it is asked again."""

STORED = """
select coalesce(memo, transfer_id::text), transfer_id, debit_version, refusal ->> 'code'
from ledger.transfer where book_id = %s and recorded_by = %s
"""

KEPT = "select count(*) from procwright.stored_answer where actor = %s"

VERIFY = "select invariant, place from report.verify()"


@dataclass(frozen=True, slots=True)
class Book:
    """A book, who alone may see it, and its accounts."""

    book_id: UUID
    actor: str
    accounts: tuple[UUID, ...]


def open_payments(admin: psycopg.Connection) -> Book:
    """Open a book and its funded accounts, and plant the routine."""
    admin.execute(PLANT)
    book_id, world = uuid4(), uuid4()
    actor = f"payer:{book_id}"
    admin.execute(OPEN_BOOK, (book_id, actor))
    admin.execute(OPEN, (book_id, world, None))
    accounts = tuple(new_id() for _ in range(ACCOUNTS))
    for account in accounts:
        admin.execute(OPEN, (book_id, account, 0))
        assert admin.execute(FUND, (book_id, world, account, FUNDS)).fetchone() == (None,)
    return Book(book_id, actor, accounts)


def faults_of(admin: psycopg.Connection, book: Book, clients: list[Client]) -> list[str]:
    """Return every fault: what was told and isn't there, what is there twice, what is broken."""
    faults = [fault for client in clients for fault in client.faults]
    stored: dict[str, list[Row]] = {}
    for identity, transfer_id, version, code in admin.execute(STORED, (book.book_id, book.actor)):
        stored.setdefault(identity, []).append((str(transfer_id), version, code))
    told = {identity: answer for client in clients for identity, answer in client.told.items()}
    for identity, (payment, answer) in told.items():
        faults += missing(payment, answer, stored.get(identity, []))
    faults += [
        f"{identity} is there {len(rows)} times"
        for identity, rows in stored.items()
        if len(rows) > 1
    ]
    faults += [
        f"{identity} is there, and nobody was told" for identity in stored.keys() - told.keys()
    ]
    keyed = sum(payment.key is not None for payment, _ in told.values())
    ((kept,),) = admin.execute(KEPT, (book.actor,)).fetchall()
    if kept != keyed:
        faults.append(f"{kept} answers are kept for {keyed} requests with a key")
    return faults + [f"{name}: {place}" for name, place in admin.execute(VERIFY)]


def missing(payment: Payment, told: Told, rows: list[Row]) -> Iterable[str]:
    """Return the fault when an answer is not borne out; a raised refusal leaves no row."""
    code = told.document.get("code")
    wanted: list[Row]
    if code == "LG001":
        wanted = []
    elif code is None:
        wanted = [(told.document["transfer_id"], int(told.document["debit_version"]), None)]
    else:
        wanted = [(rows[0][0] if rows else "", None, code)]
    if rows != wanted:
        yield f"{payment}: told {told}, stored {rows}"


def counts_of(clients: list[Client]) -> Counter[str]:
    """Return what the clients were told, counted."""
    return sum((client.counts for client in clients), Counter())
