"""Tests of mixed_load: it finds nothing where all is well, and what was planted where it is not."""

from collections.abc import Iterator

import psycopg
import pytest

from load.book import Memory, Request, open_book
from load.clients import start_clients
from load.verdict import faults_of
from mixed_load import run_load
from proof.new_id import new_id
from proof.project import Project, own_project

SEED = 20260124


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    """Give a project that is up."""
    with own_project() as own:
        own.must("up")
        own.must("migrate")
        yield own


def test_what_many_clients_were_told_holds_though_their_server_died(project: Project) -> None:
    counts, faults = run_load(project, 6, (12, 2), SEED)
    assert faults == []
    kinds = {"posted", "LG303", "LG310", "LG319", "repeated", "asked again", "closed"}
    assert kinds <= counts.keys(), counts


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("update ledger.account set balance = balance + 1 where balance_floor = 0", "unbalanced"),
        ("delete from ledger.transfer where kind = 'transfer'", "told"),
        ("update ledger.transfer set debit_balance = debit_balance + 1", "told"),
    ],
)
def test_a_ledger_that_is_not_what_clients_were_told_is_found(
    project: Project, change: str, says: str
) -> None:
    url = project.url("writer")
    with psycopg.connect(url, autocommit=True) as connection:
        book = open_book(connection)
    clients, threads, stop = start_clients(lambda: url, book, 2, SEED)
    while len(clients[1].memory.transfers) == 0:
        pass
    stop.set()
    for thread in threads:
        thread.join()
    with psycopg.connect(project.url()) as connection:
        assert faults_of(connection, book, clients) == []
        connection.execute("set session_replication_role = replica")
        connection.execute(
            f"{change} {'and' if 'where' in change else 'where'} book_id = %s".encode(),
            [book.book_id],
        )
        assert any(says in fault for fault in faults_of(connection, book, clients))
        connection.rollback()


def test_an_answer_that_does_not_last_is_a_fault(project: Project) -> None:
    url = project.url("writer")
    with psycopg.connect(url, autocommit=True) as connection:
        book = open_book(connection)
    clients, threads, stop = start_clients(lambda: url, book, 2, SEED)
    stop.set()
    for thread in threads:
        thread.join()
    client = clients[1]
    client.memory = Memory([(Request("select 1, null", {}), [(2, None)])])
    client.repeat()
    client.close()
    assert "when asked again" in client.faults[-1]


def test_ids_are_of_version_7_and_of_this_moment() -> None:
    first, second = new_id(), new_id()
    assert first.version == second.version == 7
    assert first.bytes[:5] <= second.bytes[:5]
