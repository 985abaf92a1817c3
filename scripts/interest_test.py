"""Interest: the ledger against a model of its own, over random lines, terms and cuts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import Ledger
from proof.interest_model import PARTS, InterestModel, Terms, part_of_year
from proof.new_id import new_id

RATE_UNITS = 10**8

OPEN = "select refusal from api.open_account(%s, %s, 'EUR', p_balance_floor => null)"
POST = """
select refusal from api.post_transfer(%s, %s, %s, %s, %s, 'EUR', p_value_date => %s)
"""
SET = "select refusal from api.set_interest_terms(%s, %s, %s, %s, %s, %s, %s, %s)"
PREVIEW = "select amount::bigint, remainder_parts from api.preview_interest(%s, %s, %s)"
ACCRUE = """
select amount::bigint, remainder_parts, posted_total, refusal
from api.accrue_interest(%s, %s, %s, %s)
"""
BORNE = """
select numerator from ledger.interest_accrual where account_id = %s
order by through_date desc limit 1
"""

rates = st.one_of(
    st.integers(-RATE_UNITS // 20, RATE_UNITS // 5).map(lambda units: Fraction(units, RATE_UNITS)),
    st.sampled_from([Fraction(0), Fraction(7, 200), Fraction(1, RATE_UNITS)]),
)
conventions = st.sampled_from(["act/365", "act/360", "30E/360"])
amounts = st.one_of(
    st.integers(1, 300), st.integers(1, 10**7), st.just(10**14), st.integers(1, 10**12)
)
signed = st.builds(lambda amount, sign: amount * sign, amounts, st.sampled_from([1, 1, -1]))
ends_of_month = [date(2024, m, 1) - timedelta(days=n) for m in range(1, 13) for n in range(4)]
days = st.one_of(st.dates(date(2023, 7, 1), date(2025, 3, 31)), st.sampled_from(ends_of_month))


def terms(compounding: st.SearchStrategy[str]) -> st.SearchStrategy[Terms]:
    return st.builds(Terms, days, rates, rates, conventions, compounding)


@dataclass(frozen=True, slots=True)
class Bank:
    """A book with the world outside and an account for the interest that is spent or earned."""

    connection: psycopg.Connection[tuple[object, ...]]
    book_id: UUID
    world: UUID
    interest: UUID

    def ask(self, query: str, *values: object) -> tuple[object, ...]:
        """Ask for one row."""
        return self.connection.execute(query.encode(), values).fetchone() or ()

    def open(self) -> UUID:
        """Open an account without a floor."""
        account_id = new_id()
        assert self.ask(OPEN, self.book_id, account_id) == (None,)
        return account_id

    def move(self, account_id: UUID, amount: int, day: date) -> None:
        """Move an amount between the account and the world outside."""
        sides = (self.world, account_id) if amount > 0 else (account_id, self.world)
        assert self.ask(POST, self.book_id, new_id(), *sides, abs(amount), day) == (None,)

    def set(self, account_id: UUID, terms: Terms) -> None:
        """Set terms."""
        rate = [f"{float(rate):.8f}" for rate in (terms.credit_rate, terms.debit_rate)]
        assert [Fraction(text) for text in rate] == [terms.credit_rate, terms.debit_rate]
        rest = (terms.day_count, self.interest, terms.compounding)
        refusal = self.ask(SET, self.book_id, account_id, terms.from_date, *rate, *rest)
        assert refusal == (None,)

    def accrue(self, account_id: UUID, through: date) -> int:
        """Accrue, and see that it was foretold."""
        preview = self.ask(PREVIEW, self.book_id, account_id, through)
        answer = self.ask(ACCRUE, self.book_id, account_id, new_id(), through)
        assert answer[3] is None
        assert preview == answer[:2]
        assert isinstance(answer[0], int)
        return answer[0]

    def borne(self, account_id: UUID) -> Fraction:
        """Return the exact interest so far, as the last accrual tells it."""
        row = self.ask(BORNE, account_id)
        return Fraction(str(row[0])) / PARTS


@pytest.fixture(scope="module")
def bank(ledger: Ledger) -> Iterator[Bank]:
    book_id = ledger.open_book()
    bank = Bank(ledger.admin, book_id, new_id(), new_id())
    for account_id in (bank.world, bank.interest):
        assert bank.ask(OPEN, book_id, account_id) == (None,)
    yield bank
    assert ledger.breaches() == []


steps = st.lists(
    st.one_of(
        st.tuples(st.just("move"), signed, days), st.tuples(st.just("accrue"), st.none(), days)
    ),
    min_size=1,
    max_size=30,
)
every_compounding = st.sampled_from(["daily", "monthly", "quarterly", "yearly"])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(terms(every_compounding), min_size=1, max_size=4), steps)
def test_an_accrual_posts_what_the_model_says(
    bank: Bank, drawn: list[Terms], steps: list[tuple[str, int, date]]
) -> None:
    account_id = bank.open()
    model = InterestModel(list({terms.from_date: terms for terms in drawn}.values()))
    for terms in model.terms:
        bank.set(account_id, terms)
    last = min(terms.from_date for terms in model.terms) - timedelta(days=1)
    for step, amount, day in steps:
        if step == "move":
            bank.move(account_id, amount, day)
            model.lines.append((day, amount))
        elif day > last:
            assert bank.accrue(account_id, day) == model.accrue(day)
            assert bank.borne(account_id) == model.borne(day)
            last = day


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(
    st.sampled_from([2023, 2024]),
    rates,
    rates,
    conventions,
    st.lists(st.tuples(st.integers(0, 365), signed), min_size=1, max_size=12),
    st.sets(st.integers(0, 363), max_size=20),
)
def test_a_year_comes_to_the_same_however_it_is_cut(
    bank: Bank,
    year: int,
    credit_rate: Fraction,
    debit_rate: Fraction,
    day_count: str,
    moves: list[tuple[int, int]],
    cuts: set[int],
) -> None:
    first, last = date(year, 1, 1), date(year, 12, 31)
    model = InterestModel([Terms(first, credit_rate, debit_rate, day_count, "yearly")])
    model.lines = [(first + timedelta(days=place), amount) for place, amount in moves]
    every_day = [first + timedelta(days=n) for n in range((last - first).days)]
    ways = {
        "at once": [],
        "monthly": [day for day in every_day if (day + timedelta(days=1)).day == 1],
        "anyhow": [every_day[n] for n in sorted(cuts)],
        "daily": every_day,
    }
    totals = {}
    for way, ends in ways.items():
        account_id = bank.open()
        bank.set(account_id, model.terms[0])
        for day, amount in model.lines:
            bank.move(account_id, amount, day)
        totals[way] = sum(bank.accrue(account_id, day) for day in [*ends, last])
    assert totals == dict.fromkeys(ways, int(model.borne(last)))


@pytest.mark.parametrize(
    ("day_count", "from_date", "before_date", "part"),
    [
        ("30E/360", date(2023, 1, 1), date(2024, 1, 1), Fraction(1)),
        ("30E/360", date(2024, 2, 28), date(2024, 2, 29), Fraction(1, 360)),
        ("30E/360", date(2024, 2, 29), date(2024, 3, 1), Fraction(2, 360)),
        ("30E/360", date(2023, 2, 28), date(2023, 3, 1), Fraction(3, 360)),
        ("30E/360", date(2023, 1, 30), date(2023, 1, 31), Fraction(0)),
        ("30E/360", date(2023, 1, 31), date(2023, 2, 28), Fraction(28, 360)),
        ("act/365", date(2024, 1, 1), date(2025, 1, 1), Fraction(366, 365)),
        ("act/360", date(2023, 1, 1), date(2024, 1, 1), Fraction(365, 360)),
    ],
)
def test_the_model_counts_days_as_the_books_say(
    day_count: str, from_date: date, before_date: date, part: Fraction
) -> None:
    days = (from_date + timedelta(days=n) for n in range((before_date - from_date).days))
    assert sum(part_of_year(day, day_count) for day in days) == part
