"""A book that many clients move money in at once, and what each of them may ask of it."""

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg

from proof.new_id import new_id

Row = tuple[Any, ...]

OPEN_BOOK = "select refusal from api.open_book(%(book)s, 'Load', %(actor)s)"
OPEN_ACCOUNT = """
select refusal from api.open_account(
    %(book)s, %(account)s, 'EUR', p_balance_floor => %(floor)s, p_actor => %(actor)s
)
"""

ACTOR = "load"
ACCOUNTS = 24
FUNDS = 100_000


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: a query whose answer lasts, and the id that it lasts under."""

    query: str
    values: dict[str, Any]
    ids: tuple[UUID, ...] = ()


@dataclass(slots=True)
class Memory:
    """What a client was told: the answers that must last, and what can be built on them."""

    answers: list[tuple[Request, list[Row]]] = field(default_factory=list)
    holds: list[UUID] = field(default_factory=list)
    transfers: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Book:
    """Accounts that have enough for some transfers and too little for others."""

    book_id: UUID
    accounts: tuple[UUID, ...]
    world: UUID

    def values(self, **values: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return arguments with what every request has."""
        return {"book": self.book_id, "actor": ACTOR, **values}


def open_book(connection: psycopg.Connection[Row]) -> Book:
    """Open a book whose accounts were funded by the world outside."""
    book = Book(uuid4(), tuple(sorted(uuid4() for _ in range(ACCOUNTS))), uuid4())
    connection.execute(OPEN_BOOK, book.values())
    for account in (book.world, *book.accounts):
        floor = None if account == book.world else 0
        connection.execute(OPEN_ACCOUNT, book.values(account=account, floor=floor))
    funding = [
        {
            "transfer_id": str(new_id()),
            "debit_account_id": str(book.world),
            "credit_account_id": str(account),
            "amount": FUNDS,
            "currency": "EUR",
        }
        for account in book.accounts
    ]
    rows = connection.execute(POST_MANY, book.values(items=json.dumps(funding), link=None))
    assert all(row[-1] is None for row in rows)
    return book


def last_month() -> date:
    """Return the first day of the month before this one, by UTC."""
    today = datetime.now(UTC).date()
    return date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)


def pair(book: Book, dice: random.Random) -> dict[str, UUID]:
    """Return two accounts, now one way and now the other; the first three take half of it."""
    crowd = book.accounts[:3] if dice.random() < 0.5 else book.accounts
    debit, credit = dice.sample(crowd, 2)
    return {"debit": debit, "credit": credit}


def amount(dice: random.Random) -> int:
    """Return an amount that most accounts have, or far more than any has."""
    return dice.randint(1, 500) if dice.random() < 0.9 else FUNDS * ACCOUNTS


POST = """
select transfer_id, debit_version, debit_balance, credit_version, credit_balance, refusal
from api.post_transfer(
    %(book)s, %(id)s, %(debit)s, %(credit)s, %(amount)s, 'EUR', p_value_date => %(day)s,
    p_actor => %(actor)s
)
"""

POST_MANY = """
select transfer_id, debit_version, debit_balance, credit_version, credit_balance, refusal
from api.post_transfers(%(book)s, %(items)s, %(link)s, p_actor => %(actor)s)
"""

REVERSE = """
select transfer_id, debit_version, debit_balance, credit_version, credit_balance, refusal
from api.reverse_transfer(
    %(book)s, %(reverses)s, %(id)s, p_amount => %(amount)s, p_actor => %(actor)s
)
"""

HOLD = """
select hold_id, debit_version, debit_balance, refusal
from api.authorise_hold(
    %(book)s, %(id)s, %(debit)s, %(credit)s, %(amount)s, 'EUR', p_actor => %(actor)s
)
"""

CAPTURE = """
select transfer_id, debit_version, debit_balance, credit_version, credit_balance, refusal
from api.capture_hold(%(book)s, %(hold)s, %(id)s, %(amount)s, p_actor => %(actor)s)
"""

VOID = """
select transfer_id, debit_version, debit_balance, refusal
from api.void_hold(%(book)s, %(hold)s, %(id)s, p_actor => %(actor)s)
"""
