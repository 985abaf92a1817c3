"""A month closes while transfers are under way: it waits for them, and none slips in behind it.

What one session can't show: the sessions here are real, and each step is told when to go on.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from conftest import Ledger
from proof.new_id import new_id

NOW = datetime.now(UTC).date()
LAST_DAY = NOW.replace(day=1) - timedelta(days=1)
"""Of the last month: it is over, and its ids are still taken."""
MONTH = LAST_DAY.replace(day=1)

CLOSE = "select state, awaited, replayed from api.close_period(%s, %s)"
FIND = """
select transfer_id from ledger.transfer
where book_id = %s and value_date <= %s and refusal is null
"""
HELD = """
select sum(credits), count(*) from ledger.period_balance where book_id = %s and period_start = %s
"""
POST = """
select refusal ->> 'code' from api.post_transfer(%s, %s, %s, %s, 1, 'EUR', p_value_date => %s)
"""


HOLD = """
select refusal ->> 'code' from api.authorise_hold(%s, %s, %s, %s, 1, 'EUR', p_value_date => %s)
"""
CAPTURE = """
select refusal ->> 'code' from api.capture_hold(%s, %s, %s, p_value_date => %s)
"""


class Book:
    """A book, and a pair of accounts in it that nobody else locks."""

    def __init__(self, ledger: Ledger, book_id: UUID | None = None) -> None:
        """Open the accounts, and the book unless it is there."""
        self.ledger = ledger
        self.id = book_id or ledger.open_book()
        self.payer, self.payee = uuid4(), uuid4()
        with self.session() as session:
            for account in (self.payer, self.payee):
                session.execute(
                    "select api.open_account(%s, %s, 'EUR', p_balance_floor => null)",
                    (self.id, account),
                )

    def session(self, *, autocommit: bool = True) -> psycopg.Connection[Any]:
        """Return a session of the writer."""
        return psycopg.connect(self.ledger.writer_url, autocommit=autocommit)

    def post(self, session: psycopg.Connection[Any], day: date = LAST_DAY) -> str | None:
        """Post one unit, and return the code of the refusal."""
        values = (self.id, new_id(), self.payer, self.payee, day)
        (code,) = session.execute(POST, values).fetchone() or ("",)
        return code

    def hold(self, session: psycopg.Connection[Any], hold_id: UUID) -> str | None:
        """Set one unit aside, and return the code of the refusal."""
        values = (self.id, hold_id, self.payer, self.payee, LAST_DAY)
        (code,) = session.execute(HOLD, values).fetchone() or ("",)
        return code

    def capture(self, session: psycopg.Connection[Any], hold_id: UUID, day: date) -> str | None:
        """Capture a hold, and return the code of the refusal."""
        values = (self.id, hold_id, new_id(), day)
        (code,) = session.execute(CAPTURE, values).fetchone() or ("",)
        return code

    def close(self, month: date = MONTH) -> tuple[str, int | None, bool]:
        """Take the next step of a close."""
        with self.session() as session:
            answer = session.execute(CLOSE, (self.id, month)).fetchone()
        assert answer is not None
        return answer[0], answer[1], answer[2]

    def close_wholly(self, month: date = MONTH, tries: int = 20_000) -> None:
        """Take steps until it is closed: other tests of this server may be awaited too."""
        for _ in range(tries):
            if self.close(month)[0] == "closed":
                return
        pytest.fail("the month does not close")

    def counted(self, month: date = MONTH) -> int:
        """Return what the month took in by its stored balances."""
        held = self.ledger.admin.execute(HELD, (self.id, month)).fetchone() or (0, 0)
        return int(held[0] or 0)

    def journal(self, day: date = LAST_DAY) -> int:
        """Return how many transfers count up to a day."""
        return len(self.ledger.admin.execute(FIND, (self.id, day)).fetchall())


@pytest.fixture
def book(ledger: Ledger) -> Book:
    """Give a book of its own."""
    return Book(ledger)


@contextmanager
def in_flight(book: Book) -> Iterator[psycopg.Connection[Any]]:
    """Give a session whose transaction has posted, and has not ended."""
    with book.session(autocommit=False) as session:
        assert book.post(session) is None
        yield session


def test_a_transfer_in_flight_holds_the_close_up(book: Book) -> None:
    with in_flight(book) as posting:
        assert book.close() == ("closing", None, False)
        for _ in range(3):
            state, awaited, _ = book.close()
            assert state == "closing"
            assert awaited is not None and awaited >= 1
        posting.commit()
    book.close_wholly()
    assert book.counted() == 1 == book.journal()
    assert book.close() == ("closed", None, True)


def test_a_transfer_that_is_rolled_back_is_awaited_and_not_counted(book: Book) -> None:
    with in_flight(book) as posting:
        book.close()
        assert book.close()[0] == "closing"
        posting.rollback()
    book.close_wholly()
    assert book.counted() == 0 == book.journal()


def test_a_hold_and_its_capture_in_flight_hold_the_close_up(book: Book) -> None:
    first, late = new_id(), new_id()
    with book.session(autocommit=False) as holding, book.session() as other:
        assert book.hold(holding, first) is None
        assert book.capture(holding, first, LAST_DAY) is None
        second = Book(book.ledger, book.id)
        assert second.hold(other, late) is None
        assert book.close() == ("closing", None, False)
        assert book.close()[0] == "closing"
        assert second.hold(other, new_id()) == "LG305"
        assert second.capture(other, late, LAST_DAY) == "LG305"
        holding.commit()
        book.close_wholly()
        assert book.counted() == 1
        assert second.capture(other, late, LAST_DAY) == "LG305"
        assert second.capture(other, late, NOW) is None
    assert book.counted() == 1
    assert book.ledger.breaches() == []


def test_behind_the_fence_nothing_is_posted_while_the_close_waits(book: Book) -> None:
    with in_flight(book) as posting, book.session() as other:
        second = Book(book.ledger, book.id)
        assert second.post(other) is None
        book.close()
        assert second.post(other) == "LG305"
        assert second.post(other, MONTH - timedelta(days=1)) == "LG305"
        assert second.post(other, NOW) is None
        posting.commit()
    book.close_wholly()
    assert book.counted() == 2


def test_one_that_waited_for_its_accounts_sees_the_fence(book: Book) -> None:
    answers: list[str | None] = []

    def post_late() -> None:
        with book.session() as late:
            late.execute("set lock_timeout = '30s'")
            answers.append(book.post(late))

    with in_flight(book) as posting:
        book.close()
        waiting = threading.Thread(target=post_late)
        waiting.start()
        posting.commit()
        waiting.join()
    book.close_wholly()
    assert answers == ["LG305"]
    assert book.counted() == 1 == book.journal()


def test_all_steps_in_one_transaction_do_not_close(book: Book) -> None:
    with book.session(autocommit=False) as session:
        for _ in range(3):
            answer = session.execute(CLOSE, (book.id, MONTH)).fetchone()
            assert answer == ("closing", None, False)
        session.commit()
    book.close_wholly()


def test_what_is_opened_again_takes_transfers_and_closes_anew(book: Book) -> None:
    book.close_wholly()
    with book.session() as session:
        assert book.post(session) == "LG305"
        session.execute("select api.reopen_period(%s, %s, 'late invoice')", (book.id, MONTH))
        assert book.post(session) is None
    book.close_wholly()
    assert book.counted() == 1


def test_nothing_slips_in_while_many_post(book: Book, ledger: Ledger) -> None:
    stop, posted = threading.Event(), [0, 0, 0, 0]

    def work(number: int) -> None:
        own = Book(ledger, book.id)
        with own.session() as session:
            while not stop.is_set():
                posted[number] += own.post(session) is None

    workers = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for worker in workers:
        worker.start()
    while min(posted) < 20:
        stop.wait(0.01)
    book.close_wholly()
    sealed = book.counted()
    stop.set()
    for worker in workers:
        worker.join()
    assert sealed == sum(posted) == book.journal()
    assert ledger.breaches() == []


def test_a_snapshot_from_before_the_fence_posts_nothing(book: Book) -> None:
    with book.session(autocommit=False) as old:
        old.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        old.execute("select 1")
        book.close_wholly()
        with pytest.raises(psycopg.Error) as refused:
            book.post(old)
    assert refused.value.sqlstate == "LG902"
    assert book.counted() == 0 == book.journal()


def test_the_procedure_takes_all_steps_and_waits_between_them(book: Book) -> None:
    call = "call client.close_period(%s, %s, %s)"
    with in_flight(book) as posting, book.session() as session:
        waiting = session.execute(call, (book.id, MONTH, 0)).fetchone()
        assert waiting is not None and waiting[0] == "closing" and waiting[1] >= 1
        posting.commit()
        session.execute("set statement_timeout = '60s'")
        closed = session.execute(call, (book.id, MONTH, 50)).fetchone()
    assert closed is not None and closed[0] == "closed" and len(closed[2]) == 64
    assert book.counted() == 1
