"""A server that dies under the hot path: what was answered is there, with all that it stands on.

Some sessions put money into one account by client.post_transfer, which frees the account before
the log is on disk; others take it out again, so what they were answered stands on what may not have
been on disk when they read it. The account may not go below zero: had a crash taken a credit back
and left the debit, `verify` would say so. The others do it the same way at first: a plain commit
puts all of the log on disk, and would hide what the hot path forgot. The server is the test's own.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from import_crash_test import VERIFY, kill_server
from proof.new_id import new_id
from proof.postings import open_accounts
from proof.project import Project, ask, own_project

SECONDS = 2
"""Of load before each kill."""
PAYERS, SPENDERS = 6, 3

OPEN_BOOK = "select refusal from api.open_book(%s, 'Test', 'test')"
OPEN_HOT = "select refusal from api.open_account(%s, %s, 'EUR', p_balance_floor => 0)"
PAY = "call client.post_transfer(%s, %s, %s, %s, 2, 'EUR')"
SPEND_HOT = "call client.post_transfer(%s, %s, %s, %s, 1, 'EUR')"
SPEND_PLAIN = "select refusal from api.post_transfer(%s, %s, %s, %s, 1, 'EUR')"
STORED = "select transfer_id from ledger.transfer where book_id = %(book_id)s and refusal is null"


@dataclass(slots=True)
class Load:
    """A book, its hot account, and what was answered."""

    book_id: UUID
    hot: UUID
    others: list[UUID]
    paid: set[UUID] = field(default_factory=set)
    spent: set[UUID] = field(default_factory=set)

    def pay(self, session: psycopg.Connection, account: UUID) -> None:
        """Put in on the hot path, until the server is gone."""
        while True:
            id_ = new_id()
            answer = session.execute(PAY, (self.book_id, id_, account, self.hot)).fetchone()
            assert answer is not None
            assert answer[-1] is None
            self.paid.add(id_)

    def spend(self, session: psycopg.Connection, account: UUID, query: str) -> None:
        """Take out what is there, until the server is gone."""
        while True:
            id_ = new_id()
            values = (self.book_id, id_, self.hot, account)
            answer = session.execute(query.encode(), values).fetchone()
            if answer is not None and answer[-1] is None:
                self.spent.add(id_)

    def run(self, url: str, number: int, query: str) -> None:
        """Do one session's work."""
        with suppress(psycopg.OperationalError), psycopg.connect(url, autocommit=True) as session:
            if number < PAYERS:
                self.pay(session, self.others[number])
            else:
                self.spend(session, self.others[number], query)


def url_of(project: Project) -> str:
    """Return where the writer connects to since the last start."""
    status = project.status()
    return make_conninfo(status["url"], user="writer", passfile=status["passFile"])


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    """Give a project that is up."""
    with own_project() as own:
        own.must("up")
        own.must("migrate")
        yield own


def start(project: Project) -> Load:
    """Open a book and its accounts."""
    with psycopg.connect(url_of(project), autocommit=True) as session:
        book_id, hot = uuid4(), uuid4()
        session.execute(OPEN_BOOK, (book_id,))
        session.execute(OPEN_HOT, (book_id, hot))
        return Load(book_id, hot, open_accounts(session, book_id, PAYERS + SPENDERS))


def test_every_answer_of_the_hot_path_outlives_a_kill(project: Project) -> None:
    load = start(project)
    for query in (SPEND_HOT, SPEND_HOT, SPEND_PLAIN):
        url = url_of(project)
        answered = len(load.paid), len(load.spent)
        workers = [
            Thread(target=load.run, args=(url, number, query))
            for number in range(PAYERS + SPENDERS)
        ]
        for worker in workers:
            worker.start()
        time.sleep(SECONDS)
        kill_server(int(project.status()["pid"]), whole=True)
        for worker in workers:
            worker.join(timeout=60)
            assert not worker.is_alive()
        project.must("up")
        stored = {row[0] for row in ask(project.url(), STORED, book_id=load.book_id)}
        assert load.paid <= stored
        assert load.spent <= stored
        assert ask(project.url(), VERIFY) == []
        assert len(load.paid) > answered[0]
        assert len(load.spent) > answered[1]
