"""Jobs over a real database: what they do, whom they wait for, and who waits for them."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import dict_row

import jobs
from conftest import Ledger

LAST = """
select max(relname) from pg_inherits inner join pg_class on oid = inhrelid
where inhparent = 'ledger.transfer'::regclass
"""
POST = "select refusal from api.post_transfer(%s, %s, %s, %s, 1, 'EUR')"
STAGE = """
insert into ledger.staged_statement (
    book_id, import_id, statement_no, source, line_no, digest, staged_at
)
values (%s, %s, 1, 'x', 1, sha256('x'), now() - %s::interval)
"""
JOBS = ["months", "horizon", "holds", "imports", "answers"]
KEEP = """
insert into procwright.stored_answer (actor, request_key, content_hash, refusal, stored_at)
values (%s, %s, sha256('x'), '{}', now() - %s::interval)
"""
KEPT = "select request_key from procwright.stored_answer where actor = %s"
STAGED = "select import_id from ledger.staged_statement where book_id = %s"


@pytest.fixture
def operator_url(ledger: Ledger) -> str:
    """Give the login that runs jobs."""
    assert ledger.admin.info.dbname in os.environ["OPERATOR_URL"]
    return os.environ["OPERATOR_URL"]


@pytest.fixture
def operator(operator_url: str) -> Iterator[jobs.Session]:
    """Give a session of it."""
    with psycopg.connect(operator_url, autocommit=True, row_factory=dict_row) as session:
        yield session


def run(url: str, *words: str) -> tuple[int, str]:
    """Run the script as a process of its own."""
    done = subprocess.run(
        [sys.executable, "jobs.py", *words],
        cwd=Path(__file__).parent,
        env={**os.environ, "OPERATOR_URL": url},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


@contextmanager
def without_last_month(ledger: Ledger) -> Iterator[str]:
    """Take the last month away, which is empty; whatever comes, it is there afterwards."""
    (name,) = ledger.admin.execute(LAST).fetchone() or ("",)
    ledger.admin.execute(f"alter table ledger.transfer detach partition ledger.{name}".encode())
    ledger.admin.execute(f"drop table ledger.{name}".encode())
    try:
        yield name
    finally:
        ledger.admin.execute("select ledger.keep_months()")


class Payer:
    """A pair of accounts that nobody else uses."""

    def __init__(self, ledger: Ledger) -> None:
        """Open them."""
        self.book, self.payer, self.payee = ledger.open_book(), uuid4(), uuid4()
        self.session: psycopg.Connection[Any] = psycopg.connect(ledger.writer_url)
        for account in (self.payer, self.payee):
            self.session.execute(
                "select api.open_account(%s, %s, 'EUR', p_balance_floor => null)",
                (self.book, account),
            )
        self.session.execute("set idle_in_transaction_session_timeout = 0")
        self.session.commit()

    def post(self) -> None:
        """Post one unit; it is not committed."""
        since = int(datetime.now(UTC).timestamp() * 1000)
        tail = int.from_bytes(os.urandom(7))
        transfer_id = UUID(int=since << 80 | 0x7 << 76 | 0x8 << 60 | tail)
        self.session.execute("set local lock_timeout = '30s'")
        row = self.session.execute(POST, (self.book, transfer_id, self.payer, self.payee))
        assert row.fetchone() == (None,)


def test_a_month_that_is_missing_is_made(ledger: Ledger, operator: jobs.Session) -> None:
    with without_last_month(ledger) as name:
        made = jobs.keep_months(operator).done["made"]
        assert [f"transfer_{day[:7].replace('-', '_')}" for day in made] == [name]
    assert jobs.keep_months(operator) == jobs.Report("months", {"made": []})


def test_between_two_tries_postings_pass(ledger: Ledger, operator: jobs.Session) -> None:
    """One posting stays open; another waits behind the try, and is through before the next."""
    slow, quick = Payer(ledger), Payer(ledger)
    waited: list[float] = []

    def post_beside() -> None:
        began = time.monotonic()
        quick.post()
        quick.session.commit()
        waited.append(time.monotonic() - began)

    def pause(_seconds: float) -> None:
        if len(beside) == 1:
            beside[0].join()
            assert len(waited) == 1, "it waits though nobody tries"
            slow.session.commit()

    beside: list[threading.Thread] = []
    with without_last_month(ledger):
        slow.post()
        watcher = threading.Thread(target=start_when_waiting, args=(ledger, post_beside, beside))
        watcher.start()
        report = jobs.keep_months(operator, pause)
        watcher.join()
        assert report.failure is None and len(report.done["made"]) == 1
    slow.session.close()
    quick.session.close()
    assert len(waited) == 1


def start_when_waiting(
    ledger: Ledger, work: Callable[[], None], started: list[threading.Thread]
) -> None:
    """Start a thread as soon as the job waits for the accounts."""
    query = """
    select from pg_locks
    where not granted and mode = 'ShareRowExclusiveLock' and relation = 'ledger.account'::regclass
    """
    with ledger.look() as admin:
        while admin.execute(query).fetchone() is None:
            time.sleep(0.01)
    started.append(threading.Thread(target=work))
    started[0].start()


def test_a_try_gives_up_and_says_so(
    ledger: Ledger, operator: jobs.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "TRIES", 3)
    slow = Payer(ledger)
    pauses: list[float] = []
    with without_last_month(ledger):
        slow.post()
        report = jobs.keep_months(operator, pauses.append)
        slow.session.rollback()
    slow.session.close()
    assert report.failure == "no lock in 3 tries: run it again"
    assert pauses == sorted(pauses) and len(pauses) == jobs.TRIES - 1


def test_forgotten_imports_are_swept_and_those_of_today_stay(
    ledger: Ledger, operator: jobs.Session
) -> None:
    book, old, new = ledger.open_book(), uuid4(), uuid4()
    ledger.admin.execute(STAGE, (book, old, "25 hours"))
    ledger.admin.execute(STAGE, (book, new, "23 hours"))
    report = jobs.repeat(operator, "imports", jobs.SWEEP, "imports")
    assert report.failure is None and report.done["imports"] >= 1
    assert ledger.admin.execute(STAGED, (book,)).fetchall() == [(new,)]


def test_answers_are_kept_for_a_day(ledger: Ledger, operator: jobs.Session) -> None:
    actor = str(uuid4())
    for key, age in (("old", "25 hours"), ("new", "23 hours")):
        ledger.admin.execute(KEEP, (actor, key, age))
    report = jobs.repeat(operator, "answers", jobs.SWEEP_ANSWERS, "answers")
    assert report.failure is None and report.done["answers"] >= 1
    assert ledger.admin.execute(KEPT, (actor,)).fetchall() == [("new",)]


def test_a_run_says_what_it_did(operator_url: str) -> None:
    code, told = run(operator_url, "--json")
    assert code == 0, told
    found = json.loads(told)
    assert found["isFirst"] is True
    assert [job["job"] for job in found["jobs"]] == JOBS
    code, told = run(operator_url)
    assert code == 0 and "days_left" in told


def test_a_horizon_that_is_near_fails_the_run(operator_url: str) -> None:
    code, told = run(operator_url, "--least-days", "400")
    assert code == 1
    assert "FAILED" in told and "of 400" in told


def test_a_second_run_leaves_the_work_to_the_first(
    operator_url: str, operator: jobs.Session
) -> None:
    assert jobs.ask(operator, jobs.BEGIN) == {"is_first": True}
    assert run(operator_url) == (0, "Another run does the jobs.\n")


def test_a_job_that_fails_does_not_keep_the_others(
    operator: jobs.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "KEEP_MONTHS", "select 1 / 0 as made")
    reports = {report.job: report for report in jobs.run_all(operator, 1)}
    assert reports["months"].failure == "division by zero"
    assert [report.failure for job, report in reports.items() if job != "months"] == [None] * 4


def test_no_database_is_told(operator_url: str) -> None:
    code, told = run(operator_url.replace("127.0.0.1:", "127.0.0.1:1"))
    assert code == 4 and "does not answer" in told
