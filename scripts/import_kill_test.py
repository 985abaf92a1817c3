"""An importer or a server that dies at any moment: each statement is wholly in, or wholly out.

The project is the test's own, so the only server that is killed is its own. The moments are random
by a seed, over the time that an undisturbed import takes; each has a book of its own. One that
comes after the end counts for nothing and is tried again, sooner.
"""

import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.rows import dict_row

from export_balances import ACCOUNTS, FINDINGS, export_row, pages, sorted_reports
from import_crash_test import VERIFY, kill_server
from proof.project import Project, ask, own_project
from statements.import_files import connect, import_file
from statements.read_history import COLUMNS, read_history

MOMENTS = 20
MOST_ATTEMPTS = 60
DONE = 1  # the importer's exit status: the last row of the file is cut, so it is refused
SEED = 20260111
SCRIPTS = Path(__file__).parent
SOURCE = "trans.asc"
HISTORIES, ROWS = 80, 50

OPEN = "select refusal from api.open_book(%(book_id)s, 'Test', 'test')"

HALF = """
select s.statement_id
from ledger.imported_statement as s
left join ledger.transfer as t
    on
        t.book_id = s.book_id
        and s.account_id in (t.debit_account_id, t.credit_account_id)
        and t.kind = 'transfer'
where s.book_id = %(book_id)s and s.outcome = 'posted'
group by s.book_id, s.statement_id, s.lines
having count(t.transfer_id) <> s.lines
"""

STRAY = """
select count(*) from ledger.transfer as t
where t.book_id = %(book_id)s and not exists (
    select from ledger.imported_statement as s
    where
        s.book_id = t.book_id and s.outcome = 'posted'
        and s.account_id in (t.debit_account_id, t.credit_account_id)
)
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """A project that is up, and the file that is imported."""

    project: Project
    file: Path
    status: Mapping[str, Any]

    def url(self, login: str) -> str:
        """Return where a login connects to since the last start."""
        return make_conninfo(self.status["url"], user=login, passfile=self.status["passFile"])

    def open_book(self) -> UUID:
        """Open a book for one moment."""
        book_id = uuid4()
        assert ask(self.url("procwright"), OPEN, book_id=book_id) == [(None,)]
        return book_id

    def start(self, book_id: UUID) -> subprocess.Popen[bytes]:
        """Start the importer by itself, so that it is the process that is killed."""
        environment = self.project.environment() | {
            "DATABASE_URL": self.url("writer"),
            "IMPORT_URL": self.url("loader"),
        }
        words = ["--book", str(book_id), "--base", str(self.file.parent), str(self.file)]
        return subprocess.Popen(
            [sys.executable, str(SCRIPTS / "import_history.py"), *words],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def import_whole(self, book_id: UUID) -> set[str]:
        """Import the file in this process, to its end."""
        with connect(book_id, self.url("writer"), self.url("loader")) as book:
            return {a.outcome for a in import_file(self.file, SOURCE, book, read_history)}

    def exported(self, book_id: UUID) -> tuple[list[object], list[object]]:
        """Return what an export of the book holds."""
        with psycopg.connect(self.url("writer"), row_factory=dict_row) as reader:
            accounts = sorted(export_row(row) for row in pages(reader, ACCOUNTS, book_id))
            return [*accounts], [*sorted_reports(pages(reader, FINDINGS, book_id))]


def history() -> str:
    """Return a history in which each balance is off by 0.10 now and then."""
    lines = [";".join(f'"{name}"' for name in COLUMNS)]
    for entry in range(HISTORIES * ROWS):
        account, place = entry % HISTORIES + 1, entry // HISTORIES + 1
        balance = place * 500 + place // 7 * 10
        day = f"93{(place - 1) // 25 + 1:02}{(place - 1) % 25 + 1:02}"
        lines.append(f'{entry};{account};{day};"PRIJEM";"";5.00;{balance / 100:.2f};"";;')
    return "\r\n".join([*lines, "99999;1;930"])


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Give a project that is up, and a file."""
    file = tmp_path_factory.mktemp("history") / SOURCE
    file.write_text(history(), newline="")
    with own_project() as own:
        own.must("up")
        own.must("migrate")
        yield Trial(own, file, own.status())


def test_every_statement_is_wholly_in_or_out_and_a_repeat_ends_in_the_same_export(
    trial: Trial,
) -> None:
    book_id = trial.open_book()
    begun = time.monotonic()
    assert trial.start(book_id).wait(timeout=60) == DONE
    whole = time.monotonic() - begun
    expected = trial.exported(book_id)
    assert len(expected[0]) == HISTORIES

    moments = random.Random(SEED)
    killed = 0
    for attempt in range(MOST_ATTEMPTS):
        book_id = trial.open_book()
        importer = trial.start(book_id)
        time.sleep(moments.uniform(0.4, 1.0) * whole)
        if killed % 3 == 0:
            kill_server(int(trial.status["pid"]), whole=killed % 2 == 0)
            came_in_time = importer.wait(timeout=60) != DONE
            trial.project.must("up")
            trial = Trial(trial.project, trial.file, trial.project.status())
        else:
            importer.kill()
            came_in_time = importer.wait(timeout=60) != DONE
        url = trial.url("procwright")
        assert ask(url, HALF, book_id=book_id) == []
        assert ask(url, STRAY, book_id=book_id) == [(0,)]
        assert ask(url, VERIFY) == []
        assert trial.import_whole(book_id) in (
            {"posted", "refused"},
            {"duplicate", "refused"},
        ), f"attempt {attempt}"
        assert trial.exported(book_id) == expected, f"attempt {attempt}"
        killed += came_in_time
        if killed == MOMENTS:
            break
        if not came_in_time:
            whole *= 0.9  # this machine is faster by now: a moment after the end is none
    assert killed == MOMENTS
    assert ask(trial.url("procwright"), VERIFY) == []
