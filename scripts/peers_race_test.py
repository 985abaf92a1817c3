"""What went wrong in other ledgers when two asked at once, each with the report of it.

What one session can show is in sql/tests/invariants/peers.test.sql.
"""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from threading import Event
from uuid import UUID

import psycopg
import pytest

from conftest import Ledger
from proof.new_id import new_id
from proof.postings import at_once

FUNDS = 500
AMOUNT = 100
CLIENTS = 8
CALLS = 20

OPEN = "select api.open_account(%s, %s, 'EUR', p_balance_floor => %s)"
POST = "select refusal ->> 'code' from api.post_transfer(%s, %s, %s, %s, %s, 'EUR')"
BALANCES = "select balance::bigint, held::bigint from api.list_accounts(%s)"
DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"


class Book:
    """Two accounts that have some, and the world that gave it to them."""

    def __init__(self, ledger: Ledger, funds: int) -> None:
        """Open it and fund both accounts."""
        self.ledger, self.id = ledger, ledger.open_book()
        self.world, self.lower, self.higher = sorted(new_id() for _ in range(3))
        with self.session() as session:
            for account, floor in ((self.world, None), (self.lower, 0), (self.higher, 0)):
                session.execute(OPEN, (self.id, account, floor))
            for account in (self.lower, self.higher):
                assert self.post(session, self.world, account, funds) is None

    def session(self) -> psycopg.Connection:
        """Return a session of the writer."""
        return psycopg.connect(self.ledger.writer_url, autocommit=True)

    def post(self, session: psycopg.Connection, debit: UUID, credit: UUID, amount: int) -> object:
        """Post a transfer, and return the code of its refusal."""
        row = session.execute(POST, (self.id, new_id(), debit, credit, amount)).fetchone()
        assert row is not None
        return row[0]

    def post_many(self, told: Counter[object], debit: UUID, credit: UUID, amount: int) -> None:
        """Post one transfer after the other, and count what came of them."""
        with self.session() as session:
            for _ in range(CALLS):
                told[self.post(session, debit, credit, amount)] += 1


def test_debits_at_once_take_no_more_than_there_is(ledger: Ledger) -> None:  # blnk 73
    book, told = Book(ledger, FUNDS), Counter[object]()
    at_once([partial(book.post_many, told, book.lower, book.higher, AMOUNT)] * CLIENTS)
    assert told == {None: FUNDS // AMOUNT, "LG303": CLIENTS * CALLS - FUNDS // AMOUNT}


def test_who_has_enough_is_never_told_that_he_has_not(ledger: Ledger) -> None:  # five-bells 402
    book, told = Book(ledger, CLIENTS * CALLS), Counter[object]()
    at_once([partial(book.post_many, told, book.lower, book.higher, 1)] * CLIENTS)
    assert told == {None: CLIENTS * CALLS}


def test_transfers_the_other_way_round_wait_for_each_other_in_no_circle(ledger: Ledger) -> None:
    book, told = Book(ledger, CLIENTS * CALLS), Counter[object]()
    before = ledger.admin.execute(DEADLOCKS).fetchone()
    ways = [(book.lower, book.higher), (book.higher, book.lower)] * (CLIENTS // 2)
    at_once([partial(book.post_many, told, debit, credit, 1) for debit, credit in ways])
    assert told == {None: CLIENTS * CALLS}
    assert ledger.admin.execute(DEADLOCKS).fetchone() == before


def test_a_list_is_read_at_one_moment(ledger: Ledger) -> None:
    book, told, ended = Book(ledger, CLIENTS * CALLS), Counter[object](), Event()
    torn: list[object] = []
    looks = 0

    def read() -> None:
        nonlocal looks
        with book.session() as session:
            while not ended.is_set() or looks == 0:
                rows = session.execute(BALANCES, (book.id,)).fetchall()
                looks += 1
                if sum(balance for balance, _ in rows) != 0:
                    torn.append(rows)

    def write() -> None:
        ways = [(book.lower, book.higher), (book.higher, book.lower)]
        at_once([partial(book.post_many, told, debit, credit, 1) for debit, credit in ways])
        ended.set()

    at_once([read, write])
    assert torn == [] and looks > 0 and told == {None: 2 * CALLS}


@pytest.fixture(autouse=True)
def _sound(ledger: Ledger) -> Iterator[None]:
    """Hold every invariant after each race."""
    yield
    assert ledger.breaches() == []
