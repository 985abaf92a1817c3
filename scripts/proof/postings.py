"""Postings as a test's sessions send them: accounts, ids, and the items of a batch."""

from collections.abc import Callable, Iterable, Sequence
from threading import Thread
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from proof.new_id import new_id

OPEN_ACCOUNT = "select refusal from api.open_account(%s, %s, 'EUR', p_balance_floor => null)"
POST_BATCH = """
select place, transfer_id, debit_balance::bigint, replayed, refusal ->> 'code'
from api.post_transfers(%s, %s, %s)
"""

Answer = tuple[int, UUID, int | None, bool, str | None]
Item = dict[str, object]


def open_accounts(session: psycopg.Connection, book_id: UUID, count: int) -> list[UUID]:
    """Open accounts that have no floor, and return their ids in ascending order."""
    ids = sorted(new_id() for _ in range(count))
    for account_id in ids:
        assert session.execute(OPEN_ACCOUNT, (book_id, account_id)).fetchone() == (None,)
    return ids


def item(debit: UUID, credit: UUID, transfer_id: UUID | None = None, amount: int = 1) -> Item:
    """Return an item of a batch."""
    return {
        "transfer_id": str(transfer_id or new_id()),
        "debit_account_id": str(debit),
        "credit_account_id": str(credit),
        "amount": amount,
        "currency": "EUR",
    }


def post_batch(
    session: psycopg.Connection, book_id: UUID, items: Sequence[Item], link_id: UUID | None = None
) -> list[Answer]:
    """Post a batch."""
    return session.execute(POST_BATCH, (book_id, Jsonb(items), link_id)).fetchall()


def at_once(jobs: Iterable[Callable[[], None]]) -> None:
    """Run jobs side by side, to their end; the first of their faults is raised."""
    faults: list[BaseException] = []

    def caught(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as fault:
            faults.append(fault)

    threads = [Thread(target=caught, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
