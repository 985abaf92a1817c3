"""What is asked of matches."""

from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from model.draw import BOOK
from model.draw_match import DrawMatch, Ids
from model.machine import AskingMachine
from model.state import Account
from model.step import Row, Step, thing

MANY = 400  # transfers of a book, after which none are posted for a match of a hundred
DAYS = [0, 1, 5, 31, 92, 92, 92, 92, 93, None]


class MatchMachine(AskingMachine):
    """Matches what cancels out, and ends it."""

    def drawing(self, data: st.DataObject) -> DrawMatch:
        """Return what draws matches by the present state."""
        return DrawMatch(data, self.world, self.run.real.routines)

    @rule(data=st.data())
    def match_made_up(self, data: st.DataObject) -> None:
        """Match items with a transfer that is posted to make up what they come to."""
        draw = self.drawing(data)
        account = draw.reconciled()
        self.make_up(draw, account, draw.some_open(account))

    @precondition(lambda self: len(self.world.books[BOOK].transfers) < MANY)
    @rule(data=st.data())
    def match_many(self, data: st.DataObject) -> None:
        """Match as many as may be, or one more."""
        draw = self.drawing(data)
        account = draw.reconciled()
        batch = draw.many(account)
        self.ask(Step("post_transfers", {**draw.context(), **batch}))
        ids = {item["transfer_id"] for item in batch["transfers"]}
        lines = [line for line in draw.open_of(account) if line["transfer_id"] in ids]
        self.make_up(draw, account, lines)

    @rule(data=st.data())
    def match_cancelling(self, data: st.DataObject) -> None:
        """Match what cancels out as it is; where nothing does, make it up."""
        draw = self.drawing(data)
        account = draw.reconciled()
        ids = draw.cancelling(account)
        if ids:
            self.match(draw, account, ids)
        else:
            self.make_up(draw, account, draw.some_open(account))

    def make_up(self, draw: DrawMatch, account: Account, lines: list[Row]) -> None:
        """Match items with a transfer that makes up what they come to."""
        ids: Ids = [line["transfer_id"] for line in lines]
        args = draw.made_up(account, lines)
        if args["amount"]:
            self.ask(Step("post_transfer", {**draw.context(), **args}))
            if not draw.is_posted(args["transfer_id"]) and not draw.seldom(6):
                return
            ids.append(args["transfer_id"])
        self.match(draw, account, ids)

    @rule(data=st.data())
    def match_reversal(self, data: st.DataObject) -> None:
        """Match a transfer with what takes it back, on one of its accounts or on both."""
        draw = self.drawing(data)
        account = draw.reconciled()
        for line in draw.some_open(account)[-1:]:
            original, key = line["transfer_id"], thing(draw.number())
            told = {"reverses_transfer_id": original, "transfer_id": key}
            self.ask(Step("reverse_transfer", {**draw.context(), **told}))
            if not draw.is_posted(key):
                continue
            if draw.seldom(3):
                asked = {"account_id": account.account_id, "transfer_id": draw.of([key, thing(98)])}
                self.ask(Step("suggest_matches", {**draw.context(), **asked}))
                continue
            self.match(draw, account, [original, key])
            if draw.seldom(2):
                other: UUID = line["counterpart_account_id"]
                self.match(draw, draw.book.accounts[other], [key, original])

    def match(self, draw: DrawMatch, account: Account, ids: Ids) -> None:
        """Ask for a match."""
        self.ask(Step("match_transfers", {**draw.context(), **draw.match(account, ids)}))

    @precondition(lambda self: any(step.what == "match_transfers" for step in self.done))
    @rule(data=st.data())
    def match_again(self, data: st.DataObject) -> None:
        """Ask for a match again, or for one that is like it; perhaps when it has ended."""
        draw = self.drawing(data)
        asked = [step for step in self.done if step.what == "match_transfers"]
        if draw.book.matches and draw.seldom(2):
            self.ask(Step("unmatch_transfers", {**draw.context(), **draw.end()}))
        self.ask(draw.matched_anew(draw.of(asked)))

    @precondition(lambda self: self.world.books[BOOK].matches)
    @rule(data=st.data())
    def unmatch_transfers(self, data: st.DataObject) -> None:
        """End a match."""
        draw = self.drawing(data)
        self.ask(Step("unmatch_transfers", {**draw.context(), **draw.end()}))

    @rule(data=st.data())
    def suggest_matches(self, data: st.DataObject) -> None:
        """Ask what could be matched, or match what is beyond doubt."""
        draw = self.drawing(data)
        account_id = draw.account_id() if draw.seldom(8) else draw.reconciled().account_id
        args = {**draw.context(), "account_id": account_id}
        if draw.seldom(4):
            self.ask(Step("match_exact", args))
            return
        if draw.seldom(2):
            args["days"] = draw.of(DAYS)
        if draw.seldom(3):
            args["transfer_id"] = draw.of([*draw.book.transfers, thing(98)])
        if draw.seldom(3):
            args["limit"] = draw.of([1, 2, 3, 500, 500, 501, None])
        self.ask(Step("suggest_matches", args))
