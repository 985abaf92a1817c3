"""What the tests of scripts share: a migrated database of their own, and books in it.

`procwright check --only python` gives the database. Without one the tests fail: a proof that
did not run is no proof.
"""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from proof.project import own_project
from proof.service import Service, served

OPEN = "select refusal from api.open_book(%(book_id)s, 'Test', %(actor)s)"

ROWS = """
select 'transfer', count(*), sum(hashtextextended(t::text, 0)) from ledger.transfer as t
union all
select 'account', count(*), sum(hashtextextended(t::text, 0)) from ledger.account as t
union all
select 'name', count(*), sum(hashtextextended(t::text, 0)) from ledger.account_name as t
union all
select 'statement', count(*), sum(hashtextextended(t::text, 0)) from ledger.imported_statement as t
union all
select 'staged', count(*), sum(hashtextextended(t::text, 0)) from ledger.staged_statement as t
union all
select 'event', count(*), sum(hashtextextended(t::text, 0)) from audit.event as t
"""

HELD = """
select n.name, a.balance::bigint
from ledger.account as a
inner join ledger.account_name as n using (book_id, account_id)
where a.book_id = %(book_id)s
"""


def pytest_configure() -> None:
    """End as Ctrl-C does when the run is stopped: what a test has started is stopped with it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The database of the tests: as the writer, as the loader, and as who may look at all."""

    writer_url: str
    loader_url: str
    admin: psycopg.Connection[Any]

    def look(self) -> psycopg.Connection[Any]:
        """Return one more session that may look at all."""
        info = self.admin.info
        url = make_conninfo(host=info.host, port=info.port, user=info.user, dbname=info.dbname)
        return psycopg.connect(url, autocommit=True)

    def open_book(self, actor: str = "test") -> UUID:
        """Open a book that no other test knows."""
        book_id = uuid4()
        with psycopg.connect(self.writer_url) as writer:
            refusal = writer.execute(OPEN, {"book_id": book_id, "actor": actor}).fetchone()
        assert refusal == (None,)
        return book_id

    def rows(self) -> list[tuple[Any, ...]]:
        """Return a sum over every row of every table of the ledger."""
        return self.admin.execute(ROWS).fetchall()

    def held(self, book_id: UUID) -> dict[str, int]:
        """Return what each account of a book holds, by its name."""
        return dict(self.admin.execute(HELD, {"book_id": book_id}).fetchall())

    def breaches(self) -> list[tuple[Any, ...]]:
        """Return every broken invariant."""
        return self.admin.execute("select * from report.verify()").fetchall()


@pytest.fixture(scope="session")
def ledger() -> Iterator[Ledger]:
    """Give the database that the run was started with."""
    missing = [
        name
        for name in ("DATABASE_URL", "IMPORT_URL", "SCRATCH_ADMIN_URL")
        if not os.environ.get(name)
    ]
    if missing:
        pytest.fail(f"{', '.join(missing)} not set: run procwright check --only python")
    writer_url = os.environ["DATABASE_URL"]
    admin_url = make_conninfo(
        os.environ["SCRATCH_ADMIN_URL"], dbname=conninfo_to_dict(writer_url)["dbname"]
    )
    with psycopg.connect(admin_url, autocommit=True) as admin:
        yield Ledger(writer_url, os.environ["IMPORT_URL"], admin)


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """Start the service over a ledger of its own, once for all who ask it and kill nothing."""
    with own_project() as project, served(project) as started:
        yield started
