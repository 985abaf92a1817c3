"""Interest once more, without a line of the ledger's: day by day, in fractions.

A slow and plain reading of docs/adr/0021-interest-is-exact.md, for tests to compare with.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

PARTS = 26280 * 10**8  # of a minor unit: what is left of it is counted in them
MOST = 10**15  # what one transfer can move; the rest is left to the next
DAY = timedelta(days=1)
MONTHS = {"daily": 0, "monthly": 1, "quarterly": 3, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds from a day on."""

    from_date: date
    credit_rate: Fraction
    debit_rate: Fraction
    day_count: str
    compounding: str


@dataclass(slots=True)
class InterestModel:
    """An account that bears interest."""

    terms: Sequence[Terms]
    lines: list[tuple[date, int]] = field(default_factory=list)
    posted: list[tuple[date, int]] = field(default_factory=list)

    def terms_of(self, day: date) -> Terms:
        """Return the terms of a day."""
        return max((t for t in self.terms if t.from_date <= day), key=lambda t: t.from_date)

    def borne(self, through: date) -> Fraction:
        """Return the exact interest of all days."""
        total = Fraction(0)
        day = min(terms.from_date for terms in self.terms)
        while day <= through:
            total += self.borne_on(day)
            day += DAY
        return total

    def borne_on(self, day: date) -> Fraction:
        """Return the exact interest of a day."""
        terms = self.terms_of(day)
        bearing = sum(amount for value_date, amount in self.lines if value_date <= day)
        bearing += sum(
            amount
            for through, amount in self.posted
            if bears_from(through, self.terms_of(through).compounding) <= day
        )
        rate = terms.credit_rate if bearing > 0 else terms.debit_rate
        return bearing * rate * part_of_year(day, terms.day_count)

    def due(self, through: date) -> tuple[int, Fraction]:
        """Return what an accrual would post in whole units, and what would be left of it all."""
        posted = sum(amount for _, amount in self.posted)
        borne = self.borne(through)
        amount = min(max(int(borne) - posted, -MOST), MOST)
        return amount, borne - posted - amount

    def accrue(self, through: date) -> int:
        """Post what is due in whole units, and return it."""
        amount, _ = self.due(through)
        self.posted.append((through, amount))
        return amount


def bears_from(through: date, compounding: str) -> date:
    """Return the first day on which interest bears interest."""
    months = MONTHS[compounding]
    if months == 0:
        return through + DAY
    place = through.year * 12 + (through.month - 1) // months * months + months
    return date(place // 12, place % 12 + 1, 1)


def part_of_year(day: date, day_count: str) -> Fraction:
    """Return which part of a year a day is: from its end to the end of the next."""
    if day_count != "30E/360":
        return Fraction(1, int(day_count.removeprefix("act/")))
    next_day = day + DAY
    if next_day.month != day.month:
        return Fraction(max(31 - day.day, 1), 360)  # February has the days that it lacks
    return Fraction(0 if next_day.day == 31 else 1, 360)  # the 31st is the 30th once more
