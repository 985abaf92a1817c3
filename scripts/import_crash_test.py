"""A server that dies in the middle of an import: the file is wholly in, or wholly out.

The project is the test's own, so the only server that is killed is its own.
"""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from proof.project import Project, ask, own_project
from statements.import_files import DEMO_BOOK

ROUNDS = 3
STATEMENTS = 150
LINES = 40
SEED = 20260105

VERIFY = "select * from report.verify()"

ACTIVE = """
select count(*) from pg_stat_activity
where state = 'active' and query like '%api.post_import%' and pid <> pg_backend_pid()
"""

POSTED = """
select count(*), coalesce(sum(lines), 0)
from ledger.imported_statement
where book_id = %(book_id)s and source = %(source)s and outcome = 'posted'
"""

TRANSFERS = """
select count(*)
from ledger.transfer as t
inner join ledger.account_name as n
    on t.book_id = n.book_id and n.account_id in (t.debit_account_id, t.credit_account_id)
where t.book_id = %(book_id)s and n.name = %(name)s and t.kind = 'transfer'
"""

CLOSING = """
select a.balance::bigint from ledger.account as a
inner join ledger.account_name as n using (book_id, account_id)
where a.book_id = %(book_id)s and n.name = %(name)s
"""


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    """Give a project that is up, with the demo book."""
    with own_project() as own:
        own.must("up")
        own.must("migrate")
        own.must("run", "seed")
        yield own


def large_file(number: int) -> str:
    """Return statements of one account that follow each other; each line brings one cent."""
    parts = []
    for i in range(STATEMENTS):
        opening, closing = i * LINES, (i + 1) * LINES
        parts += [f":20:{number}-{i}", ":25:ACC", f":28C:{i}"]
        parts += [f":60F:C260101EUR{opening // 100},{opening % 100:02}"]
        parts += [":61:260101C0,01NTRF"] * LINES
        parts += [f":62F:C260101EUR{closing // 100},{closing % 100:02}", "-"]
    return "\n".join(parts) + "\n"


def kill_server(pid: int, *, whole: bool) -> None:
    """Kill a postmaster, and first those that it has started: alone, it leaves them working."""
    if whole:
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
                if parent == pid:
                    os.kill(int(stat.parent.name), signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)


def kill_in_the_middle(project: Project, file: Path, *, whole: bool, delay: float) -> bool:
    """Import the file and kill the server a moment after it began to post; true if it did."""
    words = project.command("run", "import_statement", "--base", str(file.parent), str(file))
    pid = project.status()["pid"]
    with (
        psycopg.connect(project.url(), autocommit=True) as admin,
        subprocess.Popen(
            words,
            cwd=project.folder,
            env=project.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as importer,
    ):
        deadline = time.monotonic() + 60
        while (has_begun := admin.execute(ACTIVE).fetchone() != (0,)) is False:
            if importer.poll() is not None or time.monotonic() > deadline:
                break
        time.sleep(delay)
        kill_server(pid, whole=whole)
        importer.wait(timeout=120)
    return has_begun


def test_a_file_is_wholly_in_or_wholly_out_and_a_repeat_completes_it(
    project: Project, tmp_path: Path
) -> None:
    delays = random.Random(SEED)
    for number in range(ROUNDS):
        file = tmp_path / f"large{number}.sta"
        file.write_text(large_file(number))
        key = {"book_id": DEMO_BOOK, "source": file.name, "name": f"{file.name}:ACC"}
        delay = delays.uniform(0, 0.4) if number else 0
        assert kill_in_the_middle(project, file, whole=number % 2 == 0, delay=delay)
        project.must("up")
        url = project.url()
        posted = ask(url, POSTED, **key)
        assert posted in ([(0, 0)], [(STATEMENTS, STATEMENTS * LINES)])
        assert ask(url, TRANSFERS, **key) == [(posted[0][1],)]
        assert ask(url, VERIFY) == []
        assert number > 0 or posted == [(0, 0)], "the first kill came too late: post more lines"

        words = ("run", "import_statement", "--base", str(tmp_path), str(file))
        assert "refused" not in project.must(*words).splitlines()[-1]
        assert ask(url, CLOSING, **key) == [(STATEMENTS * LINES,)]
        assert ask(url, VERIFY) == []
    assert f"{STATEMENTS} duplicate" in project.must(*words)
