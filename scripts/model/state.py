"""What the model remembers: books, accounts, transfers and holds, as the words have them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from model.step import Row, refuse

LIMIT = 900_000_000_000_000_000  # of a balance, either way
LARGEST = 1_000_000_000_000_000  # amount
CURRENCIES = {"EUR", "USD", "JPY"}  # those that the test opens accounts in
DEBIT_KINDS = {"asset", "expense"}
STILL = {"hold", "void", "expiry"}  # kinds that move nothing
SPENDING = {"transfer", "fee", "exchange", "hold", "adjustment"}


@dataclass(slots=True)
class Account:
    """An account, and with what it was opened."""

    account_id: UUID
    opened_with: tuple[Any, ...]
    currency: str
    name: str | None
    floor: int | None
    ceiling: int | None
    transfer_limit: int | None
    day_limit: int | None
    kind: str
    heading: str | None = None
    balance: int = 0
    held: int = 0
    version: int = 0
    is_open: bool = True
    is_debit_frozen: bool = False
    is_credit_frozen: bool = False
    spent: int = 0
    spent_date: date | None = None

    @property
    def available(self) -> int | None:
        """What may be taken out; None where no floor ends it."""
        return None if self.floor is None else self.balance - self.held - self.floor

    @property
    def state(self) -> str:
        """The word for what may be done with it."""
        frozen = (self.is_debit_frozen, self.is_credit_frozen)
        words = {
            (False, False): "open",
            (True, False): "debits_frozen",
            (False, True): "credits_frozen",
            (True, True): "frozen",
        }
        return words[frozen] if self.is_open else "closed"

    def spent_on(self, day: date) -> int:
        """Return what counts against the limit of the day."""
        is_that_day = self.spent_date is not None and self.spent_date >= day
        return self.spent if is_that_day and self.day_limit is not None else 0

    def count(self, amount: int, day: date) -> None:
        """Count what is spent; no day comes back."""
        self.spent = self.spent_on(day) + amount
        self.spent_date = day


@dataclass(slots=True)
class Transfer:
    """A row of the journal: what was asked, and what came of it."""

    transfer_id: UUID
    kind: str
    debit_account_id: UUID
    credit_account_id: UUID
    amount: int
    currency: str
    value_date: date
    memo: str | None = None
    reverses_transfer_id: UUID | None = None
    hold_transfer_id: UUID | None = None
    is_rest: bool | None = None
    expires_at: datetime | None = None
    link_id: UUID | None = None
    recorded_by: str = ""
    recorded_at: datetime | None = None
    debit_version: int | None = None
    debit_balance: int | None = None
    credit_version: int | None = None
    credit_balance: int | None = None
    refusal: dict[str, Any] | None = None

    @property
    def is_posted(self) -> bool:
        """Whether it was granted."""
        return self.refusal is None


COMPARED = (
    "amount",
    "credit_account_id",
    "currency",
    "debit_account_id",
    "expires_at",
    "hold_transfer_id",
    "is_rest",
    "kind",
    "link_id",
    "memo",
    "reverses_transfer_id",
    "value_date",
)


@dataclass(slots=True)
class Hold:
    """What a hold has left, and what ended it."""

    transfer: Transfer
    captured: int = 0
    remaining: int = 0
    state: str = "open"


@dataclass(slots=True)
class Period:
    """A month that was ever closed."""

    state: str
    closed_at: datetime | None = None
    known_at: datetime | None = None
    balances: dict[UUID, Row] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """How an account bears interest."""

    credit_rate: Decimal
    debit_rate: Decimal
    day_count: str
    counterpart_account_id: UUID
    compounding: str


@dataclass(frozen=True, slots=True)
class Accrual:
    """What an account has borne through a day, and what of it was posted; None where refused."""

    transfer_id: UUID
    account_id: UUID
    through_date: date
    amount: int | None
    posted_total: int | None
    remainder_parts: int | None
    refusal: dict[str, Any] | None


@dataclass(slots=True)
class Match:
    """Transfers that cancel out on an account, and how that ended."""

    account_id: UUID
    moved: dict[UUID, int]
    """What each of them added to the account, in ascending order."""
    memo: str | None
    recorded_by: str
    recorded_at: datetime
    is_automatic: bool = False
    end: tuple[str, str, datetime] | None = None

    @property
    def asked(self) -> tuple[UUID, list[UUID], str | None]:
        """What another request of the same id has to be like."""
        return self.account_id, [*self.moved], self.memo


@dataclass(slots=True)
class Exchange:
    """What was to be sold for what, by which rates, and what came of it."""

    exchange_id: UUID
    from_account_id: UUID
    to_account_id: UUID
    sold: int
    sold_currency: str
    bought: int
    bought_currency: str
    rate_date: date
    sold_rate: Decimal
    bought_rate: Decimal
    remainder_parts: Decimal
    fee: int | None
    fee_account_id: UUID | None
    value_date: date
    memo: str | None
    recorded_by: str
    recorded_at: datetime
    transfer_ids: list[UUID] = field(default_factory=list)
    refusal: dict[str, Any] | None = None


@dataclass(slots=True)
class Heading:
    """A place in the chart, and with what it was opened."""

    opened_with: tuple[str, str | None]
    name: str
    parent: str | None


@dataclass(slots=True)
class Book:
    """A tenant."""

    book_id: UUID
    name: str
    actors: set[str]
    opened_at: datetime
    accounts: dict[UUID, Account] = field(default_factory=dict)
    transfers: dict[UUID, Transfer] = field(default_factory=dict)
    holds: dict[UUID, Hold] = field(default_factory=dict)
    periods: dict[date, Period] = field(default_factory=dict)
    headings: dict[str, Heading] = field(default_factory=dict)
    rates: dict[tuple[str, date], tuple[Decimal, str]] = field(default_factory=dict)
    terms: dict[tuple[UUID, date], InterestTerms] = field(default_factory=dict)
    matches: dict[UUID, Match] = field(default_factory=dict)
    exchanges: dict[UUID, Exchange] = field(default_factory=dict)
    accruals: dict[UUID, Accrual] = field(default_factory=dict)

    def account(self, account_id: UUID, argument: str = "account_id") -> Account:
        """Return an account; refuse when the book has none of that id."""
        if account_id not in self.accounts:
            raise refuse("LG101", argument=argument, account_id=account_id)
        return self.accounts[account_id]

    def named(self, name: str) -> Account | None:
        """Return the account that is called so outside."""
        return next((a for a in self.accounts.values() if a.name == name), None)

    def taken(self, account_id: UUID) -> dict[UUID, UUID]:
        """Return which transfers of an account are in a match that stands, and in which."""
        return {t: match_id for t, account, match_id, _ in self.items() if account == account_id}

    def items(self) -> list[tuple[UUID, UUID, UUID, int]]:
        """Return what is in a match that stands: transfer, account, match, what it moved."""
        standing = [(key, match) for key, match in self.matches.items() if match.end is None]
        return [
            (t, m.account_id, key, moved) for key, m in standing for t, moved in m.moved.items()
        ]

    def posted(self) -> list[Transfer]:
        """Return what was granted, in the order in which it was."""
        return [transfer for transfer in self.transfers.values() if transfer.is_posted]


@dataclass(slots=True)
class World:
    """All books, the clock, the months that are kept, and who asks without naming an actor."""

    now: datetime
    months: frozenset[date]
    login: str
    books: dict[UUID, Book] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day by UTC."""
        return self.now.date()

    def book(self, args: Row) -> Book:
        """Return the book that is asked for, if the actor may see it."""
        book = self.books.get(args["book_id"])
        actor = args.get("actor")
        if book is None or (actor is not None and actor not in book.actors):
            raise refuse("LG102", argument="book_id", book_id=args["book_id"])
        return book


def require(args: Row, *names: str) -> None:
    """Refuse the first of these arguments that is null."""
    for name in names:
        if args.get(name) is None:
            raise refuse("LG002", argument=name)


def page(rows: list[Row], key: str, args: Row) -> list[Row]:
    """Return the rows of a list, in the order of their key, that come after and fit the page."""
    after = args.get("after")
    rest = (
        row for row in sorted(rows, key=lambda row: row[key]) if after is None or row[key] > after
    )
    return [*rest][: args.get("limit", 50)]
