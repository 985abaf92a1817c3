"""Interest under races: a day is accrued once, and lines that come meanwhile are never lost."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import psycopg

from conftest import Ledger
from proof.new_id import new_id

FIRST = date(2025, 1, 1)
OPEN = "select refusal from api.open_account(%s, %s, 'EUR', p_balance_floor => null)"
SET = "select refusal from api.set_interest_terms(%s, %s, %s, 0.0365, 0.0365, 'act/365', %s)"
POST = "select refusal from api.post_transfer(%s, %s, %s, %s, 10000, 'EUR', null, %s)"
ACCRUE = "select refusal from api.accrue_interest(%s, %s, %s, %s)"
ACCRUED = """
select count(*), max(through_date) from ledger.interest_accrual where account_id = %s
"""


def at_once(*jobs: Callable[[], None]) -> None:
    """Run jobs side by side, to their end."""
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_day_is_accrued_once_and_nothing_waits_in_a_circle(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    # between the two others, so that the order of locks matters either way
    below, account, above = sorted(new_id() for _ in range(3))
    for account_id in (below, account, above):
        ledger.admin.execute(OPEN, (book_id, account_id))
    for counterpart, day in ((below, FIRST), (above, FIRST + timedelta(days=20))):
        ledger.admin.execute(SET, (book_id, account, day, counterpart))
    outcomes: Counter[str] = Counter()

    def ask(query: str, *values: object) -> None:
        with psycopg.connect(ledger.writer_url, autocommit=True) as writer:
            try:
                (refusal,) = writer.execute(query.encode(), values).fetchone() or ("none",)
                outcomes["posted" if refusal is None else str(refusal)] += 1
            except psycopg.Error as error:
                outcomes[str(error.sqlstate)] += 1

    def accrue() -> None:
        for n in range(40):
            ask(ACCRUE, book_id, account, new_id(), FIRST + timedelta(days=n))

    def post() -> None:
        for n in range(40):
            other = (below, above)[n % 2]
            sides = (other, account) if n % 4 < 2 else (account, other)
            ask(POST, book_id, new_id(), *sides, FIRST + timedelta(days=n * 7 % 40))

    at_once(accrue, accrue, accrue, post, post)
    assert set(outcomes) <= {"posted", "LG206"}
    assert outcomes["posted"] == 80 + 40
    assert outcomes["LG206"] == 80
    last = ledger.admin.execute(ACCRUED, (account,)).fetchone()
    assert last == (40, FIRST + timedelta(days=39))
    assert ledger.breaches() == []


def test_an_id_that_is_asked_twice_at_once_has_one_answer(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    account, interest = new_id(), new_id()
    for account_id in (account, interest):
        ledger.admin.execute(OPEN, (book_id, account_id))
    ledger.admin.execute(SET, (book_id, account, FIRST, interest))
    ledger.admin.execute(POST, (book_id, new_id(), interest, account, FIRST))
    answers: list[tuple[object, ...]] = []
    query = """
        select replayed, amount::bigint, posted_total, remainder_parts, refusal
        from api.accrue_interest(%s, %s, %s, %s)
    """
    transfer_id = new_id()

    def accrue() -> None:
        with psycopg.connect(ledger.writer_url, autocommit=True) as writer:
            values = (book_id, account, transfer_id, FIRST + timedelta(days=9))
            answers.append(writer.execute(query, values).fetchone() or ())

    at_once(*[accrue] * 6)
    assert Counter(answer[0] for answer in answers) == {True: 5, False: 1}
    assert {answer[1:] for answer in answers} == {(10, 10, 0, None)}
    assert ledger.breaches() == []
