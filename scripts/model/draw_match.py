"""Matches that are asked for: transfers that cancel out, and those that nearly do."""

from collections.abc import Sequence
from uuid import UUID

from model.draw import Draw
from model.matches import moved_by
from model.open_items import open_lines
from model.state import Account, Match
from model.step import Row, Step, thing

Ids = list[UUID | None]

SIZES = [1, 1, 2, 3, 5]
MANY = [98, 99, 100]  # with what makes them up


class DrawMatch(Draw):
    """Draws the items of a match."""

    def reconciled(self) -> Account:
        """Return an account, mostly one on which more than one item is open."""
        accounts = [*self.book.accounts.values()]
        busy = [a for a in accounts if len(self.open_of(a)) > 1]
        return self.of(accounts if not busy or self.seldom(10) else busy)

    def open_of(self, account: Account) -> list[Row]:
        """Return the open lines of an account."""
        return open_lines(self.book, account.account_id)

    def some_open(self, account: Account) -> list[Row]:
        """Return open lines of an account that stand side by side; few, or as many as fit."""
        lines = self.open_of(account)
        size = self.of(SIZES)
        start = self.of(range(max(len(lines) - size, 0) + 1))
        return lines[start : start + size]

    def many(self, account: Account) -> Row:
        """Return a batch of as many small transfers as a match may have items, about."""
        first, others = self.number(), self.others(account)
        sides = {"debit_account_id": (others or [thing(99)])[0]}
        sides["credit_account_id"] = account.account_id
        told = {**sides, "currency": account.currency}
        items = [
            {"transfer_id": thing(first + number), **told, "amount": 1 + number % 3}
            for number in range(self.of(MANY))
        ]
        return {"transfers": items}

    def others(self, account: Account) -> list[UUID]:
        """Return the other accounts of the same currency."""
        return [
            other.account_id
            for other in self.book.accounts.values()
            if other.currency == account.currency and other is not account
        ]

    def made_up(self, account: Account, lines: Sequence[Row]) -> Row:
        """Return a transfer that makes up what the lines come to, or misses it by one."""
        total = sum(line["amount"] for line in lines) + self.of([0] * 8 + [1, -1])
        others = self.others(account)
        first_or_any = others if self.seldom(3) else others[:1]
        sides = (account.account_id, self.of(first_or_any or [thing(99)]))
        debit_id, credit_id = sides if total > 0 else reversed(sides)
        told = {"debit_account_id": debit_id, "credit_account_id": credit_id}
        key = thing(self.number())
        return {"transfer_id": key, **told, "amount": abs(total), "currency": account.currency}

    def is_posted(self, transfer_id: UUID) -> bool:
        """Whether a transfer is there and was granted."""
        there = self.book.transfers.get(transfer_id)
        return there is not None and there.is_posted

    def cancelling(self, account: Account) -> Ids:
        """Return two or three open items that cancel out; none if none do."""
        by_amount: dict[int, list[UUID]] = {}
        for line in self.open_of(account):
            by_amount.setdefault(line["amount"], []).append(line["transfer_id"])
        found: list[Ids] = []
        for amount, ids in by_amount.items():
            opposite, halves = by_amount.get(-amount, []), by_amount.get(-amount // 2, [])
            if opposite:
                found.append([self.of(ids), self.of(opposite)])
            if amount % 2 == 0 and len(halves) > 1:
                found.append([ids[0], *halves[-2:]])
        return self.of(found) if found else []

    def spoiled(self, account: Account, ids: Ids) -> Ids:
        """Return items with one that doesn't belong there, or with one too few or too many."""
        moved = moved_by(self.book, account.account_id)
        still: Ids = [key for key in self.book.transfers if key not in moved]
        lines: Ids = [line["transfer_id"] for line in self.open_of(account)]
        mine = [m for m in self.book.matches.values() if m.account_id == account.account_id]
        standing = [*self.of(mine).moved] if mine else [thing(98)]
        changes: list[Ids] = [
            [*ids, *standing],
            [*ids, *standing],
            [*ids, self.of(still or [thing(98)])],
            [*ids, self.of(still or [thing(98)])],
            [*ids, self.of(lines or [thing(98)])],
            [*ids[1:], self.of(lines or [thing(98)])],
            [*ids, self.of([None, thing(98), *ids[:1]])],
            ids[1:],
            [],
        ]
        return self.of(changes)

    def match(self, account: Account, ids: Ids) -> Row:
        """Return the arguments of a match of these items, seldom of others."""
        chosen = self.spoiled(account, ids) if self.seldom(4) else ids
        account_id = self.account_id() if self.seldom(15) else account.account_id
        row: Row = {
            "account_id": account_id,
            "match_id": None if self.seldom(60) else self.match_id(),
            "transfer_ids": None if self.seldom(60) else tuple(chosen),
        }
        if self.seldom(3):
            row["memo"] = self.of(["fee", "fee", "x" * 140, None, ""])
        return row

    def match_id(self) -> UUID:
        """Return the id of a match, seldom of one that is there."""
        there = [*self.book.matches]
        if self.seldom(15):
            return UUID(int=0)
        return self.of(there) if there and self.seldom(8) else thing(self.number())

    def end(self) -> Row:
        """Return the arguments that end a match: of one that stands, mostly."""
        matches = self.book.matches
        standing = [key for key, match in matches.items() if stands(match)]
        keys: Sequence[UUID | None] = standing
        if not standing or self.seldom(3):
            keys = [*matches, *matches, thing(97)]
        row: Row = {"match_id": self.of(keys), "reason": self.of(["wrong", "other", "x" * 140])}
        if self.seldom(15):
            row |= self.of([{"match_id": None}, {"reason": None}, {"reason": ""}])
        return row

    def matched_anew(self, step: Step) -> Step:
        """Return an earlier match that is asked for again, or something like it."""
        args = dict(step.args)
        ids = args["transfer_ids"] or ()
        changes: list[Row] = [
            {},
            {"transfer_ids": tuple(reversed(ids))},
            {"transfer_ids": ids[1:]},
            {"match_id": thing(self.number())},
            {"match_id": thing(self.number())},
            {"memo": "other"},
            {"account_id": self.account_id()},
        ]
        return Step(step.what, {**args, **self.of(changes)})


def stands(match: Match) -> bool:
    """Whether a match has not ended."""
    return match.end is None
