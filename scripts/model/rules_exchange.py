"""What is asked of exchanges, and what they need: accounts in two currencies, and rates."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from model.draw_exchange import DrawExchange
from model.machine import AskingMachine
from model.step import Step

MOST_OWN = 2


class ExchangeMachine(AskingMachine):
    """Exchanges one currency into another."""

    @rule(data=st.data())
    def exchange(self, data: st.DataObject) -> None:
        """Exchange a few times, once what is needed is there."""
        draw = DrawExchange(data, self.world, self.run.real.routines)
        self.prepare(draw)
        for _ in range(draw.of([1, 2, 3])):
            self.ask(Step("exchange", {**draw.context(), **draw.exchange()}))
        asked = [step for step in self.done if step.what == "exchange"]
        if draw.seldom(3):
            self.ask(draw.varied(draw.of(asked)))

    def prepare(self, draw: DrawExchange) -> None:
        """Open what is missing, mostly; seldom what else the ledger would open."""
        names = [account.name or "" for account in draw.book.accounts.values()]
        if len({account.currency for account in draw.book.accounts.values()}) < 2:
            self.ask(Step("open_account", {**draw.context(), **draw.foreign()}))
        if sum(name.startswith("exchange:") for name in names) < MOST_OWN and draw.seldom(6):
            self.ask(Step("open_account", {**draw.context(), **draw.own()}))
        if not draw.book.rates or draw.seldom(3):
            self.ask(Step("set_rates", {**draw.context(), **draw.rates()}))

    @rule(data=st.data())
    def read_rates(self, data: st.DataObject) -> None:
        """Read the rates of a currency that has some, by some of its days, page by page."""
        draw = DrawExchange(data, self.world, self.run.real.routines)
        known = sorted({currency for currency, _ in draw.book.rates}) or ["USD"]
        args = {"currency": draw.of(known), **draw.filters("list_rates")}
        self.walk(Step("list_rates", {**draw.context(), **args}), draw.of([1, 2, 50]))
