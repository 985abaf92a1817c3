"""What is asked of accounts, months and lists; and all rules together."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from model.draw import BOOK
from model.filters import DAYS, HEADINGS, KEYS, OF_ACCOUNT, OF_CURRENCY, OF_MONTH
from model.ledger import WRITES
from model.machine import OPENING, Run
from model.rules_exchange import ExchangeMachine
from model.rules_interest import InterestMachine
from model.rules_match import MatchMachine
from model.rules_money import MoneyMachine
from model.step import Rows, Step

MOST_ACCOUNTS = 7
FEW_HEADINGS = 3
MOST_CALLS = 20  # of close_period, while it awaits others


def machine_of(run: Run) -> type[RuleBasedStateMachine]:
    """Return the machine of a run; each of its examples has books of its own."""

    class Machine(LedgerMachine):
        shared = run

    return Machine


class LedgerMachine(ExchangeMachine, InterestMachine, MatchMachine, MoneyMachine):
    """Draws steps from what the model has become."""

    @precondition(lambda self: len(self.world.books[BOOK].accounts) < MOST_ACCOUNTS)
    @rule(data=st.data())
    def open_account(self, data: st.DataObject) -> None:
        """Open an account, or one that is there."""
        draw = self.draw(data)
        args = {**draw.context(), **draw.new_account()}
        self.ask(Step("open_account", args))

    @rule(data=st.data())
    def restrict_account(self, data: st.DataObject) -> None:
        """Freeze an account or thaw it, close it, or set its limits."""
        draw = self.draw(data)
        account_id = draw.account_id()
        args = {**draw.context(), "account_id": account_id}
        what = draw.of(["freeze_account", "freeze_account", "close_account", "set_account_limits"])
        if what == "freeze_account":
            args |= {side: draw.of([False, False, True]) for side in ("debits", "credits")}
            if draw.seldom(20):
                args["debits"] = None
        if what == "set_account_limits":
            args |= draw.limits(
                self.world.books[BOOK].accounts.get(account_id) if account_id else None
            )
        self.ask(Step(what, args))

    @rule(data=st.data())
    def close_period(self, data: st.DataObject) -> None:
        """Take steps towards closing a month, or open it again."""
        draw = self.draw(data)
        args = {**draw.context(), "period_start": draw.month()}
        what = draw.of(["soft_close_period", "close_period", "reopen_period", "reopen_period"])
        if what == "reopen_period":
            args["reason"] = draw.of(["late", None, "x" * 141])
        for _ in range(MOST_CALLS if draw.seldom(2) else 1):
            seen = self.ask(Step(what, args))
            is_closing = isinstance(seen, Rows) and seen.rows[0]["state"] == "closing"
            if not is_closing:
                break

    @rule(data=st.data())
    def arrange_chart(self, data: st.DataObject) -> None:
        """Open a heading or move it, or put an account under one."""
        draw = self.draw(data)
        heading, other = draw.heading(), draw.heading()
        what = draw.of(["open_heading", "set_account_heading", "move_heading", "move_heading"])
        if len(self.world.books[BOOK].headings) < FEW_HEADINGS:
            what = "open_heading"
        if what == "set_account_heading":
            args = {"account_id": draw.account_id(), "heading": heading}
        elif what == "move_heading":
            args = {"heading": heading, "parent": other}
        else:
            args = {"heading": draw.of(HEADINGS), "name": draw.of(["Cash", None]), "parent": other}
        self.ask(Step(what, {**draw.context(), **args}))

    @rule(data=st.data())
    def set_rates(self, data: st.DataObject) -> None:
        """Set rates of a day; seldom of what has none."""
        draw = self.draw(data)
        names = draw.of([["USD"], ["USD", "JPY"], ["JPY"], [], ["EUR", "USD"], ["ZZZ", "XAU"]])
        rates = {name: draw.of(["1.1", "1.10", "1.2", "0.000000000001"]) for name in names}
        days = [*DAYS, *DAYS, None]
        told = {"rate_date": draw.of(days), "source": draw.of(["a", "b", "x" * 141])}
        self.ask(Step("set_rates", {**draw.context(), "rates": rates, **told}))

    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        """Ask again what was asked before, or nearly that."""
        draw = self.draw(data)
        writes = [step for step in self.done[OPENING:] if step.what in WRITES]
        writes = writes or self.done[:OPENING]
        self.ask(draw.changed(draw.of(writes)))

    @rule(data=st.data())
    def pass_time(self, data: st.DataObject) -> None:
        """Let it be later."""
        self.ask(Step("clock", {"now": self.draw(data).moment()}))

    @rule(data=st.data())
    def read_one(self, data: st.DataObject) -> None:
        """Read an account, or the balances of the book."""
        draw = self.draw(data)
        steps = [
            Step("get_account", {"account_id": draw.account_id()}),
            Step("trial_balance"),
            Step("get_period", {"period_start": draw.month()}),
            Step("get_hold", {"hold_id": draw.hold_id()}),
        ]
        step = draw.of(steps)
        self.ask(Step(step.what, {**draw.context(), **step.args}))

    @rule(data=st.data())
    def read_list(self, data: st.DataObject) -> None:
        """Read lists with some of their filters, page by page."""
        for _ in range(2):
            self.read_some(data)

    def read_some(self, data: st.DataObject) -> None:
        """Read a list."""
        draw = self.draw(data)
        name = draw.of([*KEYS])
        args = {
            **draw.context(),
            **draw.filters(name),
        }
        if name in OF_ACCOUNT:
            args["account_id"] = draw.account_id()
        if name in OF_CURRENCY:
            args["currency"] = draw.of(["EUR", "EUR", "USD", "ZZZ", None])
        if name in OF_MONTH:
            args["period_start"] = draw.month()
        if name == "get_value_statement":
            self.ask(Step("get_value_balances", args))
        self.walk(Step(name, args), draw.of([1, 2, 3, 50, 500, 0, 501]))
