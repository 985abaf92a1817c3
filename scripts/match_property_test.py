"""Suggestions against a brute force over made-up accounts, and two sessions that match at once."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import psycopg
from hypothesis import example, given, seed, settings
from hypothesis import strategies as st

from conftest import Ledger
from proof.matcher import Item, Suggestion, suggest, why_open
from statements.stage import stage
from statements.statement import Line, Statement

FIRST = date(2026, 1, 10)
PAGE = 3
LINES, ROUNDS = 30, 12

MEMOS = (None, "rent", "INV-2024/17", "paid inv202417", "/EREF/4711/REMI/x/", "4711 99.81", "2024")

CLEARING = """
select account_id from ledger.account_name
where book_id = %(book_id)s and name = 'clearing:EUR'
"""

OPEN = "select refusal from api.open_account(%s, %s, 'EUR', null, null)"
POST_IMPORT = "select outcome from api.post_import(%(book_id)s, %(import_id)s)"

POST = """
select refusal
from api.post_transfer(%(book_id)s, core.new_id(), %(debit)s, %(credit)s, %(amount)s, 'EUR',
    %(memo)s, %(day)s)
"""

REVERSE = "select refusal from api.reverse_transfer(%s, %s, core.new_id())"

ITEMS = """
select item.version, item.transfer_id, item.is_imported, item.amount, item.value_date, item.memo,
    transfer.reverses_transfer_id, item.reason
from api.list_open_items(%(book_id)s, %(account_id)s, %(days)s, %(after)s, %(limit)s) as item
inner join ledger.transfer
    on transfer.book_id = %(book_id)s and transfer.transfer_id = item.transfer_id
order by item.version
"""

SUGGEST = "select * from api.suggest_matches(%s, %s, %s, p_limit => 500)"
MATCH = "select replayed, refusal from api.match_transfers(%s, %s, %s, %s)"
EXACT = "select * from api.match_exact(%s, %s)"
TAKEN = "select transfer_ids from api.list_matches(%s, p_limit => 500) order by match_id"

Entry = tuple[int, str | None, int]
"""What the clearing account gets, the memo, and the day."""

AMOUNTS = (1, 1, 1, 1, 2, 3, 5, -1)
"""Equal ones are many: a line has to have more neighbours than it meets."""


def entries(amounts: tuple[int, ...]) -> st.SearchStrategy[Entry]:
    """Make what moves the account."""
    return st.tuples(st.sampled_from(amounts), st.sampled_from(MEMOS), st.integers(0, 9))


@dataclass(frozen=True, slots=True)
class Account:
    """The clearing account of a book, and an account of our own beside it."""

    connection: psycopg.Connection[Any]
    book_id: UUID
    account_id: UUID
    own_id: UUID

    def post(self, entry: Entry) -> None:
        """Post a transfer of our own."""
        amount, memo, day = entry
        there = (self.own_id, self.account_id)
        debit, credit = there if amount > 0 else reversed(there)
        values: dict[str, object] = {"book_id": self.book_id, "debit": debit, "credit": credit}
        values |= {"amount": abs(amount), "memo": memo, "day": FIRST + timedelta(day)}
        assert self.connection.execute(POST, values).fetchall() == [(None,)]

    def pages(self, days: int) -> Iterator[tuple[Item, str]]:
        """Read the open items, page by page, each with why it is open."""
        after: int | None = None
        while True:
            key = {"book_id": self.book_id, "account_id": self.account_id, "days": days}
            rows = self.connection.execute(ITEMS, {**key, "after": after, "limit": PAGE}).fetchall()
            yield from ((Item(*row[:7]), row[7]) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    def suggested(self, days: int) -> list[Suggestion]:
        """Return what the database suggests."""
        rows = self.connection.execute(SUGGEST, (self.book_id, self.account_id, days)).fetchall()
        return [Suggestion(*row[:6]) for row in rows]

    def taken(self) -> list[list[UUID]]:
        """Return the transfers of each match."""
        return [ids for (ids,) in self.connection.execute(TAKEN, (self.book_id,)).fetchall()]


def account(ledger: Ledger, lines: list[Entry]) -> Account:
    """Open a book whose bank has booked these lines."""
    connection = ledger.admin
    book_id, import_id, own_id = ledger.open_book(), uuid4(), uuid4()
    booked = tuple(
        Line(place, FIRST + timedelta(day), -amount, memo)
        for place, (amount, memo, day) in enumerate(lines, 1)
    )
    closing = sum(line.amount for line in booked)
    statement = Statement(
        1, 1, uuid4().bytes * 2, "A", "EUR", opening=0, closing=closing, lines=booked
    )
    with psycopg.connect(ledger.loader_url, autocommit=True) as loader:
        stage(loader, (book_id, import_id), "a.sta", [statement])
    key = {"book_id": book_id, "import_id": import_id}
    assert connection.execute(POST_IMPORT, key).fetchall() == [("posted",)]
    assert connection.execute(OPEN, (book_id, own_id)).fetchall() == [(None,)]
    ((clearing,),) = connection.execute(CLEARING, key).fetchall()
    return Account(connection, book_id, clearing, own_id)


def plain(amount: int, *days: int) -> list[Entry]:
    """Make equal entries without a memo."""
    return [(amount, None, day) for day in days]


@example(plain(-1, 5), plain(1, 3, 4, 4, 5, 6, 6, 7, 7), set(), 3)
@example(plain(-5, 0), plain(1, 0, 0, 0, 0, 0), set(), 0)
@example(plain(-6, 0), plain(1, 0, 0, 0, 0, 0, 0), set(), 0)
@example(plain(-5, 0), plain(2, *[0] * 9) + plain(3, 1), set(), 5)
@example(plain(-5, 0), plain(2, *[0] * 10) + plain(3, 1), set(), 5)
@seed(20260615)
@settings(max_examples=50, deadline=None)
@given(
    lines=st.lists(entries(tuple(-amount for amount in AMOUNTS)), min_size=1, max_size=7),
    own=st.lists(entries(AMOUNTS), max_size=12),
    taken_back=st.sets(st.integers(0, 11), max_size=2),
    days=st.integers(0, 5),
)
def test_suggestions_are_those_of_the_brute_force(
    ledger: Ledger,
    lines: list[Entry],
    own: list[Entry],
    taken_back: set[int],
    days: int,
) -> None:
    admin = ledger.admin
    made = account(ledger, lines)
    for entry in own:
        made.post(entry)
    for item, _ in [*made.pages(days)]:
        if not item.is_imported and item.version - len(lines) - 1 in taken_back:
            done = admin.execute(REVERSE, (made.book_id, item.transfer_id)).fetchall()
            assert done == [(None,)]

    told = [*made.pages(days)]
    items = [item for item, _ in told]
    expected = suggest(items, days)
    assert [reason for _, reason in told] == [why_open(item, items, days) for item in items]
    assert made.suggested(days) == expected
    assert made.suggested(days) == expected  # always the same

    sure = {
        frozenset(s.transfer_ids) for s in expected if s.reason == "exact" and s.candidates == 1
    }
    lines_in_doubt = {
        s.transfer_ids[0] for s in expected if s.reason == "exact" and s.candidates > 1
    }
    (counted,) = admin.execute(EXACT, (made.book_id, made.account_id)).fetchall()
    assert counted == (len(sure), len(lines_in_doubt))
    assert {frozenset(ids) for ids in made.taken()} == sure
    left = [item for item, _ in made.pages(days)]
    assert [item for item in items if item not in left] == [
        item for item in items if any(item.transfer_id in ids for ids in sure)
    ]


def at_once(*works: Callable[[], None]) -> None:
    """Run works in threads that begin at one moment."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        gate.wait(timeout=30)
        work()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)


def choices(ids: list[UUID]) -> list[list[UUID]]:
    """Return ten pairs of a line and its transfer, and ten others that share one with them."""
    return [[*ids[:10], *ids[LINES : LINES + 10]], [*ids[LINES + 9 : LINES + 19], *ids[9:19]]]


def test_two_sessions_never_match_a_transfer_twice(ledger: Ledger) -> None:
    for turn in range(ROUNDS):
        lines: list[Entry] = [(-5, f"NO-{1000 + place}", 0) for place in range(LINES)]
        made = account(ledger, lines)
        for amount, memo, day in lines:
            made.post((-amount, memo, day))
        ids = [item.transfer_id for item, _ in made.pages(0)]
        outcomes: list[str] = []

        def ask(query: str, *values: object, told: list[str] = outcomes) -> None:
            with psycopg.connect(ledger.writer_url, autocommit=True) as session:
                try:
                    session.execute(query.encode(), values)
                    told.append("matched")
                except psycopg.DatabaseError as error:
                    told.append(str(error.sqlstate))

        key = (made.book_id, made.account_id)
        by_hand = [partial(ask, MATCH, *key, uuid4(), chosen) for chosen in choices(ids)]
        exact = partial(ask, EXACT, *key)
        at_once(*[(by_hand[0], by_hand[1]), (exact, by_hand[0]), (exact, exact)][turn % 3])
        if turn % 3 == 0:
            assert sorted(outcomes) == ["LG207", "matched"]
        assert set(outcomes) <= {"matched", "LG207"} and "matched" in outcomes
        taken = [transfer_id for match_ids in made.taken() for transfer_id in match_ids]
        assert len(taken) == len(set(taken)) > 0
    assert ledger.breaches() == []
