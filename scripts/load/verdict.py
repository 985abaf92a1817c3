"""Whether what the clients were told is what the ledger holds."""

from collections.abc import Iterable
from uuid import UUID

import psycopg

from load.book import Book, Row
from load.clients import Client

STORED = """
select transfer_id, refusal is null, debit_version, debit_balance::bigint
from ledger.transfer where book_id = %(book)s
"""

VERIFY = "select invariant, place from report.verify()"

DEADLOCKS = "select sum(deadlocks)::int from pg_stat_database"

UNBALANCED = """
select currency, sum(balance) from ledger.account where book_id = %(book)s
group by currency having sum(balance) <> 0
"""


def faults_of(connection: psycopg.Connection[Row], book: Book, clients: list[Client]) -> list[str]:
    """Return every fault: of an answer, of an invariant, of an order of locks."""
    faults = [fault for client in clients for fault in client.faults]
    stored = {row[0]: row[1:] for row in connection.execute(STORED, book.values())}
    faults += [fault for client in clients for fault in lost(client, stored)]
    faults += [f"{invariant}: {place}" for invariant, place in connection.execute(VERIFY)]
    faults += [f"unbalanced: {row}" for row in connection.execute(UNBALANCED, book.values())]
    row = connection.execute(DEADLOCKS).fetchone()
    if row is None or row[0] != 0:
        faults.append(f"{row} deadlocks")
    return faults


def lost(client: Client, stored: dict[UUID, Row]) -> Iterable[str]:
    """Return the answers that the ledger does not bear out."""
    for request, rows in client.memory.answers:
        for transfer_id, version, balance, *_, refusal in rows:
            if refusal is not None and refusal["code"] == "LG301":
                continue  # the id of another request: it has that one's row
            if stored.get(transfer_id) != (refusal is None, version, balance):
                yield f"{request}: told {version, balance, refusal}, {stored.get(transfer_id)}"
