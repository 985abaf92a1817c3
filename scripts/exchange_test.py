"""Exchanges: the ledger against fractions, over random amounts, rates and currencies; and races."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Ledger
from proof.new_id import new_id

EXPONENTS = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3, "HUF": 2, "CLF": 4}
FIRST = date(1999, 1, 4)
MOST = 10**15

OPEN = "select refusal from api.open_account(%s, %s, %s, p_balance_floor => null)"
RATES = "select replayed from api.set_rates(%s, %s, %s, 'test')"
EXCHANGE = """
select bought::bigint, remainder_parts, sold_rate::numeric, refusal ->> 'code', replayed
from api.exchange(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, p_value_date => %s)
"""
HELD = "select balance::bigint from ledger.account where account_id = %s"
TRIAL = "select currency::text from api.trial_balance(%s) where difference <> 0"

rates = st.decimals("0.000001", "99999", places=6)
currencies = st.sampled_from(sorted(EXPONENTS))
amounts = st.one_of(st.integers(1, 200), st.integers(1, 10**9), st.integers(1, MOST))


@dataclass(frozen=True, slots=True)
class Bank:
    """A book with an account in each currency, and one in each that gets fees."""

    connection: psycopg.Connection[tuple[object, ...]]
    book_id: UUID
    accounts: dict[str, UUID]
    fees: dict[str, UUID]

    def ask(self, query: str, *values: object) -> tuple[object, ...]:
        """Ask for one row."""
        return self.connection.execute(query.encode(), values).fetchone() or ()

    def held(self, account_id: UUID) -> int:
        """Return what an account holds."""
        (balance,) = self.ask(HELD, account_id)
        assert isinstance(balance, int)
        return balance


@pytest.fixture(scope="module")
def bank(ledger: Ledger) -> Iterator[Bank]:
    """Give a bank, and see at the end that all is well in it."""
    book_id = ledger.open_book()
    accounts, fees = ({name: new_id() for name in EXPONENTS} for _ in range(2))
    bank = Bank(ledger.admin, book_id, accounts, fees)
    for named in (accounts, fees):
        for currency, account_id in named.items():
            assert bank.ask(OPEN, book_id, account_id, currency) == (None,)
    yield bank
    assert ledger.breaches() == []
    assert ledger.admin.execute(TRIAL, (book_id,)).fetchall() == []


day_of_test = iter(range(10**6))


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.fixed_dictionaries({name: rates for name in EXPONENTS if name != "EUR"}),
    st.tuples(currencies, currencies).filter(lambda pair: pair[0] != pair[1]),
    amounts,
    st.none() | amounts,
)
def test_what_is_bought_is_the_exact_amount_rounded_down(
    bank: Bank, drawn: dict[str, object], pair: tuple[str, str], sold: int, fee: int | None
) -> None:
    day = FIRST + timedelta(days=8 * next(day_of_test))
    known = {name: str(rate) for name, rate in drawn.items()}
    bank.ask(RATES, bank.book_id, day, json.dumps(known))
    units = {"EUR": Fraction(1)} | {name: Fraction(rate) for name, rate in known.items()}
    giver, taker = (bank.accounts[name] for name in pair)
    fee_account = None if fee is None else bank.fees[pair[0]]
    before = bank.held(giver), bank.held(taker)
    values = (bank.book_id, new_id(), giver, taker, sold, *pair, day, fee, fee_account)
    bought, rest, sold_rate, code, _ = bank.ask(EXCHANGE, *values, day + timedelta(days=40))
    sold_units = Fraction(sold, 10 ** EXPONENTS[pair[0]])
    exact = sold_units / units[pair[0]] * units[pair[1]] * 10 ** EXPONENTS[pair[1]]
    after = bank.held(giver), bank.held(taker)
    if not 1 <= int(exact) <= MOST:
        assert code == ("LG320" if exact < 1 else "LG306")
        assert (bought, after) == (None, before)
        return
    assert (code, bought) == (None, int(exact))
    parts = Fraction(str(sold_rate)) * 10 ** EXPONENTS[pair[0]]
    assert Fraction(str(rest)) / parts == exact - int(exact)
    assert after == (before[0] - sold - (fee or 0), before[1] + int(exact))
    again = bank.ask(EXCHANGE, *values, day + timedelta(days=40))
    assert again == (bought, rest, sold_rate, None, True)


def test_one_id_at_once_is_one_exchange_and_none_waits_in_a_circle(ledger: Ledger) -> None:
    book_id = ledger.open_book()
    euro, dollar = new_id(), new_id()
    for account_id, currency in ((euro, "EUR"), (dollar, "USD")):
        ledger.admin.execute(OPEN, (book_id, account_id, currency))
    ledger.admin.execute(RATES, (book_id, FIRST, '{"USD": "2"}'))
    ids = [new_id() for _ in range(30)]
    answers: list[tuple[object, ...]] = []

    def exchange() -> None:
        with psycopg.connect(ledger.writer_url, autocommit=True) as writer:
            for place, exchange_id in enumerate(ids):
                pair = [(euro, "EUR"), (dollar, "USD")][:: -1 if place % 2 else 1]
                (giver, sold), (taker, bought) = pair
                values = (giver, taker, 100, sold, bought, None, None, None, FIRST)
                answer = writer.execute(EXCHANGE, (book_id, exchange_id, *values)).fetchone()
                answers.append((exchange_id, *(answer or ())))

    threads = [threading.Thread(target=exchange) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(answer[-1] for answer in answers) == {False: 30, True: 120}
    assert len({answer[:-1] for answer in answers}) == 30
    held = dict(ledger.held(book_id))
    assert held == {"exchange:EUR": 15 * 100 - 15 * 50, "exchange:USD": 15 * 100 - 15 * 200}
    assert ledger.breaches() == []
