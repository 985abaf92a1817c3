"""What is asked of interest."""

from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import rule

from model.draw import BOOK
from model.draw_interest import DrawInterest
from model.judging import month_of
from model.machine import AskingMachine
from model.step import Step


class InterestMachine(AskingMachine):
    """Sets terms, and reckons and posts what accounts bear by them."""

    def draw_interest(self, data: st.DataObject) -> DrawInterest:
        """Return what draws by the present state."""
        return DrawInterest(data, self.world, self.run.real.routines)

    @rule(data=st.data())
    def set_interest_terms(self, data: st.DataObject) -> None:
        """Set terms of an account, some of them twice."""
        draw = self.draw_interest(data)
        self.ask(Step("set_interest_terms", {**draw.context(), **draw.terms()}))

    @rule(data=st.data())
    def accrue_interest(self, data: st.DataObject) -> None:
        """Let amounts count from some days, and accrue; without terms, set some first."""
        draw = self.draw_interest(data)
        if not self.world.books[BOOK].terms:
            self.ask(Step("set_interest_terms", {**draw.context(), **draw.terms()}))
        for _ in range(draw.of([1, 2, 3])):
            self.ask(Step("post_transfer", {**draw.context(), **draw.late()}))
            args = {**draw.context(), **draw.accrual()}
            if isinstance(args["through_date"], date) and draw.seldom(6):
                month = {"period_start": month_of(args["through_date"])}
                self.ask(Step("soft_close_period", {**draw.context(), **month}))
            foretold = {name: value for name, value in args.items() if name != "transfer_id"}
            self.ask(Step("preview_interest", foretold))
            self.ask(Step("accrue_interest", args))
            if draw.seldom(2) or not draw.waiting():
                self.ask(Step("clock", {"now": draw.moment() if draw.waiting() else draw.week()}))
        if self.world.books[BOOK].accruals and draw.seldom(3):
            self.ask(Step("accrue_interest", {**draw.context(), **draw.again()}))
