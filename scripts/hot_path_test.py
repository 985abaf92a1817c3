"""client.post_transfer as sessions meet it: its answers, its transactions, its level of flush."""

from functools import partial
from uuid import UUID

import psycopg
import pytest

from conftest import Ledger
from proof.new_id import new_id
from proof.postings import at_once, open_accounts

CALL = """
call client.post_transfer(%s, %s, %s, %s, %s, 'EUR', p_actor => 'test', p_trace => %s)
"""
TRACE = "0af7651916cd43dd8448eb211c80319c"
STORED = """
select debit_account_id, credit_account_id, amount::bigint, recorded_by::text, trace::text
from ledger.transfer
where book_id = %s and transfer_id = %s
"""
HELD = "select balance::bigint, version from ledger.account where account_id = %s"
LEVELS = ("on", "local", "off")

Answer = tuple[UUID, int | None, int | None, int | None, int | None, object, bool, object]


def call(
    session: psycopg.Connection, book_id: UUID, pair: list[UUID], id_: UUID, amount: int = 1
) -> Answer:
    """Call it, and return its answer."""
    answer = session.execute(CALL, (book_id, id_, *pair, amount, TRACE)).fetchone()
    assert answer is not None
    return answer


@pytest.fixture
def session(ledger: Ledger) -> psycopg.Connection:
    """Give a session of the writer, outside a transaction block."""
    return psycopg.connect(ledger.writer_url, autocommit=True)


def test_it_answers_as_the_function_does_and_records_the_same(
    ledger: Ledger, session: psycopg.Connection
) -> None:
    book_id, id_ = ledger.open_book(), new_id()
    pair = open_accounts(session, book_id, 2)
    first = call(session, book_id, pair, id_, 7)
    assert (first[0], *first[1:5], *first[6:]) == (id_, 1, -7, 1, 7, False, None)
    again = call(session, book_id, pair, id_, 7)
    assert (again[:6], again[6]) == (first[:6], True)
    other = call(session, book_id, pair, id_, 8)
    assert other[1:6] == (None,) * 5
    assert isinstance(other[7], dict)
    assert other[7]["code"] == "LG301"
    stored = ledger.admin.execute(STORED, (book_id, id_)).fetchall()
    assert stored == [(*pair, 7, "test", TRACE)]


def test_what_is_raised_leaves_nothing_and_the_session_goes_on(
    ledger: Ledger, session: psycopg.Connection
) -> None:
    book_id, id_ = ledger.open_book(), new_id()
    pair = open_accounts(session, book_id, 2)
    with pytest.raises(psycopg.Error) as refused:
        call(session, book_id, [pair[0], new_id()], id_)
    assert refused.value.sqlstate == "LG101"
    assert call(session, book_id, pair, id_)[6:] == (False, None)


def test_in_a_transaction_block_it_fails_and_leaves_nothing(ledger: Ledger) -> None:
    book_id, id_ = ledger.open_book(), new_id()
    with psycopg.connect(ledger.writer_url, autocommit=True) as opening:
        pair = open_accounts(opening, book_id, 2)
    with psycopg.connect(ledger.writer_url) as block:
        with pytest.raises(psycopg.errors.InvalidTransactionTermination):
            call(block, book_id, pair, id_)
        block.rollback()
    assert ledger.admin.execute(STORED, (book_id, id_)).fetchall() == []


@pytest.mark.parametrize("level", LEVELS)
def test_it_leaves_the_level_of_the_session_alone(
    ledger: Ledger, session: psycopg.Connection, level: str
) -> None:
    book_id = ledger.open_book()
    pair = open_accounts(session, book_id, 2)
    session.execute(f"set synchronous_commit = {level}".encode())
    before = flushed(session)
    call(session, book_id, pair, new_id())
    assert flushed(session) > before
    assert session.execute("show synchronous_commit").fetchone() == (level,)


def flushed(session: psycopg.Connection) -> int:
    """Return how far the log is on disk."""
    row = session.execute("select pg_current_wal_flush_lsn() - '0/0'").fetchone()
    assert row is not None
    return int(row[0])


def test_many_at_once_into_one_account_leave_one_chain(
    ledger: Ledger, session: psycopg.Connection
) -> None:
    book_id = ledger.open_book()
    hot, *others = open_accounts(session, book_id, 9)

    def work(account: UUID) -> None:
        with psycopg.connect(ledger.writer_url, autocommit=True) as own:
            for _ in range(25):
                assert call(own, book_id, [account, hot], new_id())[7] is None

    at_once([partial(work, account) for account in others])
    assert ledger.admin.execute(HELD, (hot,)).fetchone() == (200, 200)
    assert ledger.breaches() == []
