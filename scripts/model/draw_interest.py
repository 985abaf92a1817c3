"""What is asked of interest next: days beside those on which something changes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from model.accruals import accrued_through
from model.draw import NEARBY, NO_V7, NOT_KEPT, Draw
from model.filters import DAYS
from model.state import Accrual
from model.step import Row, thing

RATES = [
    Decimal(text)
    for text in ("0.35", "1.7", "10", "-0.5", "0", "3.3333", "0.035", "0.0350", "0.00000001")
]
NO_RATES = [Decimal("10.00000001"), Decimal("-1.1"), Decimal("0.000000001"), None]
DAY_COUNTS = ["act/365", "act/360", "30E/360", "30E/360"]
COMPOUNDINGS = ["daily", "monthly", "quarterly", "yearly"]
LAST = datetime(2026, 3, 30, tzinfo=UTC)
LEAP_DAYS = [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]
ENDS = [
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 1, 14),
    date(2026, 1, 30),
    date(2026, 1, 31),
    date(2026, 2, 28),
    date(2026, 3, 1),
]


class DrawInterest(Draw):
    """Draws terms, days to accrue through, and entries that come late."""

    def number(self) -> int:
        """Return a number that no transfer and no accrual has."""
        taken = {str(key)[24:] for key in (*self.book.transfers, *self.book.accruals)}
        number = super().number()
        while f"{number:012d}" in taken:
            number += 1
        return number

    def bearing_id(self) -> UUID | None:
        """Return an account that has days to accrue; seldom another one, or none."""
        waiting = self.waiting()
        return self.account_id() if not waiting or self.seldom(10) else self.of(waiting)

    def waiting(self) -> list[UUID]:
        """Return the accounts that have terms and aren't accrued through today."""
        bearing = dict.fromkeys(account_id for account_id, _ in self.book.terms)
        today = self.world.today
        return [key for key in bearing if (accrued_through(self.book, key) or date.min) < today]

    def marks(self, account_id: UUID | None) -> list[date]:
        """Return the days on which terms of an account begin, and those it is accrued through."""
        firsts = [first for key, first in self.book.terms if key == account_id]
        lasts = [a.through_date for a in self.book.accruals.values() if a.account_id == account_id]
        return [*firsts, *lasts]

    def day(self, account_id: UUID | None) -> date:
        """Return a day beside one on which something changes, or at the end of a month."""
        marks = self.marks(account_id)
        beside = [mark + timedelta(days=step) for mark in marks for step in NEARBY]
        leap = LEAP_DAYS * 3 if any(mark.year == 2024 for mark in marks) else LEAP_DAYS[:2]
        return self.of([*ENDS, *beside, *leap])

    def later_day(self, account_id: UUID | None) -> date:
        """Return such a day that can be accrued, if one can."""
        last = accrued_through(self.book, account_id) if account_id else None
        days = sorted({self.day(account_id) for _ in range(3)})
        if self.seldom(4) or (last is not None and last >= days[-1]):
            days.append(self.world.today)
        first = min((f for key, f in self.book.terms if key == account_id), default=date.min)
        fitting = [
            day for day in days if first <= day <= self.world.today and (not last or last < day)
        ]
        return self.of(days if self.seldom(20) or not fitting else fitting)

    def through(self, account_id: UUID | None) -> object:
        """Return a day to accrue through; seldom what is no day."""
        if self.seldom(60):
            return self.of(["infinity", "-infinity", None])
        return self.later_day(account_id)

    def terms(self) -> Row:
        """Return the arguments of terms; seldom with a value that is missing or none."""
        account_id, counterpart_id = self.pair()
        bearing = [key for key, _ in self.book.terms if key != counterpart_id]
        if bearing and not self.seldom(3):
            account_id = self.of(bearing)
        args: Row = {
            "account_id": account_id,
            "counterpart_account_id": counterpart_id,
            "credit_rate": self.of(RATES),
            "debit_rate": self.of(RATES),
            "from_date": self.first_day(account_id),
            "day_count": self.of(DAY_COUNTS),
        }
        if self.seldom(2):
            args["compounding"] = self.of(COMPOUNDINGS)
        if self.seldom(20):
            args |= self.of(
                [
                    {self.of([*args]): None},
                    {"credit_rate": self.of(NO_RATES)},
                    {"from_date": "infinity"},
                    {"day_count": "act/act"},
                    {"compounding": self.of(["weekly", None])},
                ]
            )
        return args

    def first_day(self, account_id: UUID | None) -> date:
        """Return a day from which terms may hold; mostly one that has come."""
        days = [*DAYS, *(self.day(account_id) for _ in range(3))]
        come = [day for day in days if day <= self.world.today]
        return self.of(days if self.seldom(6) else come)

    def week(self) -> datetime:
        """Return a time some days on, as long as there are months."""
        return min(self.world.now + timedelta(days=self.of([1, 2, 7])), LAST)

    def accrual(self) -> Row:
        """Return the arguments of an accrual."""
        account_id = self.bearing_id()
        key = {"account_id": account_id, "through_date": self.through(account_id)}
        if self.seldom(8):
            return {**key, "transfer_id": self.of([None, *NO_V7[:1], *self.not_kept() * 2])}
        return {**key, "transfer_id": self.new_id()}

    def not_kept(self) -> list[UUID]:
        """Return ids that lead to no month."""
        return [thing(self.number(), at) for at in NOT_KEPT]

    def late(self) -> Row:
        """Return the arguments of a transfer that counts from a day of an account's interest."""
        row, account_id = self.transfer(), self.bearing_id()
        if not self.seldom(3):
            sides = self.of([(thing(1), account_id)] * 2 + [(account_id, thing(1))])
            row |= {"debit_account_id": sides[0], "credit_account_id": sides[1]}
            row["amount"] = self.of([99, 1000, 12345, 10**6, 10**6 + 1, 10**9, 10**15])
        return {**row, "value_date": self.day(account_id)}

    def again(self) -> Row:
        """Return the arguments of an accrual that was asked for, or nearly those."""
        accrual: Accrual = self.of([*self.book.accruals.values()])
        row: Row = {
            name: getattr(accrual, name) for name in ("transfer_id", "account_id", "through_date")
        }
        other: Row = {
            "account_id": self.account_id(),
            "through_date": self.through(accrual.account_id),
            "transfer_id": self.earlier().transfer_id,
        }
        name = self.of([None, None, *other])
        return row if name is None else {**row, name: other[name]}
