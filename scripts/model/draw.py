"""What is asked next: values that lie where the model's state makes them matter."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from hypothesis import strategies as st

from model.filters import DAYS, MONTHS, NAMES, filter_values
from model.state import LARGEST, Account, Book, Transfer, World
from model.step import Row, Step, thing

Value = TypeVar("Value")

ACTOR = "user:7"
STRANGER = "user:8"
BOOK = thing(1)
OTHER_BOOK = thing(2)
NO_BOOK = thing(3)
TIMES = [
    datetime(2025, 12, 1, tzinfo=UTC),
    datetime(2025, 12, 31, 23, 59, 59, 999000, tzinfo=UTC),
    datetime(2026, 1, 31, 23, 59, 59, 999000, tzinfo=UTC),
    datetime(2026, 2, 1, tzinfo=UTC),
]
NOT_KEPT = [datetime(2020, 1, 1, tzinfo=UTC), datetime(2025, 11, 30, 23, 59, tzinfo=UTC)]
NO_V7 = [UUID("019b76da-a800-4000-8000-000000000001"), UUID("019b76da-a800-7000-c000-000000000001")]
NEARBY = (-1, 0, 1)


class Draw:
    """Draws what a step needs; data is hypothesis' source of all that is random."""

    def __init__(
        self, data: st.DataObject, world: World, routines: Mapping[str, Sequence[str]]
    ) -> None:
        """Draw from what the world has become, for routines with these arguments."""
        self.data, self.world, self.routines = data, world, routines
        self.book: Book = world.books[BOOK]

    def of(self, values: Sequence[Value]) -> Value:
        """Return one of these."""
        return self.data.draw(st.sampled_from(values))

    def seldom(self, out_of: int = 12) -> bool:
        """Whether something rare happens."""
        return self.data.draw(st.integers(0, out_of - 1)) == out_of - 1

    def number(self) -> int:
        """Return a number that hardly any other thing has."""
        return self.data.draw(st.integers(1000, 999_999))

    def context(self) -> Row:
        """Return the book and who asks: nearly always one who may."""
        if self.seldom(30):
            return self.of(
                [
                    {"book_id": BOOK, "actor": STRANGER},
                    {"book_id": OTHER_BOOK, "actor": ACTOR},
                    {"book_id": NO_BOOK},
                    {"book_id": None},
                ]
            )
        return self.of([{"book_id": BOOK, "actor": ACTOR}] * 3 + [{"book_id": BOOK}])

    def new_id(self) -> UUID:
        """Return an id of a request: mostly of this January, perhaps of no month at all."""
        if self.seldom(5):
            return thing(self.number(), self.of(TIMES))
        if self.seldom(30):
            return self.of([*(thing(self.number(), at) for at in NOT_KEPT), *NO_V7])
        return thing(self.number())

    def account(self) -> Account:
        """Return an account that is there."""
        return self.of([*self.book.accounts.values()])

    def account_id(self) -> UUID | None:
        """Return the id of an account, or of none in this book."""
        if self.seldom(40):
            return self.of([thing(99), thing(21), None])
        return self.account().account_id

    def pair(self) -> tuple[UUID | None, UUID | None]:
        """Return two accounts, mostly of one currency; perhaps the same twice."""
        debit = self.account_id()
        currency = self.book.accounts[debit].currency if debit in self.book.accounts else "EUR"
        others = [
            account.account_id
            for account in self.book.accounts.values()
            if account.currency == currency and account.account_id != debit
        ]
        return debit, self.account_id() if not others or self.seldom(15) else self.of(others)

    def near(self, bounds: Sequence[int | None]) -> int:
        """Return an amount at a bound or beside it, a small one, or one out of range."""
        if self.seldom(40):
            return self.of([0, -1, LARGEST + 1])
        beside = [bound + step for bound in bounds if bound is not None for step in NEARBY]
        fitting = [amount for amount in beside if 1 <= amount <= LARGEST]
        return self.of([1, 2, 7, 100, 1000, *fitting, *fitting])

    def amount(self, debit_id: UUID | None, credit_id: UUID | None) -> int | None:
        """Return an amount by what the two accounts may give and take."""
        if self.seldom(60):
            return None
        bounds: list[int | None] = [LARGEST]
        debit = self.book.accounts.get(debit_id) if debit_id else None
        credit = self.book.accounts.get(credit_id) if credit_id else None
        if debit is not None:
            day_left = None if debit.day_limit is None else debit.day_limit - debit.spent
            bounds = [debit.available, debit.transfer_limit, day_left, debit.balance]
        if credit is not None and credit.ceiling is not None:
            bounds.append(credit.ceiling - credit.balance)
        return self.near(bounds)

    def options(self, *names: str) -> Row:
        """Return some of these arguments, each as the default has it more often than not."""
        choices: dict[str, Sequence[object]] = {
            "memo": [None, "rent", "x" * 140, "é", "x" * 141, ""],
            "value_date": [None, *DAYS, *DAYS],
        }
        return {name: self.of(choices[name]) for name in names if self.seldom(3)}

    def transfer(self) -> Row:
        """Return the arguments of a transfer."""
        debit_id, credit_id = self.pair()
        debit = self.book.accounts.get(debit_id) if debit_id else None
        currency = debit.currency if debit else "EUR"
        return {
            "transfer_id": None if self.seldom(60) else self.new_id(),
            "debit_account_id": debit_id,
            "credit_account_id": credit_id,
            "amount": self.amount(debit_id, credit_id),
            "currency": self.of(["XAU", "ZZZ", "USD", None]) if self.seldom(30) else currency,
            **self.options("memo", "value_date"),
        }

    def earlier(self) -> Transfer:
        """Return a transfer that was asked for, granted or not."""
        return self.of([*self.book.transfers.values()])

    def reversal(self) -> Row:
        """Return the arguments of a reversal."""
        original = self.earlier()
        taken = sum(
            transfer.amount
            for transfer in self.book.posted()
            if transfer.reverses_transfer_id == original.transfer_id
        )
        amount = None if self.seldom(3) else self.near([original.amount, original.amount - taken])
        asked = thing(98) if self.seldom(30) else original.transfer_id
        return {
            "reverses_transfer_id": asked,
            "transfer_id": self.new_id(),
            **({} if amount is None else {"amount": amount}),
            **self.options("memo", "value_date"),
        }

    def hold(self) -> Row:
        """Return the arguments of a hold."""
        row = self.transfer()
        row["hold_id"] = row.pop("transfer_id")
        if self.seldom(2):
            row["expires_at"] = self.world.now + self.of(
                [timedelta(hours=1), timedelta(days=1), timedelta(0), timedelta(microseconds=1)]
            )
        return row

    def hold_id(self) -> UUID:
        """Return the id of a hold, or of what is none."""
        holds = self.book.holds
        if self.seldom(15) or not holds:
            return self.of([*self.book.transfers])
        return self.of([*holds])

    def taking(self, *names: str) -> Row:
        """Return the arguments of what takes from a hold."""
        hold_id = self.hold_id()
        hold = self.book.holds.get(hold_id)
        row: Row = {"hold_id": hold_id, "transfer_id": self.new_id()}
        if "amount" in names and not self.seldom(3):
            row["amount"] = self.near([hold.remaining, hold.transfer.amount] if hold else [])
        return {**row, **self.options(*(name for name in names if name != "amount"))}

    def heading(self) -> str | None:
        """Return a heading that is there, or none."""
        there = [*self.book.headings]
        return self.of([*there, None, "none"] if self.seldom(6) else [*there, None])

    def month(self) -> date | None:
        """Return a month that may close; seldom a day or a time that can't."""
        if self.seldom(20):
            return self.of([date(2026, 1, 2), date(2026, 4, 1), None])
        return self.of([*MONTHS[:1] * 4, *MONTHS[1:]])

    def limits(self, account: Account | None) -> Row:
        """Return some limits, by what the account holds; of a new one, by nothing."""
        balance = 0 if account is None else account.balance
        held = 0 if account is None else account.held
        floors = [None, 0, -500, -(9 * 10**17)]
        ceilings = [None, 1000, 2000]
        if account is not None:
            floors += [balance - held + step for step in NEARBY]
            ceilings += [balance + step for step in NEARBY]
        choices: dict[str, Sequence[int | None]] = {
            "balance_floor": floors,
            "balance_ceiling": ceilings,
            "transfer_limit": [None, 1, 300],
            "day_limit": [None, 500, 1000],
        }
        return {name: self.of(values) for name, values in choices.items() if self.seldom(3)}

    def new_account(self) -> Row:
        """Return the arguments for an account."""
        row: Row = {
            "account_id": thing(self.of([13, 14, 15, 16, 17])),
            "currency": self.of(["EUR"] * 6 + ["USD", "JPY", "XAU", "ZZZ"]),
            **self.limits(None),
        }
        if self.seldom(3):
            row["name"] = self.of([*NAMES, "x" * 141])
        if self.seldom(6):
            row["heading"] = self.heading()
        if self.seldom(3):
            row["kind"] = self.of(["asset", "income", "expense", "equity", None])
        return row

    def moment(self) -> datetime:
        """Return a later time: a moment on, midnight, or tomorrow; before the months end."""
        now = self.world.now
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        times = [
            now + timedelta(microseconds=1),
            now + timedelta(hours=1),
            midnight - timedelta(microseconds=1),
            midnight,
            now + timedelta(days=1),
            now + timedelta(days=17),
        ]
        expiries = [hold.transfer.expires_at for hold in self.book.holds.values()]
        later = [at for at in expiries if at is not None and at > now]
        return min(self.of([*times, *later]), datetime(2026, 3, 30, tzinfo=UTC))

    def filters(self, name: str) -> Row:
        """Return some of a list's filters."""
        values = filter_values(self.world, name, self.routines[name])
        return {key: self.of(choices) for key, choices in values.items() if self.seldom(2)}

    def changed(self, step: Step) -> Step:
        """Return an earlier step with one argument changed, or as it was."""
        args = dict(step.args)
        name = self.of([None, None, "memo", "amount", "value_date", "actor", "name", "account"])
        if name == "memo":
            args["memo"] = self.of(["other", None])
        elif name == "amount" and isinstance(args.get("amount"), int):
            args["amount"] += self.of([1, -1])
        elif name == "value_date" and "transfer_id" in args:
            args["value_date"] = self.of(DAYS)
        elif name == "actor":
            args["actor"] = self.of([ACTOR, STRANGER])
        elif name == "name" and step.what in ("open_account", "open_book"):
            args["name"] = self.of(NAMES)
        elif name == "account" and "debit_account_id" in args:
            args["debit_account_id"] = self.account_id()
        return Step(step.what, {k: v for k, v in args.items() if k in self.takes(step.what)})

    def takes(self, what: str) -> Sequence[str]:
        """Return the arguments of a routine; the book says whose holds the test lets expire."""
        return ("book_id", "actor") if what == "expire_holds" else self.routines[what]
