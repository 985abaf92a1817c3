"""Batches that meet: the same ids, the same accounts, in any order; one effect, no deadlock.

What one session can't show. The other session is seen to wait before it is let go on.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Barrier, Thread
from uuid import UUID

import psycopg
import pytest

from conftest import Ledger
from proof.new_id import new_id
from proof.postings import Answer, at_once, item, open_accounts, post_batch

SEED = 20261124
POST = """
select debit_balance::bigint, replayed, refusal ->> 'code'
from api.post_transfer(%s, %s, %s, %s, 1, 'EUR')
"""
STORED = "select transfer_id from ledger.transfer where book_id = %s order by transfer_id"
WAITS = """
select exists (
    select from pg_catalog.pg_locks as l
    inner join pg_catalog.pg_stat_activity as a using (pid)
    where not l.granted and a.datname = current_database()
)
"""


class Meeting:
    """A book with accounts, and sessions that meet in it."""

    def __init__(self, ledger: Ledger) -> None:
        """Open the book and six accounts."""
        self.ledger = ledger
        self.book_id = ledger.open_book()
        with self.session() as session:
            self.accounts = open_accounts(session, self.book_id, 6)

    def session(self, *, autocommit: bool = True) -> psycopg.Connection:
        """Return a session of the writer."""
        return psycopg.connect(self.ledger.writer_url, autocommit=autocommit)

    def stored(self) -> list[UUID]:
        """Return the ids in the journal."""
        return [row[0] for row in self.ledger.admin.execute(STORED, (self.book_id,))]

    def wait_until_one_waits(self) -> None:
        """Return when a session of this database waits for another."""
        for _ in range(3000):
            if self.ledger.admin.execute(WAITS).fetchone() == (True,):
                return
            time.sleep(0.01)
        pytest.fail("nobody waits")

    @contextmanager
    def meanwhile(self, job: Callable[[], None]) -> Iterator[None]:
        """Start a job that will wait, and give way when it does."""
        faults: list[BaseException] = []

        def run() -> None:
            try:
                job()
            except BaseException as fault:
                faults.append(fault)

        thread = Thread(target=run)
        thread.start()
        self.wait_until_one_waits()
        yield
        thread.join()
        assert faults == []


@pytest.fixture
def meeting(ledger: Ledger) -> Meeting:
    """Give a book of its own."""
    return Meeting(ledger)


def codes(answers: list[Answer]) -> list[tuple[bool, str | None]]:
    """Return what is told of each item, but for its balance."""
    return [(replayed, code) for _, _, _, replayed, code in answers]


def test_an_id_in_flight_elsewhere_is_answered_when_the_other_has_committed(
    meeting: Meeting,
) -> None:
    a, b, c, d, e, f = meeting.accounts
    shared, own = new_id(), new_id()
    answers: list[Answer] = []

    def post_late() -> None:
        with meeting.session() as late:
            items = [item(c, d, own), item(a, b, shared), item(e, f, shared)]
            answers.extend(post_batch(late, meeting.book_id, items))

    with meeting.session(autocommit=False) as first:
        post_batch(first, meeting.book_id, [item(e, f, shared)])
        with meeting.meanwhile(post_late):
            first.commit()
    assert codes(answers) == [(False, None), (False, "LG301"), (True, None)]
    assert meeting.stored() == sorted([shared, own])
    assert meeting.ledger.breaches() == []


def test_an_id_in_flight_elsewhere_is_posted_when_the_other_is_rolled_back(
    meeting: Meeting,
) -> None:
    a, b, c, d, *_ = meeting.accounts
    shared = new_id()
    answers: list[Answer] = []

    def post_late() -> None:
        with meeting.session() as late:
            answers.extend(post_batch(late, meeting.book_id, [item(c, d, shared), item(a, b)]))

    with meeting.session(autocommit=False) as first:
        post_batch(first, meeting.book_id, [item(a, b, shared)])
        with meeting.meanwhile(post_late):
            first.rollback()
    assert codes(answers) == [(False, None), (False, None)]


def test_a_single_transfer_in_flight_is_found_by_a_batch(meeting: Meeting) -> None:
    a, b, c, d, *_ = meeting.accounts
    shared = new_id()
    answers: list[Answer] = []

    def post_late() -> None:
        with meeting.session() as late:
            answers.extend(post_batch(late, meeting.book_id, [item(c, d, shared)]))

    with meeting.session(autocommit=False) as first:
        first.execute(POST, (meeting.book_id, shared, a, b))
        with meeting.meanwhile(post_late):
            first.commit()
    assert codes(answers) == [(False, "LG301")]


def test_the_same_linked_batch_twice_at_once_has_one_effect(meeting: Meeting) -> None:
    a, b, c, *_ = meeting.accounts
    link, items = new_id(), [item(a, b), item(b, c), item(a, c)]
    answers: list[list[Answer]] = []

    def post() -> None:
        with meeting.session() as session:
            answers.append(post_batch(session, meeting.book_id, items, link))

    at_once([post] * 4)
    assert sorted(codes(answer) for answer in answers) == sorted(
        [[(False, None)] * 3] + [[(True, None)] * 3] * 3
    )
    assert len(meeting.stored()) == 3


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_link_in_flight_belongs_to_the_batch_that_is_kept(
    meeting: Meeting, *, is_kept: bool
) -> None:
    a, b, c, d, *_ = meeting.accounts
    link = new_id()
    told: list[str | None] = []

    def post_late() -> None:
        with meeting.session() as late:
            try:
                post_batch(late, meeting.book_id, [item(c, d)], link)
                told.append(None)
            except psycopg.DatabaseError as refused:
                told.append(refused.sqlstate)

    with meeting.session(autocommit=False) as first:
        post_batch(first, meeting.book_id, [item(a, b)], link)
        with meeting.meanwhile(post_late):
            first.commit() if is_kept else first.rollback()
    assert told == ["LG211" if is_kept else None]
    assert len(meeting.stored()) == 1


def test_batches_of_the_same_ids_and_accounts_in_any_order_never_wait_in_a_circle(
    meeting: Meeting,
) -> None:
    chance = random.Random(SEED)
    pairs = [chance.sample(meeting.accounts, 2) for _ in range(40)]
    ids = [new_id() for _ in pairs]
    items = [item(debit, credit, id_) for (debit, credit), id_ in zip(pairs, ids, strict=True)]
    posted: list[UUID] = []

    def work(number: int) -> None:
        own = random.Random(SEED + number)
        with meeting.session() as session:
            for _ in range(15):
                answers = post_batch(
                    session, meeting.book_id, own.sample(items, own.randint(1, 12))
                )
                assert {code for *_, code in answers} == {None}
                posted.extend(id_ for _, id_, _, replayed, _ in answers if not replayed)
                debit, credit = own.sample(meeting.accounts, 2)
                session.execute(POST, (meeting.book_id, new_id(), debit, credit))

    at_once([partial(work, number) for number in range(6)])
    assert len(posted) == len(set(posted))
    assert set(posted) <= set(ids)
    assert len(meeting.stored()) == len(posted) + 6 * 15
    assert meeting.ledger.breaches() == []


def test_the_same_ids_over_other_accounts_never_wait_in_a_circle(meeting: Meeting) -> None:
    rounds = [[new_id() for _ in range(200)] for _ in range(12)]
    posted: list[UUID] = []
    start = Barrier(3)

    def work(number: int) -> None:
        own = random.Random(SEED + number)
        debit, credit = meeting.accounts[2 * number : 2 * number + 2]
        with meeting.session() as session:
            for ids in rounds:
                items = [item(debit, credit, id_) for id_ in own.sample(ids, len(ids))]
                start.wait(timeout=60)
                answers = post_batch(session, meeting.book_id, items)
                assert {code for *_, code in answers} <= {None, "LG301"}
                posted.extend(id_ for _, id_, *_, code in answers if code is None)

    at_once([partial(work, number) for number in range(3)])
    assert sorted(posted) == sorted(id_ for ids in rounds for id_ in ids) == meeting.stored()
