"""Exchanges that are asked for: by what the accounts hold, and by the days that have rates."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from model.draw import NEARBY, Draw
from model.filters import DAYS
from model.pricing import EXPONENTS, parts, rates_of
from model.state import LARGEST, Account
from model.step import Row, Step, thing

RATES = ["1.1", "1.1234", "0.9", "121.94", "0.000000000001"]
AGES = [0, 0, 1, 6, 7, 7, 8, -1]
"""How old, in days, the known rates are when an exchange asks for them; a week is the most."""


class DrawExchange(Draw):
    """Draws what is exchanged, and what has to be there first."""

    def foreign(self) -> Row:
        """Return the arguments for an account in another currency than most have."""
        numbers = [n for n in range(13, 20) if thing(n) not in self.book.accounts]
        row = {"account_id": thing(self.of(numbers or [19])), "currency": self.of(["USD", "JPY"])}
        floor = {} if self.seldom(4) else {"balance_floor": None}
        return {**self.limits(None), **row, **floor}

    def own(self) -> Row:
        """Return the arguments for an account that has the name of one of the ledger's own."""
        currency = self.of([*EXPONENTS])
        name = f"exchange:{self.of([*EXPONENTS]) if self.seldom(2) else currency}"
        row = {"account_id": thing(self.of([31, 32, 33])), "currency": currency, "name": name}
        return {**row, "balance_floor": self.of([None, None, 0])}

    def rates(self) -> Row:
        """Return the rates of a day: both, mostly."""
        names = self.of([["USD", "JPY"], ["USD", "JPY"], ["USD"], ["JPY"]])
        rates = {name: self.of(RATES) for name in names}
        return {"rates": rates, "rate_date": self.of(DAYS), "source": self.of(["a", "b"])}

    def exchange(self) -> Row:
        """Return the arguments of an exchange."""
        giver, getter = self.sides()
        row: Row = {
            "exchange_id": self.exchange_id(),
            "from_account_id": giver.account_id,
            "to_account_id": getter.account_id,
            "sold_currency": giver.currency,
            "bought_currency": getter.currency,
            **self.days({giver.currency, getter.currency} - {"EUR"}),
            **(self.options("memo") if self.seldom(3) else {}),
        }
        row["sold"] = self.of([*self.telling(row), self.near([giver.available, giver.ceiling])])
        if self.seldom(2):
            row |= self.fee(giver, row["sold"])
        return {**row, **self.fault(row)} if self.seldom(20) else row

    def sides(self) -> tuple[Account, Account]:
        """Return two accounts, of two currencies more often than not."""
        accounts = [*self.book.accounts.values()]
        if not self.seldom(12):
            accounts = [a for a in accounts if not (a.name or "").startswith("exchange:")]
        giver = self.of(accounts)
        others = [account for account in accounts if account.currency != giver.currency]
        return giver, self.of(others) if others and not self.seldom(15) else self.of(accounts)

    def exchange_id(self) -> UUID:
        """Return an id; seldom that of another exchange, or the link of a batch."""
        exchanges = [*self.book.exchanges]
        links = {t.link_id: None for t in self.book.transfers.values() if t.link_id is not None}
        batches = [link_id for link_id in links if link_id not in self.book.exchanges]
        if batches and self.seldom(12):
            return self.of(batches)
        return self.of(exchanges) if exchanges and self.seldom(15) else self.new_id()

    def days(self, currencies: set[str]) -> Row:
        """Return the day of the transfers, and perhaps that of the rates: where there are some."""
        days = sorted({day for _, day in self.book.rates})
        known = [d for d in days if all((name, d) in self.book.rates for name in currencies)]
        day = self.of(known or DAYS) if not self.seldom(12) else self.of(DAYS)
        if self.seldom(5):
            return {"rate_date": day, "value_date": day + timedelta(days=self.of([*AGES, 40]))}
        return {} if self.seldom(10) else {"value_date": day + timedelta(days=self.of(AGES))}

    def telling(self, row: Row) -> Sequence[int]:
        """Return amounts that buy one unit or two, or the most, and some beside them."""
        rates = rates_of(self.book, {**row, "exchange_id": thing(1)})
        if rates is None:
            return [1000]
        whole = parts(rates[1], EXPONENTS[row["sold_currency"]])
        one = parts(rates[2], EXPONENTS[row["bought_currency"]])
        bounds = [-(-whole // one), -(-2 * whole // one), LARGEST * whole // one]
        beside = [bound + step for bound in bounds for step in NEARBY]
        return [amount for amount in beside if 1 <= amount <= LARGEST]

    def fee(self, giver: Account, sold: int) -> Row:
        """Return a fee, of what is left to take or near it, and who gets it."""
        same = [a for a in self.book.accounts.values() if a.currency == giver.currency]
        getters = [a for a in same if a is not giver] or [self.account()]
        left = None if giver.available is None else giver.available - sold
        return {"fee": self.near([left]), "fee_account_id": self.of(getters).account_id}

    def fault(self, row: Row) -> Row:
        """Return what makes a request one that is refused, mostly."""
        strange = [thing(99), thing(21), None, row["from_account_id"]]
        currencies = ["XAU", "ZZZ", None, "EUR", "USD"]
        choices: dict[str, Sequence[object]] = {
            "from_account_id": strange,
            "to_account_id": strange,
            "fee_account_id": strange,
            "sold_currency": currencies,
            "bought_currency": currencies,
            "sold": [None, 0, LARGEST + 1],
            "fee": [None, 0, 1],
            "exchange_id": [None],
        }
        name = self.of([*choices])
        return {name: self.of(choices[name])}

    def varied(self, step: Step) -> Step:
        """Return an earlier exchange as it was, or with one argument of another one."""
        other = self.exchange()
        names = sorted((set(other) | set(step.args)) - {"book_id", "actor", "exchange_id"})
        args = dict(step.args)
        if not self.seldom(3):
            name = self.of(names)
            args[name] = other.get(name)
        return Step(step.what, args)
