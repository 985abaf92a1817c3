"""What is asked of transfers and holds."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from model.draw import ACTOR, BOOK
from model.draw_batch import DrawBatch
from model.holds import due
from model.machine import AskingMachine
from model.step import Step


class MoneyMachine(AskingMachine):
    """Moves amounts and sets them aside."""

    @rule(data=st.data())
    def post_transfer(self, data: st.DataObject) -> None:
        """Move an amount."""
        self.post(data)

    @rule(data=st.data())
    def post_several(self, data: st.DataObject) -> None:
        """Move an amount, and another one."""
        for _ in range(3):
            self.post(data)

    @rule(data=st.data())
    def post_batch(self, data: st.DataObject) -> None:
        """Move many amounts in one call."""
        draw = DrawBatch(data, self.world, self.run.real.routines)
        self.ask(Step("post_transfers", {**draw.context(), **draw.batch()}))

    def post(self, data: st.DataObject) -> None:
        """Ask for a transfer."""
        draw = self.draw(data)
        self.ask(Step("post_transfer", {**draw.context(), **draw.transfer()}))

    @rule(data=st.data())
    def reverse_transfer(self, data: st.DataObject) -> None:
        """Take something back."""
        draw = self.draw(data)
        self.ask(Step("reverse_transfer", {**draw.context(), **draw.reversal()}))

    @rule(data=st.data())
    def authorise_hold(self, data: st.DataObject) -> None:
        """Set an amount aside."""
        draw = self.draw(data)
        self.ask(Step("authorise_hold", {**draw.context(), **draw.hold()}))

    @rule(data=st.data())
    def take_from_hold(self, data: st.DataObject) -> None:
        """Capture a hold, or end it."""
        draw = self.draw(data)
        if draw.seldom(3):
            self.ask(Step("void_hold", {**draw.context(), **draw.taking("memo")}))
            return
        args = draw.taking("amount", "memo", "value_date")
        self.ask(Step("capture_hold", {**draw.context(), **args}))

    @precondition(lambda self: any(due(self.world, self.world.books[BOOK])))
    @rule()
    def expire_holds(self) -> None:
        """Give back what is due."""
        self.ask(Step("expire_holds", {"book_id": BOOK, "actor": ACTOR}))

    @rule(data=st.data())
    def post_adjustment(self, data: st.DataObject) -> None:
        """Correct a month that is being closed."""
        draw = self.draw(data)
        self.ask(Step("post_adjustment", {**draw.context(), **draw.transfer()}))
