"""What comes of a hold at the same moment: no race takes more than there is, or ends it twice.

What one session can't show: the sessions here are real. Where the order matters, the second is seen
waiting for the lock of the first; where it doesn't, many go at once, in rounds.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from conftest import Ledger
from proof.new_id import new_id

Answer = tuple[Any, ...]
"""The code of the refusal, what was moved or given back, and whether it was said before."""

AMOUNT = 100
MOST_LOOKS = 20_000
ROUNDS = 20

OPEN = "select api.open_account(%s, %s, 'EUR', p_balance_floor => %s)"
POST = """
select refusal ->> 'code', 1, replayed from api.post_transfer(%s, %s, %s, %s, %s, 'EUR')
"""
HOLD = """
select refusal ->> 'code', null, replayed
from api.authorise_hold(
    %s, %s, %s, %s, %s, 'EUR', p_expires_at => now() + %s * interval '1 ms'
)
"""
CAPTURE = (
    "select refusal ->> 'code', amount::bigint, replayed from api.capture_hold(%s, %s, %s, %s)"
)
VOID = "select refusal ->> 'code', amount::bigint, replayed from api.void_hold(%s, %s, %s)"
EXPIRE = "select expired, busy from api.expire_holds(%s)"
LEFT = "select captured::bigint, remaining::bigint, state from api.get_hold(%s, %s)"
ENDS = """
select count(*) filter (where kind <> 'capture'), count(*) filter (where kind = 'capture')
from ledger.transfer where book_id = %s and hold_transfer_id = %s and refusal is null
"""
BE_DUE = """
select pg_sleep(greatest(extract(epoch from max(expires_at) - clock_timestamp()), 0) + 0.01)
from ledger.hold where book_id = %s
"""
WAITS = "select wait_event_type = 'Lock' from pg_stat_activity where pid = %s"


class Book:
    """A book with a payer, and two payees: one of a lower id than his, one of a higher."""

    def __init__(self, ledger: Ledger) -> None:
        """Open it and its accounts, and fund the payer."""
        self.ledger, self.id = ledger, ledger.open_book()
        self.lower, self.payer, self.higher, world = sorted(new_id() for _ in range(4))
        for account in (self.lower, self.payer, self.higher, world):
            ledger.admin.execute(OPEN, (self.id, account, None if account == world else 0))
        self.ask(POST, new_id(), world, self.payer, 1_000_000)

    def session(self, login: str = "writer", *, autocommit: bool = True) -> psycopg.Connection[Any]:
        """Return a session of a login."""
        url = make_conninfo(self.ledger.writer_url, user=login)
        return psycopg.connect(url, autocommit=autocommit)

    def ask(self, query: str, *values: object) -> Answer:
        """Ask about the book in a session of its own."""
        with self.session() as session:
            return ask(session, query, self.id, *values)

    def hold(self, payee: UUID | None = None, expires_in: int | None = None) -> UUID:
        """Set the amount aside, and return the id of the hold."""
        hold_id = new_id()
        asked = (hold_id, self.payer, payee or self.higher, AMOUNT, expires_in)
        assert self.ask(HOLD, *asked) == (None, None, False)
        return hold_id

    def let_be_due(self) -> None:
        """Wait until the expiry of every hold has come."""
        self.ledger.admin.execute(BE_DUE, (self.id,))

    def left(self, hold_id: UUID) -> Answer:
        """Return what of a hold is captured and left, and its state."""
        return ask(self.ledger.admin, LEFT, self.id, hold_id)

    def ends(self, hold_id: UUID) -> Answer:
        """Return how often a hold ended by a void or an expiry, and its captures."""
        return ask(self.ledger.admin, ENDS, self.id, hold_id)

    def expire(self, limit: int = 500) -> Answer:
        """Run the job once."""
        with self.session("operator") as operator:
            return ask(operator, EXPIRE, limit)

    def overlap(self, first: "Request", second: "Request", *, is_kept: bool = True) -> list[Answer]:
        """Ask twice: the second waits for the first, which is then committed or taken back."""
        with (
            self.session(autocommit=False) as one,
            self.session() as two,
            ThreadPoolExecutor(1) as pool,
        ):
            answer = ask(one, first[0], self.id, *first[1:])
            later = pool.submit(ask, two, second[0], self.id, *second[1:])
            wait_for_lock(self.ledger, two)
            if is_kept:
                one.commit()
            else:
                one.rollback()
            return [answer, later.result(timeout=30)]


Request = tuple[str, *tuple[object, ...]]
"""A query and its values behind the book."""


def ask(session: psycopg.Connection[Any], query: str, *values: object) -> Answer:
    """Ask, and return the answer's one row."""
    row: Answer | None = session.execute(query.encode(), values).fetchone()
    assert row is not None
    return row


def wait_for_lock(ledger: Ledger, session: psycopg.Connection[Any]) -> None:
    """Look until a session waits for a lock."""
    for _ in range(MOST_LOOKS):
        if ask(ledger.admin, WAITS, session.info.backend_pid) == (True,):
            return
    pytest.fail("the second request did not wait for the first")


def at_once(jobs: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Do jobs side by side, and return their answers."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        return [job.result(timeout=60) for job in [pool.submit(job) for job in jobs]]


@pytest.fixture
def book(ledger: Ledger) -> Iterator[Book]:
    """Give a book of its own; at its end every invariant holds."""
    yield Book(ledger)
    assert ledger.breaches() == []


@pytest.mark.parametrize(
    ("first", "second", "expected", "left"),
    [
        ((CAPTURE, 60), (CAPTURE, 60), [(None, 60), ("LG318", None)], (60, 40, "open")),
        ((CAPTURE, 60), (CAPTURE, 40), [(None, 60), (None, 40)], (100, 0, "captured")),
        ((CAPTURE, 60), (CAPTURE, None), [(None, 60), (None, 40)], (100, 0, "captured")),
        ((CAPTURE, None), (CAPTURE, 1), [(None, 100), ("LG319", None)], (100, 0, "captured")),
        ((CAPTURE, 60), (VOID,), [(None, 60), (None, 40)], (60, 0, "voided")),
        ((CAPTURE, None), (VOID,), [(None, 100), ("LG319", None)], (100, 0, "captured")),
        ((VOID,), (CAPTURE, 1), [(None, 100), ("LG319", None)], (0, 0, "voided")),
        ((VOID,), (VOID,), [(None, 100), ("LG319", None)], (0, 0, "voided")),
    ],
)
def test_the_second_sees_what_the_first_has_left(
    book: Book, first: Request, second: Request, expected: list[Answer], left: Answer
) -> None:
    for payee in (book.lower, book.higher):
        hold_id = book.hold(payee)
        one: Request = (first[0], hold_id, new_id(), *first[1:])
        two: Request = (second[0], hold_id, new_id(), *second[1:])
        answers = book.overlap(one, two)
        assert answers == [(*answer, False) for answer in expected]
        assert book.left(hold_id) == left
        again = [book.ask(*one), book.ask(*two)]
        assert again == [(*answer, True) for answer in expected]


def test_what_is_taken_back_leaves_all_to_the_second(book: Book) -> None:
    hold_id = book.hold()
    capture, void = (CAPTURE, hold_id, new_id(), 60), (VOID, hold_id, new_id())
    assert book.overlap(capture, void, is_kept=False)[1] == (None, AMOUNT, False)
    assert book.ask(*capture) == ("LG319", None, False)


@pytest.mark.parametrize("amount", [60, None])
def test_one_id_takes_once_though_it_asks_twice_at_once(book: Book, amount: int | None) -> None:
    hold_id, moved = book.hold(), amount or AMOUNT
    capture = (CAPTURE, hold_id, new_id(), amount)
    assert book.overlap(capture, capture) == [(None, moved, False), (None, moved, True)]
    assert book.ends(hold_id) == (0, 1)
    hold = (HOLD, new_id(), book.payer, book.lower, AMOUNT, None)
    assert book.overlap(hold, hold) == [(None, None, False), (None, None, True)]


def test_holds_beside_transfers_never_take_an_account_below_its_floor(book: Book) -> None:
    asked = [
        request
        for _ in range(8)
        for request in (
            partial(book.ask, HOLD, new_id(), book.payer, book.lower, 150_000, None),
            partial(book.ask, POST, new_id(), book.payer, book.higher, 150_000),
        )
    ]
    assert Counter(code for code, *_ in at_once(asked)) == {None: 6, "LG303": 10}


def test_many_at_once_take_what_there_is_and_nothing_waits_in_a_circle(book: Book) -> None:
    for number in range(ROUNDS):
        payee = (book.lower, book.higher)[number % 2]
        hold_id = book.hold(payee)
        jobs = [partial(book.ask, CAPTURE, hold_id, new_id(), 30) for _ in range(4)]
        jobs += [partial(book.ask, POST, new_id(), book.payer, payee, 1) for _ in range(2)]
        jobs += [partial(book.ask, POST, new_id(), payee, book.payer, 1) for _ in range(2)]
        if number % 4 > 1:
            jobs.insert(2, partial(book.ask, VOID, hold_id, new_id()))
        at_once(jobs)
        captured, remaining, state = book.left(hold_id)
        ends, captures = book.ends(hold_id)
        assert captured == captures * 30 <= 90
        assert (ends, remaining) == ((0, 10) if state == "open" else (1, 0))


def test_the_job_passes_by_a_busy_account_and_comes_back(book: Book) -> None:
    busy, free = book, Book(book.ledger)
    holds = [busy.hold(expires_in=200), free.hold(expires_in=300)]
    busy.let_be_due()
    free.let_be_due()
    with busy.session(autocommit=False) as capturing:
        capture = (CAPTURE, busy.id, holds[0], new_id(), 60)
        assert ask(capturing, *capture) == (None, 60, False)
        assert busy.expire()[1] >= 1
        assert free.left(holds[1]) == (0, 0, "expired")
        capturing.commit()
    assert busy.left(holds[0]) == (60, 40, "open")
    busy.expire()
    assert busy.left(holds[0]) == (60, 0, "expired")
    assert busy.ends(holds[0]) == (1, 1)


def test_what_waits_for_the_job_finds_the_hold_expired(book: Book) -> None:
    hold_id = book.hold(expires_in=100)
    book.let_be_due()
    with (
        book.session("operator", autocommit=False) as job,
        book.session() as late,
        ThreadPoolExecutor(1) as pool,
    ):
        assert ask(job, EXPIRE, 500)[0] >= 1
        capture = pool.submit(ask, late, CAPTURE, book.id, hold_id, new_id(), 1)
        wait_for_lock(book.ledger, late)
        job.commit()
        assert capture.result(timeout=30) == ("LG319", None, False)
    assert book.left(hold_id) == (0, 0, "expired")


def test_jobs_at_once_let_each_hold_expire_once_beside_postings(ledger: Ledger) -> None:
    books = [Book(ledger) for _ in range(4)]
    holds = [(book, book.hold(expires_in=1000)) for book in books for _ in range(10)]
    for book in books:
        book.let_be_due()

    def expire(book: Book) -> Answer:
        total = 0
        for _ in range(MOST_LOOKS):
            expired, busy = book.expire(limit=7)
            total += expired
            if expired + busy == 0:
                break
        return (total,)

    jobs = [partial(expire, book) for book in books[:3]]
    jobs += [partial(book.ask, CAPTURE, hold_id, new_id(), 1) for book, hold_id in holds[::5]]
    answers = at_once(jobs)
    assert sum(total for (total,) in answers[:3]) >= len(holds)
    assert {code for code, *_ in answers[3:]} <= {None, "LG319"}
    for book, hold_id in holds:
        assert book.left(hold_id)[2] == "expired"
        assert book.ends(hold_id)[0] == 1
    assert ledger.breaches() == []
